internal import BatteryNumbers

/// Gathers the exact sums of a series of doubles: of powers up to the fourth and of the products of
/// neighbours.
///
/// ``ExactMoments`` has sum and squares alone and takes less time; here are skewness, kurtosis and
/// autocorrelation as well, with the same bits for any division of the series. States are merged in
/// the order of the series; one has less than 8 KiB. A saved one is its ``moments``.
///
/// Infinities and NaN are remembered and count as numbers: the sum is what they add up to, other
/// answers are NaN.
public struct DoubleSeries: Sendable {
  private var settled = SeriesMoments()
  private var running = 0
  private var first = 0.0
  private var last = 0.0
  private var sums = ExactTotals.emptySum
  private var squares = ExactTotals.emptyProducts
  private var products = ExactTotals.emptyProducts
  private var cubes = Superaccumulator(bits: 6_500)
  private var fourths = Superaccumulator(bits: 8_650)
  private var special = SpecialValues()

  /// Makes the state of no values.
  public init() {}

  /// Makes the state of some values.
  public init(_ values: some Sequence<Double>) { add(contentsOf: values) }

  /// Continues from sums.
  public init(_ moments: SeriesMoments) { settled = moments }

  /// How many values there are.
  public var count: Int { settled.count + running }

  /// Appends a value.
  public mutating func add(_ value: Double) {
    withUnsafePointer(to: value) { add(UnsafeBufferPointer(start: $0, count: 1)) }
  }

  /// Appends values.
  public mutating func add(contentsOf values: some Sequence<Double>) {
    let whole: Void? = values.withContiguousStorageIfAvailable { add($0) }
    if whole == nil { Array(values).withUnsafeBufferPointer { add($0) } }
  }

  /// Appends the values of another state, which come after those of this one.
  public mutating func add(_ other: DoubleSeries) {
    settled = moments
    settled.add(other.moments)
    let empty = DoubleSeries()
    (running, special) = (0, empty.special)
    (sums, squares, products) = (empty.sums, empty.squares, empty.products)
    (cubes, fourths) = (empty.cubes, empty.fourths)
  }

  /// Appends values that lie side by side.
  public mutating func add(_ values: UnsafeBufferPointer<Double>) {
    guard !values.isEmpty else { return }
    if running == 0 { first = values[0] }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: BlockPowers.maximumCount) { scaled in
      var base = 0
      var outside = BlockPowers.maximumCount
      var start = 0
      while start < values.count {
        let end = min(start + BlockPowers.maximumCount, values.count)
        if outside > BlockPowers.maximumCount / 16 { base = ExactTotals.base(values, start..<end) }
        if start > 0 || running > 0 {
          addProduct(start > 0 ? values[start - 1] : last, values[start])
        }
        outside = scale(values, start..<end, base, scaled)
        let integers = UnsafeBufferPointer(rebasing: scaled[..<(end - start)])
        add(
          BlockPowers(wide: integers, 0..<integers.count, before: 0, all: true),
          base - 1
        )
        start = end
      }
    }
    running += values.count
    last = values[values.count - 1]
  }

  /// Makes values integers of one scale; those that do not fit it are added at once and left 0.
  @inline(__always)
  private mutating func scale(
    _ values: UnsafeBufferPointer<Double>,
    _ range: Range<Int>,
    _ base: Int,
    _ scaled: UnsafeMutableBufferPointer<Int64>
  ) -> Int {
    // A significand has 53 bits.
    let span = UInt(BlockPowers.cut - 53)
    var outside = 0
    for index in range {
      let bits = values[index].bitPattern
      let shift = Int(truncatingIfNeeded: (bits >> 52) & 0x7ff) &- base
      let place = index &- range.lowerBound
      if UInt(bitPattern: shift) <= span {
        let magnitude = (bits & 0xf_ffff_ffff_ffff | 1 << 52) &<< UInt64(truncatingIfNeeded: shift)
        let sign = Int64(bitPattern: bits) &>> 63
        scaled[place] = (Int64(bitPattern: magnitude) ^ sign) &- sign
      } else {
        scaled[place] = 0
        if bits << 1 != 0 {
          outside &+= 1
          addOne(values, index, range, base)
        }
      }
    }
    return outside
  }

  /// Adds a value that is out of the scale of its block, and its products with its neighbours there.
  @inline(never)
  private mutating func addOne(
    _ values: UnsafeBufferPointer<Double>,
    _ index: Int,
    _ range: Range<Int>,
    _ base: Int
  ) {
    let value = values[index]
    if value.isFinite {
      let (significand, exponent) = ExactTotals.parts(value.bitPattern)
      var integer = value < 0 ? -Int64(significand) : Int64(significand)
      withUnsafePointer(to: &integer) {
        let one = UnsafeBufferPointer(start: $0, count: 1)
        add(BlockPowers(wide: one, 0..<1, before: 0, all: true), exponent - 1)
      }
    } else {
      special.add(value)
    }
    // The product of a block's first value with the one before it is added for all blocks.
    if index > range.lowerBound { addProduct(values[index - 1], value) }
    if index + 1 < range.upperBound {
      // Where the next is outside as well, it adds this product.
      let bits = values[index + 1].bitPattern
      let shift = Int(truncatingIfNeeded: (bits >> 52) & 0x7ff) &- base
      if UInt(bitPattern: shift) <= UInt(BlockPowers.cut - 53) {
        addProduct(value, values[index + 1])
      }
    }
  }

  private mutating func addProduct(_ first: Double, _ second: Double) {
    ExactTotals.addProduct(first, second, to: &products)
  }

  private mutating func add(_ block: BlockPowers, _ position: Int) {
    let cut = BlockPowers.cut
    sums.add(block.first, at: position)
    squares.add(block.second, at: 2 * position)
    products.add(block.products, at: 2 * position)
    cubes.add(block.third.low, at: 3 * position)
    cubes.add(block.third.high, at: 3 * position + cut)
    fourths.add(block.fourth.low, at: 4 * position)
    fourths.add(block.fourth.middle, at: 4 * position + cut + 1)
    fourths.add(block.fourth.high, at: 4 * position + 2 * cut)
  }

  /// The sums so far.
  public var moments: SeriesMoments {
    var result = settled
    if running == 0 { return result }
    var current = SeriesMoments()
    current.count = running
    current.special = special
    let scaled = [sums.scaled, squares.scaled, cubes.scaled, fourths.scaled]
    let neighbours = products.scaled
    let ends = [first, last].map { end in
      let (significand, exponent) = ExactTotals.parts(end.bitPattern)
      let value = BigInteger(Int(end.isFinite ? significand : 0))
      return (significand: end < 0 ? -value : value, exponent: exponent - 1)
    }
    // Zero bits that all sums end with are left out.
    var shift = 1_074
    for (place, sum) in scaled.enumerated() where !sum.significand.isZero {
      shift = min(shift, sum.exponent / (place + 1))
    }
    for end in ends where !end.significand.isZero { shift = min(shift, end.exponent) }
    if !neighbours.significand.isZero { shift = min(shift, neighbours.exponent / 2) }
    current.binaryScale = 1_074 - shift
    for (place, sum) in scaled.enumerated() where !sum.significand.isZero {
      current.powers[place] = sum.significand << (sum.exponent - (place + 1) * shift)
    }
    if !neighbours.significand.isZero {
      current.products = neighbours.significand << (neighbours.exponent - 2 * shift)
    }
    let values = ends.map { $0.significand.isZero ? 0 : $0.significand << ($0.exponent - shift) }
    (current.first, current.last) = (values[0], values[1])
    result.add(current)
    return result
  }
}

extension DoubleSeries: Equatable {
  /// Whether all sums are equal: then so are all answers.
  public static func == (first: DoubleSeries, second: DoubleSeries) -> Bool {
    first.moments == second.moments
  }
}

extension DoubleSeries: Codable {
  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    self.init(try SeriesMoments(from: decoder))
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws { try moments.encode(to: encoder) }
}
