import BatteryStatistics
public import BatteryTables

/// Rows that are taken at random, each with the same chance.
///
/// A number of rows is taken in one pass and in the memory of the sample; a share of them, or both
/// they and the rest, needs all rows in memory.
public struct RowSample: Sendable {
  private let question: SampleQuestion
  private let seed: UInt64
  private let condition: TableExpression?

  private var count: Int { question.rows ?? 0 }
  private var strata: [String] { question.stratify }

  /// Describes a sample.
  ///
  /// - Parameters:
  ///   - question: How many rows, or which share of them, and of which columns.
  ///   - seed: The same seed takes the same rows of the same files.
  ///   - condition: The condition that rows have to meet.
  public init(_ question: SampleQuestion, seed: UInt64, condition: TableExpression? = nil) {
    self.question = question
    self.seed = seed
    self.condition = condition
  }

  /// Takes rows of files.
  ///
  /// - Parameters:
  ///   - opener: The files.
  ///   - asText: Whether the rows are only to be written as text again, to the last zero as they are.
  /// - Returns: The rows that are taken and, where a file for them is named, the others; and what is
  ///   to be said of them.
  /// - Throws: ``TableError`` when a file cannot be read or a column is not there, `StatisticsError`
  ///   when there are too few rows to be divided.
  public func parts(
    _ opener: TableOpener,
    asText: Bool = false
  ) throws -> (taken: any TableReader, rest: any TableReader, notes: [String]) {
    var opener = opener
    opener.isComplete = true
    // A stream is begun anew for the rows.
    let numbered = try numberedStrata(opener)
    var reader = try opener.reader(typed: asText ? condition?.columns ?? [] : nil)
    let schema = reader.schema
    if let condition { reader = try Filter(reader, where: condition) }
    var taken: [Batch]
    var rest: [Batch] = []
    var notes: [String] = []
    if question.rest == nil, question.split == nil {
      taken = [strata.isEmpty ? try plain(reader) : try stratified(reader, numbered, &notes).batch]
    } else {
      var batches: [Batch] = []
      while let batch = try reader.next() { batches.append(batch) }
      let rows =
        try question.split.map { try divided($0, batches, schema, numbered) }
        ?? places(batches, schema, numbered, &notes)
      (taken, rest) = Self.parted(batches, rows)
    }
    let found = taken.reduce(0) { $0 + $1.count }
    if question.split == nil, found < count {
      let rows = Counted.text(found, "row")
      notes.append("There \(found == 1 ? "is" : "are") \(rows), fewer than the \(count) asked for.")
    }
    func finished(_ batches: [Batch]) throws -> any TableReader {
      let reader = SpelledColumns(BatchReader(schema, batches), schema.spellings)
      guard let columns = question.columns else { return reader }
      return try ColumnSelection(reader, selecting: columns)
    }
    return (try finished(taken), try finished(rest), notes)
  }

  /// Takes rows of files, and leaves the others.
  ///
  /// - Throws: What ``parts(_:asText:)`` throws.
  public func rows(_ opener: TableOpener, asText: Bool = false) throws -> any TableReader {
    try parts(opener, asText: asText).taken
  }

  private func plain(_ reader: any TableReader) throws -> Batch {
    try Sample.rows(count, of: reader, seed: seed)
  }

  /// The places of the rows that would be taken of all, ascending.
  private func places(
    _ batches: [Batch],
    _ schema: Schema,
    _ numbered: Set<String>,
    _ notes: inout [String]
  ) throws -> [Int] {
    if !strata.isEmpty {
      return try stratified(BatchReader(schema, batches), numbered, &notes).places
    }
    var start = 0
    let numbers = batches.map { batch in
      defer { start += batch.count }
      return Batch(
        Schema([Self.number]),
        [.integer(ValueColumn((0..<batch.count).map { Int64(start + $0) }))]
      )
    }
    let chosen = try plain(BatchReader(Schema([Self.number]), numbers))
    guard case .integer(let places) = chosen.columns[0] else { return [] }
    return places.values.map { Int($0) }
  }

  /// The places of the rows to fit, ascending, where rows are divided into these and those to test by.
  private func divided(
    _ share: Double,
    _ batches: [Batch],
    _ schema: Schema,
    _ numbered: Set<String>
  ) throws -> [Int] {
    let count = batches.reduce(0) { $0 + $1.count }
    // 1 - 0.8 is not 0.2 in doubles.
    let testShare = ((1 - share) * 1e12).rounded() / 1e12
    guard !strata.isEmpty else {
      return try Fold(rows: count, testShare: testShare, seed: seed).training
    }
    let places = try strata.map { try schema.requiredPlace(of: $0) }
    let numbered = Set(numbered.compactMap { schema.place(of: $0) })
    var classes = [GroupKey](repeating: GroupKey(), count: count)
    var start = 0
    for batch in batches {
      let view = Self.strata(of: batch, places, numbered)
      for (key, rows) in view.groups() {
        for row in rows ?? [] { classes[start + Int(row)] = key }
      }
      start += batch.count
    }
    return try Fold(stratifiedBy: classes, testShare: testShare, seed: seed).training
  }

  /// Divides rows into those at some places and the others.
  private static func parted(_ batches: [Batch], _ places: [Int]) -> ([Batch], [Batch]) {
    var left = places[...]
    var (taken, rest): ([Batch], [Batch]) = ([], [])
    var start = 0
    for batch in batches {
      var (chosen, others): ([Int32], [Int32]) = ([], [])
      for row in 0..<batch.count {
        if left.first == start + row {
          left.removeFirst()
          chosen.append(Int32(row))
        } else {
          others.append(Int32(row))
        }
      }
      taken.append(batch.gathering(chosen))
      rest.append(batch.gathering(others))
      start += batch.count
    }
    return (taken, rest)
  }

  /// A stratum while the files are read.
  private struct Stratum {
    var key: GroupKey
    var sample: Sample
    var size = 0
  }

  /// Each stratum keeps as many rows as the whole sample may have; which of these are taken is known
  /// when all are counted.
  private func stratified(
    _ source: any TableReader,
    _ numbered: Set<String>,
    _ notes: inout [String]
  ) throws -> (batch: Batch, places: [Int]) {
    var reader = source
    let schema = Schema(reader.schema.fields + [Self.number])
    let places = try strata.map { try reader.schema.requiredPlace(of: $0) }
    let numbered = Set(numbered.compactMap { schema.place(of: $0) })
    var found: [GroupKey: Int] = [:]
    var all: [Stratum] = []
    var start = 0
    while let batch = try reader.next() {
      let numbers = (0..<batch.count).map { Int64(start + $0) }
      let counted = Batch(schema, batch.columns + [.integer(ValueColumn(numbers))])
      let view = Self.strata(of: counted, places, numbered)
      for (key, rows) in view.groups() {
        let place = found[key] ?? all.count
        if place == all.count {
          found[key] = place
          all.append(Stratum(key: key, sample: Sample(schema, count, seed: seed &+ UInt64(place))))
        }
        let part = rows.map { counted.gathering($0) } ?? counted
        all[place].size += part.count
        all[place].sample.add(part)
      }
      start += batch.count
    }
    let shares = Self.shares(all.map(\.size), of: min(count, start))
    let without = shares.count { $0 == 0 }
    if without > 0 {
      notes.append(
        "\(Counted.text(count, "row")) of \(Counted.text(shares.count, "group")): \(without) of these"
          + " \(without == 1 ? "has" : "have") none in the sample."
      )
    }
    var columns = schema.fields.map { Column($0.type) }
    for (place, stratum) in all.enumerated() {
      // A sample of a sample is one, too.
      var smaller = Sample(schema, shares[place], seed: ~(seed &+ UInt64(place)))
      smaller.add(stratum.sample.finish())
      let rows = smaller.finish()
      for column in columns.indices { columns[column].append(rows.columns[column]) }
    }
    let whole = Batch(schema, columns)
    guard case .integer(let numbers) = columns[columns.count - 1] else {
      return (whole, [])
    }
    let order = numbers.values.indices.sorted { numbers.values[$0] < numbers.values[$1] }
    return (
      whole.gathering(order.map { Int32($0) }).selecting(Array(0..<(columns.count - 1))),
      numbers.values.sorted().map { Int($0) }
    )
  }

  /// The strata that are numbers, of which equal ones are the same.
  private func numberedStrata(_ opener: TableOpener) throws -> Set<String> {
    guard let path = opener.paths.first, !strata.isEmpty else { return [] }
    var input = StatsInput(opener: opener)
    input.numbers = []
    input.by = strata
    return try input.numbered(of: try opener.file(path))
  }

  private static func strata(of batch: Batch, _ places: [Int], _ numbered: Set<Int>) -> StatsBatch {
    StatsBatch(
      batch: batch,
      rows: nil,
      numbers: [],
      labels: [],
      keys: places,
      numbered: numbered
    )
  }

  /// The number of its row goes with each, so that the sample is in the order of the files.
  private static let number = Schema.Field("\u{0}row", .integer)

  /// Divides a number among groups by their sizes; what is left over goes to the largest remainders.
  static func shares(_ sizes: [Int], of count: Int) -> [Int] {
    let total = sizes.reduce(0, +)
    guard total > 0 else { return sizes.map { _ in 0 } }
    var shares = sizes.map { $0.multipliedFullWidth(by: count) }.map { product in
      total.dividingFullWidth(product)
    }
    let left = count - shares.reduce(0) { $0 + $1.quotient }
    let order = shares.indices.sorted { one, other in
      let (first, second) = (shares[one].remainder, shares[other].remainder)
      return first == second ? one < other : first > second
    }
    for place in order.prefix(left) { shares[place].quotient += 1 }
    return shares.map(\.quotient)
  }
}
