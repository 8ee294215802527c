public import BatteryTables

/// Rows that are taken at random, each with the same chance, in one pass and in the memory of the
/// sample.
public struct RowSample: Sendable {
  private let count: Int
  private let seed: UInt64
  private let strata: [String]
  private let condition: TableExpression?
  private let columns: [String]?

  /// Describes a sample.
  ///
  /// - Parameters:
  ///   - count: How many rows.
  ///   - seed: The same seed takes the same rows of the same files.
  ///   - strata: The columns whose values have as large a share of the sample as of the files.
  ///   - condition: The condition that rows have to meet.
  ///   - columns: The columns that are kept; `nil` for all.
  public init(
    _ count: Int,
    seed: UInt64,
    strata: [String] = [],
    condition: TableExpression? = nil,
    columns: [String]? = nil
  ) {
    self.count = count
    self.seed = seed
    self.strata = strata
    self.condition = condition
    self.columns = columns
  }

  /// Takes the rows of files.
  ///
  /// - Throws: ``TableError`` when a file cannot be read or a column is not there.
  public func rows(_ opener: TableOpener) throws -> any TableReader {
    var reader = try opener.reader()
    if let condition { reader = try Filter(reader, where: condition) }
    let batch = strata.isEmpty ? try plain(reader) : try stratified(reader)
    let chosen = BatchReader(batch.schema, [batch])
    guard let columns else { return chosen }
    return try ColumnSelection(chosen, selecting: columns)
  }

  private func plain(_ reader: any TableReader) throws -> Batch {
    try Sample.rows(count, of: reader, seed: seed)
  }

  /// A stratum while the files are read.
  private struct Stratum {
    var key: GroupKey
    var sample: Sample
    var size = 0
  }

  /// Each stratum keeps as many rows as the whole sample may have; which of these are taken is known
  /// when all are counted.
  private func stratified(_ source: any TableReader) throws -> Batch {
    var reader = source
    // The number of its row goes with each, so that the sample is in the order of the files.
    let number = "\u{0}row"
    let schema = Schema(reader.schema.fields + [Schema.Field(number, .integer)])
    let places = try strata.map { try reader.schema.requiredPlace(of: $0) }
    var found: [GroupKey: Int] = [:]
    var all: [Stratum] = []
    var start = 0
    while let batch = try reader.next() {
      let numbers = (0..<batch.count).map { Int64(start + $0) }
      let numbered = Batch(schema, batch.columns + [.integer(ValueColumn(numbers))])
      let view = StatsBatch(batch: numbered, rows: nil, numbers: [], labels: [], keys: places)
      for (key, rows) in view.groups() {
        let place = found[key] ?? all.count
        if place == all.count {
          found[key] = place
          all.append(Stratum(key: key, sample: Sample(schema, count, seed: seed &+ UInt64(place))))
        }
        let part = rows.map { numbered.gathering($0) } ?? numbered
        all[place].size += part.count
        all[place].sample.add(part)
      }
      start += batch.count
    }
    let shares = Self.shares(all.map(\.size), of: min(count, start))
    var columns = schema.fields.map { Column($0.type) }
    for (place, stratum) in all.enumerated() {
      // A sample of a sample is one, too.
      var smaller = Sample(schema, shares[place], seed: ~(seed &+ UInt64(place)))
      smaller.add(stratum.sample.finish())
      let rows = smaller.finish()
      for column in columns.indices { columns[column].append(rows.columns[column]) }
    }
    let whole = Batch(schema, columns)
    guard case .integer(let numbers) = columns[columns.count - 1] else { return whole }
    let order = numbers.values.indices.sorted { numbers.values[$0] < numbers.values[$1] }
    return whole.gathering(order.map { Int32($0) }).selecting(Array(0..<(columns.count - 1)))
  }

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
