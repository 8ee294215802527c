/// The exact sum of numbers, or their mean.
struct SumAccumulator: Accumulator {
  private enum Sums: Sendable {
    case integers([Int128])
    case doubles([ExactSum])
    case decimals([DecimalSum])
  }

  private var sums: Sums
  private var counts: [Int] = []
  private let isMean: Bool

  init(_ type: ColumnType, isMean: Bool) {
    self.isMean = isMean
    switch type {
    case .double: sums = .doubles([])
    case .decimal: sums = .decimals([])
    default: sums = .integers([])
    }
  }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) throws(TableError) {
    grow(to: count)
    switch (sums, column) {
    case (.integers(var totals), .integer(let rows)):
      sums = .integers([])
      let hasNulls = rows.nulls.hasNulls
      totals.withUnsafeMutableBufferPointer { totals in
        for row in groups.indices where !(hasNulls && rows.nulls[row]) {
          let group = Int(groups[row])
          totals[group] += Int128(rows.values[row])
          counts[group] += 1
        }
      }
      sums = .integers(totals)
    case (.doubles(var totals), .double(let rows)):
      sums = .doubles([])
      let hasNulls = rows.nulls.hasNulls
      totals.withUnsafeMutableBufferPointer { totals in
        for row in groups.indices where !(hasNulls && rows.nulls[row]) {
          let group = Int(groups[row])
          totals[group].add(rows.values[row])
          counts[group] += 1
        }
      }
      sums = .doubles(totals)
    case (.decimals(var totals), .decimal(let rows)):
      sums = .decimals([])
      for row in groups.indices where !rows.nulls[row] {
        let group = Int(groups[row])
        counts[group] += 1
        guard rows.withBytes(of: row, { totals[group].add($0) }) else {
          throw TableError(
            .typeMismatch,
            "The number \(rows[row] ?? "") is too long to be added. Cast the column to double."
          )
        }
      }
      sums = .decimals(totals)
    default: break
    }
  }

  private mutating func grow(to count: Int) {
    guard counts.count < count else { return }
    counts.grow(to: count, 0)
    switch sums {
    case .integers(var totals):
      sums = .integers([])
      totals.grow(to: count, 0)
      sums = .integers(totals)
    case .doubles(var totals):
      sums = .doubles([])
      totals.grow(to: count, ExactSum())
      sums = .doubles(totals)
    case .decimals(var totals):
      sums = .decimals([])
      totals.grow(to: count, DecimalSum())
      sums = .decimals(totals)
    }
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    grow(to: count)
    for (place, number) in other.counts.enumerated() { counts[Int(groups[place])] += number }
    switch (sums, other.sums) {
    case (.integers(var totals), .integers(let others)):
      for (place, sum) in others.enumerated() { totals[Int(groups[place])] += sum }
      sums = .integers(totals)
    case (.doubles(var totals), .doubles(let others)):
      for (place, sum) in others.enumerated() { totals[Int(groups[place])].merge(sum) }
      sums = .doubles(totals)
    case (.decimals(var totals), .decimals(let others)):
      for (place, sum) in others.enumerated() { totals[Int(groups[place])].merge(sum) }
      sums = .decimals(totals)
    default: break
    }
  }

  mutating func result(count: Int) -> Column {
    grow(to: count)
    let nulls = NullMask(zeros: counts)
    if isMean {
      let doubles: [Double] =
        switch sums {
        case .integers(let totals): totals.map { nearestDouble($0) }
        case .doubles(let totals): totals.map(\.value)
        case .decimals(let totals): totals.map(\.double)
        }
      let means = zip(doubles, counts).map { $1 == 0 ? 0 : $0 / Double($1) }
      return .double(ValueColumn(means, nulls: nulls))
    }
    switch sums {
    case .integers(let totals):
      if totals.allSatisfy({ Int64(exactly: $0) != nil }) {
        return .integer(ValueColumn(totals.map { Int64(truncatingIfNeeded: $0) }, nulls: nulls))
      }
      return .decimal(TextColumn(zip(totals, counts).map { $1 == 0 ? nil : "\($0)" }))
    case .doubles(let totals): return .double(ValueColumn(totals.map(\.value), nulls: nulls))
    case .decimals(let totals):
      return .decimal(TextColumn(zip(totals, counts).map { $1 == 0 ? nil : $0.text }))
    }
  }
}

/// The nearest double to a whole number.
func nearestDouble(_ number: Int128) -> Double {
  Int64(exactly: number).map { Double($0) }
    ?? roundedDouble(number.magnitude, power: 0, isNegative: number < 0)
}
