import BatteryTables

extension StatsInput {
  /// Reads a file of JSON or a database, record by record.
  func read<Fold: StatsFold>(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    into fold: inout Fold
  ) throws {
    try read(file, names, counter) { batch, place in try fold.add(batch, at: place) }
  }

  func read(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    _ body: (StatsBatch, Int) throws -> Void
  ) throws {
    do {
      try readOnce(file, names, counter, body)
    } catch let mixed as MixedColumns {
      let compared = try comparedNumbers(mixed, names, file)
      // The types of a database are what its values are.
      guard file.format != .sqlite else { throw mixed.error }
      var input = self
      for name in compared { input.opener.reading.types[name] = .decimal }
      do {
        try input.readOnce(file, names, counter, body)
      } catch let mixed as MixedColumns {
        throw mixed.error
      }
    }
  }

  private func readOnce(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    _ body: (StatsBatch, Int) throws -> Void
  ) throws {
    var wanted = names
    for name in labels + by + (condition?.columns.sorted() ?? []) where !wanted.contains(name) {
      wanted.append(name)
    }
    var reader = try records(file, wanted)
    let plan = try BatchPlan(reader.schema, names, self, hasTexts: file.format != .sqlite)
    var row = 0
    while let batch = try reader.next() {
      try opener.check()
      opener.parsed.add(batch.count)
      do {
        try body(try plan.batch(batch, []), counter.start + row)
      } catch let problem as RowProblem {
        throw TableError(
          .invalidData,
          "\(file.name): row \(row + problem.row + 1): \(problem.reason)"
        )
      }
      row += batch.count
      counter.use(counter.start + row)
    }
  }

  /// The rows of a file, with texts in the columns that are to be texts.
  private func records(_ file: TableFile, _ columns: [String]) throws -> any TableReader {
    let texts = columns.filter(isText)
    guard !texts.isEmpty else { return try opener.reader(of: file, columns: columns) }
    if file.format == .sqlite {
      return TextColumns(try opener.reader(of: file, columns: columns), Set(texts))
    }
    var opener = opener
    for name in texts { opener.reading.types[name] = .text }
    return try opener.reader(of: file, columns: columns)
  }
}
