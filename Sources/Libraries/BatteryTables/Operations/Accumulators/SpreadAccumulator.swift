/// The variance of numbers or its root.
struct SpreadAccumulator: Accumulator {
  private var spreads: [Spread] = []
  private let isRoot: Bool

  init(isRoot: Bool) {
    self.isRoot = isRoot
  }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    spreads.grow(to: count, Spread())
    guard case .double(let rows) = column?.widened(to: .double) else { return }
    for row in groups.indices where !rows.nulls[row] {
      spreads[Int(groups[row])].add(rows.values[row])
    }
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    spreads.grow(to: count, Spread())
    for (place, spread) in other.spreads.enumerated() { spreads[Int(groups[place])].merge(spread) }
  }

  mutating func result(count: Int) -> Column {
    spreads.grow(to: count, Spread())
    let variances = spreads.map(\.variance)
    let nulls = NullMask(variances.map { $0 == nil })
    return .double(
      ValueColumn(variances.map { isRoot ? ($0 ?? 0).squareRoot() : $0 ?? 0 }, nulls: nulls)
    )
  }
}
