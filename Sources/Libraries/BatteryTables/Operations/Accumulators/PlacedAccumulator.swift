/// The value of the first or of the last row.
struct PlacedAccumulator: Accumulator {
  /// Values of which the groups have some.
  private var values: Column
  /// The place of each group's value; -1 before its first row.
  private var places: [Int32] = []
  private let isFirst: Bool

  init(_ type: ColumnType, isFirst: Bool) {
    values = Column(type)
    self.isFirst = isFirst
  }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    guard let column else { return }
    places.grow(to: count, -1)
    var chosen: [Int32: Int32] = [:]
    if isFirst {
      for (row, group) in groups.enumerated()
      where places[Int(group)] < 0 && chosen[group] == nil { chosen[group] = Int32(row) }
    } else {
      for (row, group) in groups.enumerated() { chosen[group] = Int32(row) }
    }
    guard !chosen.isEmpty else { return }
    take(chosen, of: column)
  }

  private mutating func take(_ chosen: [Int32: Int32], of column: Column) {
    let start = Int32(values.count)
    values.append(column.gathering(Array(chosen.values)))
    for (place, group) in chosen.keys.enumerated() { places[Int(group)] = start + Int32(place) }
    // The values that are no longer the last ones go when they are most of them.
    if values.count > 2 * places.count + 65_536 {
      values = values.gathering(places.map { max($0, 0) })
      for group in places.indices where places[group] >= 0 { places[group] = Int32(group) }
    }
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    places.grow(to: count, -1)
    var chosen: [Int32: Int32] = [:]
    for (place, value) in other.places.enumerated() where value >= 0 {
      let group = groups[place]
      if !isFirst || places[Int(group)] < 0 { chosen[group] = value }
    }
    if !chosen.isEmpty { take(chosen, of: other.values) }
  }

  mutating func result(count: Int) -> Column {
    places.grow(to: count, -1)
    var values = values
    let none = Int32(values.count)
    if places.contains(-1) { values.append(Column(repeating: .null, values.type, count: 1)) }
    return values.gathering(places.map { $0 < 0 ? none : $0 })
  }
}
