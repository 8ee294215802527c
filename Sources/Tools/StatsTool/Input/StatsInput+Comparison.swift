import BatteryStatistics
import BatteryTables

/// A condition does not fit columns that were read as texts, though they may be meant as numbers.
struct MixedColumns: Error {
  /// The columns of texts that the condition takes.
  var columns: [String]
  /// What is wrong if they are texts.
  var error: TableError
}

extension StatsInput {
  /// The columns of numbers that a condition could not take, since not all of their cells were read
  /// as such; each cell is one.
  ///
  /// - Throws: `TableError` for the first cell that is not a number, and when the columns are of texts.
  func comparedNumbers(
    _ mixed: MixedColumns,
    _ names: [String],
    _ file: TableFile
  ) throws -> [String] {
    var probe = self
    probe.numbers = nil
    let schema = try NumberGuess.schema(of: file, probe)
    let compared = mixed.columns.filter { name in
      names.contains(name)
        || schema.place(of: name).map { schema[$0].type.isOfNumbers } ?? false
    }
    guard !compared.isEmpty else { throw mixed.error }
    try requireNumbers(compared, in: file)
    // Groups and factors are what is written.
    guard !compared.contains(where: { labels.contains($0) || by.contains($0) }) else {
      throw mixed.error
    }
    return compared
  }

  /// Refuses the first cell of some columns that is not a number, whatever rows are asked for.
  private func requireNumbers(_ columns: [String], in file: TableFile) throws {
    let lane = lane
    let check: @Sendable (Batch) throws -> Void = { [opener] batch in
      try opener.check()
      let readers = try columns.map { name in
        let reader = NumberReader(name: name, lane: lane, hasTexts: true, isCompared: true)
        return (column: batch.columns[try batch.schema.requiredPlace(of: name)], reader: reader)
      }
      for row in 0..<batch.count {
        for (column, reader) in readers { _ = try reader.cell(column, row) }
      }
    }
    guard file.format == .csv else {
      var reader = try NumberGuess.quietReader(of: file, self)
      if let blobs = (reader as? SQLiteReader)?.firstBlobs {
        try Self.refuse(blobs, among: columns, of: file)
      }
      var row = 0
      while let batch = try reader.next() {
        do {
          try check(batch)
        } catch let problem as RowProblem {
          throw TableError(
            .invalidData,
            "\(file.name): row \(row + problem.row + 1): \(problem.reason)"
          )
        }
        row += batch.count
      }
      return
    }
    var source = file.source
    defer { _ = try? source.restart() }
    var options = try NumberGuess.quietOptions(file, self)
    options.threads = opener.threads
    var scan = try CSVScan(source, options)
    try scan.fold({ _ in }, update: { _, batch in try check(batch) }, merge: { _, _ in })
  }

  /// Refuses columns with blobs: SQLite's readers make texts of them that may look like numbers.
  static func refuse(
    _ blobs: [String: Int],
    among names: [String],
    of file: TableFile
  ) throws(TableError) {
    let found = names.compactMap { name in blobs[name].map { (name: name, row: $0) } }
    guard let first = found.min(by: { $0.row < $1.row }) else { return }
    throw TableError(
      .invalidData,
      "\(file.name): row \(first.row): the blob in the column \"\(first.name)\" is not a number."
        + " Store one there, or leave the column out with --columns."
    )
  }

  /// The names in the header of a CSV file whose longer rows make the table wider; `nil` of others.
  ///
  /// Columns that have no name there cannot be asked for before the whole file is read.
  func widenedHeader(of file: TableFile) throws -> [String]? {
    guard opener.reading.ragged == .keep else { return nil }
    var source = file.source
    defer { _ = try? source.restart() }
    var options = try NumberGuess.quietOptions(file, self)
    options.ragged = .pad
    return try CSVScan(source, options).names
  }
}

extension ColumnType {
  /// Whether the values are numbers.
  var isOfNumbers: Bool { [.integer, .double, .decimal].contains(self) }
}
