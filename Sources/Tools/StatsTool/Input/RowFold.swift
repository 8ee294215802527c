import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// The rows of each group that have all values, in memory; or, for a question that takes each column
/// by itself, all values of each column.
struct RowFold: StatsFold {
  /// Some rows of a group.
  private struct Part: Sendable {
    var place: Int
    var doubles: [[Double]]
    var decimals: [[Decimal]]
    var labels: [[String]]
    /// How many rows lack a value.
    var missing = 0
    /// How many values each column lacks, where columns stand for themselves.
    var lacking: [Int]
    var rows = 0
    /// Which rows these are: `row` is the place in the batch here.
    var origins: [RowOrigins.Run] = []

    /// Notes which row of the batch the next one is.
    mutating func note(_ row: Int, line: Int) {
      let run = RowOrigins.Run(index: rows, row: row, line: line, file: 0)
      if let last = origins.last, last.isContinued(by: run) {} else { origins.append(run) }
      rows += 1
    }

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
  private let needsCompleteRows: Bool
  private var parts: [GroupKey: [Part]] = [:]
  /// The places of all batches, and how many rows each has before any are left out.
  private var sizes: [(place: Int, count: Int)] = []

  init(_ names: [String], labels: [String], _ lane: Lane, needsCompleteRows: Bool = true) {
    self.names = names
    self.labels = labels
    self.lane = lane
    self.needsCompleteRows = needsCompleteRows
  }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    sizes.append((place, batch.batch.count))
    for (key, rows) in batch.groups() {
      var part = Part(
        place: place,
        doubles: names.map { _ in [] },
        decimals: names.map { _ in [] },
        labels: labels.map { _ in [] },
        lacking: names.map { _ in 0 }
      )
      for index in 0..<(rows?.count ?? batch.batch.count) {
        try add(batch, rows.map { Int($0[index]) } ?? index, to: &part)
      }
      parts[key, default: []].append(part)
    }
  }

  /// Adds a row that has all values, or counts it; of a row that needs none but its own the values
  /// that are there.
  private mutating func add(_ batch: StatsBatch, _ row: Int, to part: inout Part) throws {
    var cells: [NumberReader.Cell] = []
    var present = 0
    for (index, column) in batch.numbers.enumerated() {
      let cell = try column.reader.cell(batch.batch.columns[column.place], row)
      switch cell {
      case .missing: break
      case .notFinite:
        notFinite.add(1, .init(batch: part.place, row: row, column: names[index]))
      default: present += 1
      }
      cells.append(cell)
    }
    let texts = batch.labels.map { batch.name($0, row) }
    let isComplete = present == cells.count && !texts.contains(nil)
    if !isComplete { part.missing += 1 }
    if !needsCompleteRows {
      for (column, cell) in cells.enumerated() where !cell.isNumber { part.lacking[column] += 1 }
    }
    guard isComplete || !needsCompleteRows && present > 0 && !texts.contains(nil) else { return }
    part.note(row, line: row < batch.lines.count ? batch.lines[row] : 0)
    for (column, text) in texts.enumerated() { part.labels[column].append(text ?? "") }
    for (column, cell) in cells.enumerated() where cell.isNumber {
      part.doubles[column].append(cell.double)
      if lane == .exact, let decimal = cell.decimal { part.decimals[column].append(decimal) }
    }
  }

  mutating func merge(_ other: RowFold) {
    notFinite.add(other.notFinite)
    parts.merge(other.parts, uniquingKeysWith: +)
    sizes += other.sizes
  }

  /// For each batch the number in its file of the row before its first one, and the place of the
  /// file.
  private func starts(_ files: [FileStart]) -> [Int: (rows: Int, file: Int)] {
    var starts: [Int: (rows: Int, file: Int)] = [:]
    var (rows, file) = (0, 0)
    for (place, count) in sizes.sorted(by: { $0.place < $1.place }) {
      while file + 1 < files.count, files[file + 1].place <= place { (rows, file) = (0, file + 1) }
      starts[place] = (rows, file)
      rows += count
    }
    return starts
  }

  /// The tables of the groups, in the order of their keys; `order` names the columns that are not
  /// weights, and `files` is where rows come from.
  func tables(order: [String], _ files: [FileStart] = []) -> [(key: GroupKey, table: StatsTable)] {
    let starts = starts(files)
    return parts.keys.sorted(by: GroupKey.isBefore).map { key in
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
      var table = StatsTable(
        rows: ordered.reduce(0) { $0 + $1.rows },
        numbers: numbers,
        labels: texts,
        missing: ordered.reduce(0) { $0 + $1.missing },
        order: order
      )
      if !needsCompleteRows {
        table.missingValues = names.indices.reduce(into: [:]) { counts, index in
          counts[names[index]] = ordered.reduce(0) { $0 + $1.lacking[index] }
        }
      }
      table.origins = files.isEmpty ? nil : origins(ordered, starts, files)
      return (key, table)
    }
  }

  private func origins(
    _ parts: [Part],
    _ starts: [Int: (rows: Int, file: Int)],
    _ files: [FileStart]
  ) -> RowOrigins {
    var origins = RowOrigins(files: files.map(\.name))
    var index = 0
    for part in parts {
      let start = starts[part.place] ?? (0, 0)
      for var run in part.origins {
        run.index += index
        run.row += start.rows + 1
        run.file = start.file
        origins.append(run)
      }
      index += part.rows
    }
    return origins
  }
}

extension NumberReader.Cell {
  /// Whether there is a number.
  fileprivate var isNumber: Bool {
    switch self {
    case .missing, .notFinite: false
    default: true
    }
  }

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
  /// The double nearest to an integer divided by a power of ten.
  static func double(_ value: Int64, _ scale: Int) -> Double {
    ScaledNumber(BigInteger(Int(value)), scale: scale, base: .ten).double
  }
}
