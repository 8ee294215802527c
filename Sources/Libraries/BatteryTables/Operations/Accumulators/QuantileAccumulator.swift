/// A quantile of numbers: exact while all fit the memory, an estimate above it.
struct QuantileAccumulator: Accumulator {
  /// All values of each group as bits that are in order.
  private var values: [[UInt64]] = []
  private var total = 0
  private var sketches: [QuantileSketch]?
  private let share: Double
  private let memory: Int
  private let type: ColumnType

  init(_ type: ColumnType, _ share: Double, memory: Int) {
    self.share = share
    self.memory = memory
    self.type = type == .decimal ? .double : type
  }

  var isEstimate: Bool { sketches != nil }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    guard let column = column?.type == .decimal ? column?.widened(to: .double) : column else {
      return
    }
    values.grow(to: count, [])
    let bits = column.orderedBits
    let nulls = column.nulls
    if var sketches {
      self.sketches = nil
      sketches.grow(to: count, QuantileSketch())
      for row in groups.indices where !nulls[row] {
        sketches[Int(groups[row])].add(number(bits[row]))
      }
      self.sketches = sketches
      return
    }
    for row in groups.indices where !nulls[row] {
      values[Int(groups[row])].append(bits[row])
      total += 1
    }
    if total * 8 > memory { estimate() }
  }

  private func number(_ bits: UInt64) -> Double {
    type == .double ? Double(orderedBits: bits) : Double(Int64(bitPattern: bits ^ 1 << 63))
  }

  private mutating func estimate() {
    var sketches = self.sketches ?? []
    sketches.grow(to: values.count, QuantileSketch())
    for group in values.indices {
      for bits in values[group] { sketches[group].add(number(bits)) }
      values[group] = []
    }
    self.sketches = sketches
    total = 0
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    values.grow(to: count, [])
    for (place, some) in other.values.enumerated() { values[Int(groups[place])] += some }
    total += other.total
    if other.isEstimate || isEstimate || total * 8 > memory { estimate() }
    sketches?.grow(to: count, QuantileSketch())
    for (place, sketch) in (other.sketches ?? []).enumerated() {
      sketches?[Int(groups[place])].merge(sketch)
    }
  }

  mutating func result(count: Int) -> Column {
    values.grow(to: count, [])
    sketches?.grow(to: count, QuantileSketch())
    var column = ValueColumn<Double>()
    for group in 0..<count {
      if let sketches {
        if let value = sketches[group].quantile(share) {
          column.append(value)
        } else {
          column.appendNull(0)
        }
      } else if values[group].isEmpty {
        column.appendNull(0)
      } else {
        var sorted = values[group]
        sorted.radixSort()
        column.append(interpolated(share, count: sorted.count) { number(sorted[$0]) })
      }
    }
    return .double(column)
  }
}
