import BatteryStatistics
import BatteryTables

/// The numbers of each group, without the rows.
struct NumberFold: StatsFold {
  /// By group, a state for each column.
  private(set) var groups: [GroupKey: [NumberState]] = [:]
  private(set) var notFinite = NotFinite()
  private let names: [String]
  private let initial: @Sendable () -> NumberState

  init(_ names: [String], _ initial: @escaping @Sendable () -> NumberState) {
    self.names = names
    self.initial = initial
  }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    for (key, rows) in batch.groups() {
      let (initial, count) = (initial, names.count)
      let numbers = try batch.numbers.map { column in
        try column.reader.rows(batch.batch.columns[column.place], rows)
      }
      for (column, numbers) in numbers.enumerated() {
        guard let row = numbers.firstNotFinite else { continue }
        notFinite.add(numbers.notFinite, .init(batch: place, row: row, column: names[column]))
      }
      try Self.add(
        numbers,
        to: &groups[key, default: (0..<count).map { _ in initial() }],
        at: place
      )
    }
  }

  private static func add(
    _ numbers: [NumberRows],
    to states: inout [NumberState],
    at place: Int
  ) throws {
    for column in numbers.indices { try states[column].add(numbers[column], at: place) }
  }

  mutating func merge(_ other: NumberFold) throws {
    notFinite.add(other.notFinite)
    for (key, states) in other.groups {
      guard groups[key] != nil else {
        groups[key] = states
        continue
      }
      for column in states.indices { try groups[key]?[column].add(states[column]) }
    }
  }
}
