/// What is known of a column whose values have a fixed size.
struct NumberProfile: Sendable {
  private let type: ColumnType
  private var present = 0
  private var counts: NumberCounts
  private var estimate: Estimate?
  /// The offsets from UTC of the least and the greatest time, which ``counts`` does not know.
  private var ends: (low: End, high: End)?
  /// Whether any time was written with an offset.
  private var hasOffsets = false

  private typealias End = (bits: UInt64, offset: Int16)

  /// What replaces the counts when they need too much memory.
  private struct Estimate: Sendable {
    var distinct = HyperLogLog()
    var sketch = QuantileSketch()
    var spread = Spread()
    var sum = ExactSum()
    var minimum = UInt64.max
    var maximum = UInt64.min

    mutating func add(_ bits: UInt64, _ number: Double, times: Int = 1) {
      distinct.add(hash: ByteHash.fixed(bits))
      sketch.add(number, times: times)
      sum.add(number, times: times)
      for _ in 0..<times { spread.add(number) }
      minimum = min(minimum, bits)
      maximum = max(maximum, bits)
    }

    mutating func merge(_ other: Estimate) {
      distinct.merge(other.distinct)
      sketch.merge(other.sketch)
      sum.merge(other.sum)
      spread.merge(other.spread)
      minimum = min(minimum, other.minimum)
      maximum = max(maximum, other.maximum)
    }
  }

  /// Begins to look at values; `room` is about how many bytes are there for the latest of them.
  init(_ type: ColumnType, room: Int = .max) {
    self.type = type
    counts = NumberCounts(room: room)
  }

  /// How much memory the counts take; nothing once they are replaced by estimates.
  var size: Int { estimate == nil ? counts.size : 0 }

  mutating func add(_ column: Column) {
    present += column.count - column.nulls.nullCount
    let bits = column.orderedBits
    if case .timestamp(let times) = column { addEnds(times, bits) }
    guard estimate == nil else {
      let nulls = column.nulls
      for row in bits.indices where !nulls[row] {
        let number = number(bits[row])
        estimate?.add(bits[row], number)
      }
      return
    }
    counts.add(bits, column.nulls)
  }

  private mutating func addEnds(_ times: TimestampColumn, _ bits: [UInt64]) {
    let nulls = times.instants.nulls
    let hasNulls = nulls.hasNulls
    if times.offsets.isEmpty {
      var (least, greatest) = (UInt64.max, UInt64.min)
      for row in bits.indices where !(hasNulls && nulls[row]) {
        least = min(least, bits[row])
        greatest = max(greatest, bits[row])
      }
      guard least <= greatest else { return }
      offer((least, TimestampColumn.noOffset), (greatest, TimestampColumn.noOffset))
      return
    }
    hasOffsets = true
    for row in bits.indices where !(hasNulls && nulls[row]) {
      let end = (bits[row], times.offset(of: row) ?? TimestampColumn.noOffset)
      offer(end, end)
    }
  }

  /// Of the same time with several offsets the lowest is kept, so that it does not matter which is
  /// met first.
  private mutating func offer(_ low: End, _ high: End) {
    guard let soFar = ends else {
      ends = (low, high)
      return
    }
    if low < soFar.low { ends?.low = low }
    if high.bits > soFar.high.bits || high.bits == soFar.high.bits && high < soFar.high {
      ends?.high = high
    }
  }

  private func number(_ bits: UInt64) -> Double {
    type == .double ? Double(orderedBits: bits) : Double(Int64(bitPattern: bits ^ 1 << 63))
  }

  /// Replaces the counts, unless they take less than `share` once equal numbers are one.
  mutating func beginToEstimate(_ share: Int) {
    counts.compact()
    counts.shrink()
    if counts.size > share { estimateAll() }
  }

  /// Replaces the counts.
  private mutating func estimateAll() {
    guard estimate == nil else { return }
    counts.compact()
    var estimate = Estimate()
    for (bits, times) in zip(counts.numbers, counts.counts) {
      estimate.add(bits, number(bits), times: times)
    }
    self.estimate = estimate
    counts = NumberCounts()
  }

  mutating func seal() { counts.compact() }

  mutating func merge(_ other: NumberProfile) {
    present += other.present
    hasOffsets = hasOffsets || other.hasOffsets
    if let others = other.ends { offer(others.low, others.high) }
    mergeCounts(other)
  }

  private mutating func mergeCounts(_ other: NumberProfile) {
    if estimate == nil, other.estimate == nil {
      counts.merge(other.counts)
      return
    }
    var others = other
    estimateAll()
    others.estimateAll()
    if let added = others.estimate { estimate?.merge(added) }
  }

  // MARK: - Result

  mutating func finish(_ name: String, nulls: Int) -> ColumnStatistics {
    var result = ColumnStatistics(name: name, type: type, count: present, nulls: nulls)
    guard present > 0 else { return result }
    let isNumber = type == .integer || type == .double
    if let estimate {
      result.distinct = estimate.distinct.estimate
      result.isDistinctEstimated = true
      result.minimum = value(estimate.minimum, offset: ends?.low.offset)
      result.maximum = value(estimate.maximum, offset: ends?.high.offset)
      if isNumber {
        result.mean = estimate.sum.value / Double(present)
        result.standardDeviation = estimate.spread.variance?.squareRoot()
      }
      if let median = estimate.sketch.quantile(0.5) {
        let whole = Int64(median.rounded().clamped(to: -9.2e18...9.2e18))
        result.median =
          isNumber
          ? .double(median)
          : value(UInt64(bitPattern: whole) ^ 1 << 63, offset: hasOffsets ? 0 : nil)
        result.isMedianEstimated = true
      }
      if type == .boolean { result.median = .null }
      return result
    }
    counts.compact()
    let numbers = counts.numbers
    result.distinct = numbers.count
    result.minimum = value(numbers[0], offset: ends?.low.offset)
    result.maximum = value(numbers[numbers.count - 1], offset: ends?.high.offset)
    if isNumber {
      let mean = mean()
      result.mean = mean
      result.standardDeviation = standardDeviation(around: mean)
    }
    if type != .boolean { result.median = median(isNumber) }
    return result
  }

  private func value(_ bits: UInt64, offset: Int16?) -> Value {
    Column(
      type,
      orderedBits: [bits],
      nulls: NullMask(count: 1),
      offsets: offset.map { [$0] } ?? []
    )[0]
  }

  private func mean() -> Double {
    if type == .integer {
      var sum: Int128 = 0
      for (bits, times) in zip(counts.numbers, counts.counts) {
        sum += Int128(Int64(bitPattern: bits ^ 1 << 63)) * Int128(times)
      }
      return nearestDouble(sum) / Double(present)
    }
    var sum = ExactSum()
    for (bits, times) in zip(counts.numbers, counts.counts) {
      sum.add(Double(orderedBits: bits), times: times)
    }
    return sum.value / Double(present)
  }

  /// The standard deviation by a second pass over the different numbers, corrected for the rounding
  /// of the mean (Chan, Golub and LeVeque).
  ///
  /// The distances are divided by a power of two near the greatest, so that no square overflows.
  private func standardDeviation(around mean: Double) -> Double? {
    guard present > 1, let first = counts.numbers.first, let last = counts.numbers.last else {
      return nil
    }
    let greatest = max(abs(number(first) / 2 - mean / 2), abs(number(last) / 2 - mean / 2))
    guard greatest > 0 else { return 0 }
    let scale = greatest.binade
    var squares = 0.0
    var rest = 0.0
    for (bits, times) in zip(counts.numbers, counts.counts) {
      let distance = number(bits) / scale - mean / scale
      squares += distance * distance * Double(times)
      rest += distance * Double(times)
    }
    let variance = (squares - rest * rest / Double(present)) / Double(present - 1)
    return variance.squareRoot() * scale
  }

  private func median(_ isNumber: Bool) -> Value {
    let lower = (present - 1) / 2
    var seen = 0
    for (place, times) in counts.counts.enumerated() {
      seen += times
      guard seen > lower else { continue }
      let bits = counts.numbers[place]
      guard isNumber, present % 2 == 0, seen == lower + 1 else {
        return value(bits, offset: hasOffsets ? 0 : nil)
      }
      let next = counts.numbers[place + 1]
      if type == .double {
        return .double(Double(orderedBits: bits) / 2 + Double(orderedBits: next) / 2)
      }
      let sum =
        Int128(Int64(bitPattern: bits ^ 1 << 63)) + Int128(Int64(bitPattern: next ^ 1 << 63))
      return sum % 2 == 0 ? .integer(Int64(sum / 2)) : .double(nearestDouble(sum) / 2)
    }
    return .null
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
