/// What an aggregate knows of every group.
protocol Accumulator: Sendable {
  /// Takes in rows.
  ///
  /// - Parameters:
  ///   - column: The values; `nil` when the aggregate has no argument.
  ///   - groups: The group of each row.
  ///   - count: How many groups there are by now.
  /// - Throws: ``TableError`` when a number cannot be added.
  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) throws(TableError)

  /// Takes in what another state of the same sort knows of later rows.
  ///
  /// - Parameters:
  ///   - other: The state.
  ///   - groups: The group here of each group there.
  ///   - count: How many groups there are by now.
  /// - Throws: ``TableError`` when a number cannot be added.
  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) throws(TableError)

  /// The value of each group.
  mutating func result(count: Int) throws(TableError) -> Column

  /// Whether the values are estimates.
  var isEstimate: Bool { get }
}

extension Accumulator {
  var isEstimate: Bool { false }
}

extension Array {
  /// Makes room for new groups.
  mutating func grow(to count: Int, _ value: Element) {
    if self.count < count { append(contentsOf: repeatElement(value, count: count - self.count)) }
  }
}

extension NullMask {
  /// The mask in which a row has no value where its number is zero.
  init(zeros counts: [Int]) {
    self.init(counts.map { $0 == 0 })
  }
}

/// How many rows, or values, there are.
struct CountAccumulator: Accumulator {
  private var counts: [Int64] = []

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    counts.grow(to: count, 0)
    let nulls = column?.nulls
    let hasNulls = nulls?.hasNulls ?? false
    counts.withUnsafeMutableBufferPointer { counts in
      if hasNulls, let nulls {
        for row in groups.indices where !nulls[row] { counts[Int(groups[row])] += 1 }
      } else {
        for group in groups { counts[Int(group)] += 1 }
      }
    }
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    counts.grow(to: count, 0)
    for (place, number) in other.counts.enumerated() { counts[Int(groups[place])] += number }
  }

  mutating func result(count: Int) -> Column {
    counts.grow(to: count, 0)
    return .integer(ValueColumn(counts))
  }
}
