import BatteryStatistics
import BatteryTables
import Synchronization

/// Reads the columns that a question needs from files.
struct StatsInput: Sendable {
  /// Opens the files.
  var opener: TableOpener
  /// The condition that rows have to meet.
  var condition: TableExpression?
  /// The columns of numbers; `nil` for all.
  var numbers: [String]?
  /// Columns of numbers that are needed besides: the weights.
  var others: [String] = []
  /// The columns of texts.
  var labels: [String] = []
  /// The columns whose values make groups.
  var by: [String] = []
  /// What becomes of NaN and infinity.
  var na = NotFinitePolicy.fail
  /// How numbers are computed.
  var lane = Lane.exact

  /// What was read.
  struct Result<Fold> {
    var fold: Fold
    /// The names of the columns of numbers.
    var numbers: [String]
    /// The columns that were left out since they are not numbers.
    var leftOut: [String]
  }

  /// Reads all files.
  ///
  /// - Parameter initial: Makes the state for the columns of numbers, the further ones last.
  /// - Returns: The state of all rows, and the columns that were chosen.
  /// - Throws: `TableError` for what cannot be read or is not a number.
  func fold<Fold: StatsFold>(
    _ initial: @escaping @Sendable ([String]) -> Fold
  ) throws -> Result<Fold> {
    var result: Result<Fold>?
    var start = 0
    for path in opener.paths {
      let file = try opener.file(path)
      let schema = try schema(of: file)
      let chosen = try result?.numbers ?? chosenNumbers(schema, file)
      let names = chosen + others
      let counter = PlaceCounter(start)
      var fold: Fold
      if file.format == .csv {
        fold = try scan(file, names, counter) { initial(names) }
      } else {
        fold = initial(names)
        try read(file, names, counter, into: &fold)
      }
      start = counter.end
      if na == .fail, fold.notFinite.count > 0 {
        throw try problem(fold.notFinite, file, names, start: counter.start)
      }
      if result == nil {
        let left =
          numbers == nil ? schema.names.filter { !isNamed($0) && !chosen.contains($0) } : []
        result = Result(fold: fold, numbers: chosen, leftOut: left)
      } else {
        try result?.fold.merge(fold)
      }
    }
    opener.parsed.finish()
    guard let result else {
      throw TableError(.invalidExpression, "There is no file. Name one, or - for standard input.")
    }
    return result
  }

  private func isNamed(_ name: String) -> Bool {
    others.contains(name) || labels.contains(name) || by.contains(name)
  }

  /// The names and likely types of a file's columns.
  private func schema(of file: TableFile) throws -> Schema {
    if file.format == .csv {
      var options = try opener.options(file, columns: nil)
      options.threads = 1
      let schema = try CSVScan(file.source, options).schema
      var source = file.source
      _ = try source.restart()
      guard numbers == nil, schema.fields.contains(where: { $0.type == .text }) else {
        return schema
      }
      defer { _ = try? source.restart() }
      return try NumberGuess.schema(schema, file, options)
    }
    return try opener.reader(of: file).schema
  }

  private func chosenNumbers(_ schema: Schema, _ file: TableFile) throws -> [String] {
    if let numbers {
      for name in numbers + others { _ = try schema.requiredPlace(of: name) }
      return numbers
    }
    let found = schema.fields.filter { field in
      !isNamed(field.name) && [.integer, .double, .decimal].contains(field.type)
    }
    guard !found.isEmpty else {
      throw TableError(
        .invalidData,
        "\(file.name): no column looks like numbers. Name those that are, with --columns."
      )
    }
    return found.map(\.name)
  }

  // MARK: - CSV

  private func scan<Fold: StatsFold>(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    _ initial: @escaping @Sendable () -> Fold
  ) throws -> Fold {
    var scan = try CSVScan(file.source, try options(file, names))
    let start = counter.start
    let input = self
    let folded = try scan.fold { schema in
      (fold: initial(), plan: try BatchPlan(schema, names, input, hasTexts: true), rows: 0)
    } update: { state, batch, place in
      try input.opener.check()
      state.rows += batch.count
      counter.use(start + place + batch.count)
      try state.fold.add(try state.plan.batch(batch), at: start + place)
    } merge: { state, other in
      try input.opener.check()
      state.rows += other.rows
      try state.fold.merge(other.fold)
    }
    opener.parsed.add(folded.rows)
    return folded.fold
  }

  /// Only the columns that are needed are parsed, those of numbers as texts: no digit is lost.
  private func options(_ file: TableFile, _ names: [String]) throws -> CSVOptions {
    let worked = condition?.columns ?? []
    var wanted = names
    for name in labels + by + worked.sorted() where !wanted.contains(name) { wanted.append(name) }
    var given = opener.reading.types
    for name in names where !worked.contains(name) { given[name] = .text }
    for name in labels + by where !worked.contains(name) && !names.contains(name) {
      given[name] = .text
    }
    var options = try opener.options(file, columns: wanted, given: given)
    options.dictionaries = .columns(Set(by + labels).subtracting(names))
    return options
  }

  // MARK: - Others

  private func read<Fold: StatsFold>(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    into fold: inout Fold
  ) throws {
    try read(file, names, counter) { batch, place in try fold.add(batch, at: place) }
  }

  private func read(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    _ body: (StatsBatch, Int) throws -> Void
  ) throws {
    var wanted = names
    for name in labels + by + (condition?.columns.sorted() ?? []) where !wanted.contains(name) {
      wanted.append(name)
    }
    var reader = try opener.reader(of: file, columns: wanted)
    let plan = try BatchPlan(reader.schema, names, self, hasTexts: file.format != .sqlite)
    var row = 0
    while let batch = try reader.next() {
      try opener.check()
      opener.parsed.add(batch.count)
      do {
        try body(try plan.batch(batch), counter.start + row)
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

  // MARK: - NaN and infinity

  /// The error for numbers that are not finite, with the line of the first.
  private func problem(
    _ found: NotFinite,
    _ file: TableFile,
    _ names: [String],
    start: Int
  ) throws -> TableError {
    let count = found.count
    let column = found.first?.column ?? ""
    let reason =
      "the column \"\(column)\" has NaN or infinity here, the first of \(count) such"
      + " \(count == 1 ? "value" : "values"). Pass --na skip to leave \(count == 1 ? "it" : "them") out."
    var input = self
    input.na = .skip
    do {
      let counter = PlaceCounter(start)
      let probe = LineProbe(found.first, reason)
      if file.format == .csv {
        _ = try input.scan(file, names, counter) { probe }
      } else {
        try input.read(file, names, counter) { batch, place in
          var probe = probe
          try probe.add(batch, at: place)
        }
      }
    } catch let error as TableError {
      return error
    }
    return TableError(.invalidData, "\(file.name): \(reason)")
  }
}

/// What becomes of numbers that are NaN or infinite.
public enum NotFinitePolicy: String, Codable, Hashable, Sendable, CaseIterable {
  /// They are an error.
  case fail
  /// They are left out, and counted as missing.
  case skip
}

/// Where the columns are that a question needs.
private struct BatchPlan {
  let numbers: [(place: Int, reader: NumberReader)]
  let labels: [Int]
  let keys: [Int]
  let condition: CompiledExpression?

  init(_ schema: Schema, _ names: [String], _ input: StatsInput, hasTexts: Bool) throws {
    numbers = try names.map { name in
      let reader = NumberReader(name: name, lane: input.lane, hasTexts: hasTexts)
      return (try schema.requiredPlace(of: name), reader)
    }
    labels = try input.labels.map { try schema.requiredPlace(of: $0) }
    keys = try input.by.map { try schema.requiredPlace(of: $0) }
    condition = try input.condition?.compiledCondition(for: schema)
  }

  func batch(_ batch: Batch) throws -> StatsBatch {
    StatsBatch(
      batch: batch,
      rows: try condition?.rows(of: batch),
      numbers: numbers,
      labels: labels,
      keys: keys
    )
  }
}

/// The places of batches, so that those of the next file come after them.
private final class PlaceCounter: Sendable {
  let start: Int
  private let last: Atomic<Int>

  init(_ start: Int) {
    self.start = start
    last = Atomic(start)
  }

  var end: Int { last.load(ordering: .relaxed) }

  func use(_ place: Int) { last.max(place, ordering: .relaxed) }
}

/// Ends the reading with a problem at a place that is known.
private struct LineProbe: StatsFold {
  let place: NotFinite.Place?
  let reason: String

  init(_ place: NotFinite.Place?, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  var notFinite: NotFinite { NotFinite() }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    guard let wanted = self.place, wanted.batch == place else { return }
    throw RowProblem(row: wanted.row, reason: reason)
  }

  mutating func merge(_ other: LineProbe) {}
}
