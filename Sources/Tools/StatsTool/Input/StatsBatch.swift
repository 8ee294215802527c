import BatteryStatistics
import BatteryTables

/// Some rows of a file, with the columns that a question needs.
struct StatsBatch {
  /// The rows, before any are left out.
  var batch: Batch
  /// The rows that meet the condition; `nil` for all.
  var rows: [Int32]?
  /// Where the columns of numbers are, in their order, and how each is read.
  var numbers: [(place: Int, reader: NumberReader)]
  /// Where the columns of texts are.
  var labels: [Int]
  /// Where the columns are whose values make groups.
  var keys: [Int]
  /// Those of the last two that are numbers: equal ones have one name.
  var numbered: Set<Int> = []
  /// The lines on which the rows of the batch begin; none where they are not known.
  var lines: [Int] = []

  /// How many rows there are.
  var count: Int { rows?.count ?? batch.count }

  /// The row of the batch that is at a place among ``rows``.
  func row(_ place: Int) -> Int { rows.map { Int($0[place]) } ?? place }

  /// The name that a cell has as a group or a class; `nil` without a value.
  func name(_ column: Int, _ row: Int) -> String? {
    let text = text(column, row)
    return numbered.contains(column) ? text.map(GroupName.canonical) : text
  }

  /// The text of a cell; `nil` without a value.
  private func text(_ column: Int, _ row: Int) -> String? {
    switch batch.columns[column] {
    case .text(let texts), .decimal(let texts): return texts[row]
    case .dictionary(let texts): return texts[row]
    default:
      let value = batch.columns[column][row]
      return value.isNull ? nil : value.description
    }
  }

  /// The rows of each group, in the order in which the groups come.
  func groups() -> [(key: GroupKey, rows: [Int32]?)] {
    guard count > 0 else { return [] }
    guard !keys.isEmpty else { return [(GroupKey(), rows)] }
    if keys.count == 1, case .dictionary(let column) = batch.columns[keys[0]] {
      return groups(column)
    }
    var places: [GroupKey: Int] = [:]
    var groups: [(key: GroupKey, rows: [Int32]?)] = []
    for place in 0..<count {
      let row = row(place)
      let key = GroupKey(values: keys.map { name($0, row) })
      if let place = places[key] {
        groups[place].rows?.append(Int32(row))
      } else {
        places[key] = groups.count
        groups.append((key, [Int32(row)]))
      }
    }
    return groups
  }

  /// As ``groups()``, where equal texts have the same number.
  private func groups(_ column: DictionaryColumn) -> [(key: GroupKey, rows: [Int32]?)] {
    // The last one is of rows without a value.
    let isNumbered = numbered.contains(keys[0])
    let names: [String?] =
      (0..<column.dictionary.count).map { code in
        let text = column.dictionary[code]
        return isNumbered ? text.map(GroupName.canonical) : text
      } + [nil]
    // Codes of one name go by the first of these.
    var first: [String: Int] = [:]
    let codes = names.enumerated().map { code, name in
      guard let name else { return code }
      if let same = first[name] { return same }
      first[name] = code
      return code
    }
    var rows = [[Int32]](repeating: [], count: names.count)
    for place in 0..<count {
      let row = row(place)
      let isNull = column.codes.nulls[row]
      rows[isNull ? rows.count - 1 : codes[Int(column.codes.values[row])]].append(Int32(row))
    }
    return rows.indices.filter { !rows[$0].isEmpty }.map { code in
      (GroupKey(values: [names[code]]), rows[code])
    }
  }
}

/// The values that make a group, in the order of the columns of `--by`.
struct GroupKey: Hashable, Sendable, CustomStringConvertible {
  /// The values; `nil` where there is none.
  var values: [String?] = []

  /// The values alone.
  var description: String { values.map { $0 ?? "–" }.joined(separator: ", ") }

  /// The order in which groups are shown: numbers by what they are, before texts, and
  /// what has no value at the end.
  static func isBefore(_ left: GroupKey, _ right: GroupKey) -> Bool {
    for (one, other) in zip(left.values, right.values) where one != other {
      guard let one else { return false }
      guard let other else { return true }
      return GroupOrder.isBefore(one, other)
    }
    return false
  }
}

/// What is made of batches, by several threads, and joined.
protocol StatsFold: Sendable {
  /// Takes in a batch; its place is a number that rises in the order of the files.
  mutating func add(_ batch: StatsBatch, at place: Int) throws

  /// Takes in what another thread made.
  mutating func merge(_ other: Self) throws

  /// How many numbers are NaN or infinite, and where the first of them is.
  var notFinite: NotFinite { get }
}

/// Numbers that are NaN or infinite.
struct NotFinite: Sendable, Hashable {
  /// How many there are, by column.
  private(set) var counts: [String: Int] = [:]
  /// The place of the batch, the row of it, and the column of the first.
  private(set) var first: Place?

  /// Whether there is none.
  var isEmpty: Bool { counts.isEmpty }

  struct Place: Sendable, Hashable {
    var batch: Int
    var row: Int
    var column: String
  }

  /// Adds some of one column, of which the first is at a place.
  mutating func add(_ number: Int, _ place: Place) {
    counts[place.column, default: 0] += number
    note(place)
  }

  /// Adds what was found in other rows.
  mutating func add(_ other: NotFinite) {
    counts.merge(other.counts, uniquingKeysWith: +)
    if let place = other.first { note(place) }
  }

  private mutating func note(_ place: Place) {
    guard let first, (first.batch, first.row) <= (place.batch, place.row) else {
      first = place
      return
    }
  }
}
