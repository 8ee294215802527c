import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// The numbers of each group with the weights of their rows, in memory.
struct WeightedFold: StatsFold {
  /// A column of a group.
  struct Part: Sendable {
    var numbers: [ScaledNumber] = []
    var weights: [ScaledNumber] = []
    var missing = 0
    var notFinite = 0
  }

  /// By group, what there is of each column of numbers.
  private(set) var groups: [GroupKey: [Part]] = [:]
  private(set) var notFinite = NotFinite()
  private let names: [String]
  private let room: NumberRoom

  /// A number and a weight, with their places in arrays that grow and the place among the sorted.
  private static let bytes = 4 * MemoryLayout<ScaledNumber>.stride + 32

  /// Takes the names of the columns, that of the weights last.
  init(_ names: [String], _ room: NumberRoom) {
    self.names = names
    self.room = room
  }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    guard let weights = batch.numbers.last else { return }
    let columns = batch.numbers.dropLast()
    for (key, rows) in batch.groups() {
      var parts = [Part](repeating: Part(), count: columns.count)
      var bytes = 0
      for index in 0..<(rows?.count ?? batch.batch.count) {
        let row = rows.map { Int($0[index]) } ?? index
        let weight = try weight(
          try weights.reader.cell(batch.batch.columns[weights.place], row),
          weights.reader.name,
          row
        )
        bytes += weight.wordBytes
        for (column, part) in columns.enumerated() {
          let cell = try part.reader.cell(batch.batch.columns[part.place], row)
          if let number = cell.number {
            parts[column].numbers.append(number)
            parts[column].weights.append(weight)
            bytes += Self.bytes + number.wordBytes
          } else if case .notFinite = cell {
            parts[column].notFinite += 1
            notFinite.add(1, .init(batch: place, row: row, column: names[column]))
          } else {
            parts[column].missing += 1
          }
        }
      }
      try room.require(bytes, for: "numbers and weights")
      Self.join(parts, to: &groups[key, default: []])
    }
  }

  /// The weight of a row.
  private func weight(
    _ cell: NumberReader.Cell,
    _ name: String,
    _ row: Int
  ) throws(RowProblem) -> ScaledNumber {
    if let weight = cell.number {
      guard weight.coefficient.isNegative else { return weight }
      throw RowProblem(row: row, reason: NumberColumn.negativeWeight(weight.text, name))
    }
    var reason = "the column \"\(name)\" has no weight here"
    if case .notFinite = cell {
      reason = NumberColumn.weightNotFinite(name)
    }
    throw RowProblem(row: row, reason: reason + ". Give one, or leave the row out, with --where.")
  }

  private static func join(_ parts: [Part], to group: inout [Part]) {
    guard !group.isEmpty else {
      group = parts
      return
    }
    for (column, part) in parts.enumerated() {
      group[column].numbers += part.numbers
      group[column].weights += part.weights
      group[column].missing += part.missing
      group[column].notFinite += part.notFinite
    }
  }

  mutating func merge(_ other: WeightedFold) {
    notFinite.add(other.notFinite)
    for (key, parts) in other.groups { Self.join(parts, to: &groups[key, default: []]) }
  }
}

extension ScaledNumber {
  /// What the digits take that have no place in the number itself.
  fileprivate var wordBytes: Int {
    coefficient.asInt == nil ? 32 + (coefficient.magnitudeBitCount / 64 + 1) * 8 : 0
  }
}

extension NumberReader.Cell {
  /// The number as it is; `nil` where there is none, or it is not finite.
  fileprivate var number: ScaledNumber? {
    switch self {
    case .missing, .notFinite: nil
    case .short(let value, let scale):
      ScaledNumber(BigInteger(Int(value)), scale: scale, base: .ten)
    case .long(let number): number
    case .double(let value): ScaledNumber(value)
    }
  }
}
