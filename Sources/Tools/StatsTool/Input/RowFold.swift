import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// The rows of each group that have all values, in memory.
struct RowFold: StatsFold {
  /// Some rows of a group.
  private struct Part: Sendable {
    var place: Int
    var doubles: [[Double]]
    var decimals: [[Decimal]]
    var labels: [[String]]
    var missing = 0

    /// The numbers of a column as decimals, also where they are doubles.
    func allDecimals(_ column: Int) -> [Decimal] {
      guard decimals[column].count < doubles[column].count else { return decimals[column] }
      return doubles[column].compactMap { Decimal(ScaledNumber($0).decimal) }
    }
  }

  private(set) var notFinite = NotFinite()
  private let names: [String]
  private let labels: [String]
  private let lane: Lane
  private var parts: [GroupKey: [Part]] = [:]

  init(_ names: [String], labels: [String], _ lane: Lane) {
    self.names = names
    self.labels = labels
    self.lane = lane
  }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    for (key, rows) in batch.groups() {
      var part = Part(
        place: place,
        doubles: names.map { _ in [] },
        decimals: names.map { _ in [] },
        labels: labels.map { _ in [] }
      )
      for index in 0..<(rows?.count ?? batch.batch.count) {
        try add(batch, rows.map { Int($0[index]) } ?? index, to: &part)
      }
      parts[key, default: []].append(part)
    }
  }

  /// Adds a row that has all values, or counts it.
  private mutating func add(_ batch: StatsBatch, _ row: Int, to part: inout Part) throws {
    var cells: [NumberReader.Cell] = []
    var isMissing = false
    for (index, column) in batch.numbers.enumerated() {
      let cell = try column.reader.cell(batch.batch.columns[column.place], row)
      switch cell {
      case .missing: isMissing = true
      case .notFinite:
        isMissing = true
        notFinite.add(1, .init(batch: part.place, row: row, column: names[index]))
      default: break
      }
      cells.append(cell)
    }
    let texts = batch.labels.map { batch.text($0, row) }
    guard !isMissing, !texts.contains(nil) else {
      part.missing += 1
      return
    }
    for (column, text) in texts.enumerated() { part.labels[column].append(text ?? "") }
    for (column, cell) in cells.enumerated() {
      part.doubles[column].append(cell.double)
      if lane == .exact, let decimal = cell.decimal { part.decimals[column].append(decimal) }
    }
  }

  mutating func merge(_ other: RowFold) {
    notFinite.add(other.notFinite.count, other.notFinite.first)
    parts.merge(other.parts, uniquingKeysWith: +)
  }

  /// The tables of the groups, in the order of their keys; `order` names the columns that are not
  /// weights.
  func tables(order: [String]) -> [(key: GroupKey, table: StatsTable)] {
    parts.keys.sorted(by: GroupKey.isBefore).map { key in
      let ordered = (parts[key] ?? []).sorted { $0.place < $1.place }
      var numbers: [String: NumberColumn] = [:]
      for (index, name) in names.enumerated() {
        let doubles = ordered.flatMap { $0.doubles[index] }
        // Doubles among texts are decimals, too, of more digits.
        let isDecimal = ordered.contains { !$0.decimals[index].isEmpty }
        let decimals = isDecimal ? ordered.flatMap { $0.allDecimals(index) } : []
        numbers[name] = NumberColumn(
          name: name,
          doubles: doubles,
          decimals: lane == .exact && decimals.count == doubles.count && !doubles.isEmpty
            ? decimals : nil
        )
      }
      var texts: [String: [String]] = [:]
      for (index, name) in labels.enumerated() {
        texts[name] = ordered.flatMap { $0.labels[index] }
      }
      let table = StatsTable(
        rows: numbers.values.first?.count ?? texts.values.first?.count ?? 0,
        numbers: numbers,
        labels: texts,
        missing: ordered.reduce(0) { $0 + $1.missing },
        order: order
      )
      return (key, table)
    }
  }
}

extension NumberReader.Cell {
  /// The nearest double.
  fileprivate var double: Double {
    switch self {
    case .missing, .notFinite: .nan
    case .double(let value): value
    case .long(let number): number.double
    case .short(let value, let scale): ScaledNumber.double(value, scale)
    }
  }

  /// The number as a decimal; `nil` of a double.
  fileprivate var decimal: Decimal? {
    switch self {
    case .missing, .notFinite, .double: nil
    case .short(let value, let scale): Decimal(scale == 0 ? "\(value)" : "\(value)e-\(scale)")
    case .long(let number):
      number.base == .ten ? Decimal(number) : nil
    }
  }
}

extension Decimal {
  /// A number to the base ten.
  fileprivate init?(_ number: ScaledNumber) {
    self.init("\(number.coefficient)e\(-number.scale)")
  }
}

extension ScaledNumber {
  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }

  /// The double nearest to an integer divided by a power of ten.
  static func double(_ value: Int64, _ scale: Int) -> Double {
    // Both are doubles without rounding, so that the quotient is rounded once.
    if value.magnitude < 1 << 53, scale <= 22 { return Double(value) / powers[scale] }
    return ScaledNumber(BigInteger(Int(value)), scale: scale, base: .ten).double
  }
}
