internal import BatteryNumbers

/// A sum of many integers of 128 bits.
struct LongSum: Sendable {
  private var low: Int128 = 0
  private var high: Int128 = 0

  @inline(__always)
  mutating func add(_ value: Int128) {
    low &+= value & 0xffff_ffff_ffff_ffff
    high &+= value >> 64
  }

  @inline(__always)
  mutating func add(_ magnitude: UInt128, negative: Bool) {
    let sign: Int128 = negative ? -1 : 0
    let (lower, upper) = (magnitude & 0xffff_ffff_ffff_ffff, magnitude >> 64)
    low &+= (Int128(truncatingIfNeeded: lower) ^ sign) &- sign
    high &+= (Int128(truncatingIfNeeded: upper) ^ sign) &- sign
  }

  var value: BigInteger { (BigInteger(high) << 64) + BigInteger(low) }
}

/// The sums of the powers of some integers, of at most 128 at a time.
///
/// A square is cut into a high and a low part, so that the products for the third and fourth power
/// fit two words of a processor.
struct BlockPowers {
  /// At how many bits squares are cut, and how many bits an integer may have.
  static let cut = 59
  static let maximumCount = 128

  var first: Int128 = 0
  var second: Int128 = 0
  var products: Int128 = 0
  var third: (high: Int128, low: Int128) = (0, 0)
  var fourth: (high: Int128, middle: Int128, low: Int128) = (0, 0, 0)

  /// Sums integers of at most 27 bits and a sign less an origin: 128 of their squares fit a word.
  @inline(__always)
  init(
    small values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    origin: Int64,
    before: Int64,
    all: Bool
  ) {
    var (sum, squares, neighbours, before) = (Int64(0), Int64(0), Int64(0), before)
    for index in range {
      let value = values[index] &- origin
      let square = value &* value
      sum &+= value
      squares &+= square
      if all {
        third.low &+= Int128(square) &* Int128(value)
        fourth.low &+= Int128(square) &* Int128(square)
        neighbours &+= value &* before
        before = value
      }
    }
    (first, second, products) = (Int128(sum), Int128(squares), Int128(neighbours))
  }

  /// Sums integers of at most ``cut`` bits less an origin.
  @inline(__always)
  init(
    wide values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    origin: Int64,
    before: Int64,
    all: Bool
  ) {
    var before = before
    for index in range {
      let value = values[index] &- origin
      let square = Int128(value) &* Int128(value)
      first &+= Int128(value)
      second &+= square
      if all {
        let high = Int64(truncatingIfNeeded: square >> Int128(Self.cut))
        let low = Int64(truncatingIfNeeded: square) & ((1 << Int64(Self.cut)) - 1)
        third.high &+= Int128(high) &* Int128(value)
        third.low &+= Int128(low) &* Int128(value)
        fourth.high &+= Int128(high) &* Int128(high)
        fourth.middle &+= Int128(high) &* Int128(low)
        fourth.low &+= Int128(low) &* Int128(low)
        products &+= Int128(value) &* Int128(before)
        before = value
      }
    }
  }
}

/// The sums of the powers of any integers of 64 bits less an origin, and of products of neighbours.
struct PowerSums: Sendable {
  /// From what all integers are measured.
  private(set) var origin: Int64
  private(set) var count = 0
  private var last: Int64
  private var first: Int64
  private var sum = LongSum()
  private var squares = LongSum()
  private var products = LongSum()
  private var blocks = Parts()
  private var longs = Parts()

  /// Sums of parts of products, by how far their squares were cut.
  private struct Parts: Sendable {
    var third = (high: LongSum(), low: LongSum())
    var fourth = (high: LongSum(), middle: LongSum(), low: LongSum())

    func values(cut: Int) -> (third: BigInteger, fourth: BigInteger) {
      (
        (third.high.value << cut) + third.low.value,
        (fourth.high.value << (2 * cut)) + (fourth.middle.value << (cut + 1)) + fourth.low.value
      )
    }
  }

  /// Makes the sums of nothing; the first integer is the best origin.
  init(origin: Int64) { (self.origin, first, last) = (origin, origin, origin) }

  mutating func add(_ values: UnsafeBufferPointer<Int64>, depth: SeriesMoments.Depth) {
    guard let head = values.first, let tail = values.last else { return }
    if count == 0 { first = head }
    var start = 0
    while start < values.count {
      let end = min(start + BlockPowers.maximumCount, values.count)
      // The first of all has no neighbour before it: it is the origin or its product is with 0.
      let before = start > 0 ? values[start - 1] : count > 0 ? last : origin
      add(values, start..<end, before, depth)
      start = end
    }
    count += values.count
    last = tail
  }

  private mutating func add(
    _ values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    _ before: Int64,
    _ depth: SeriesMoments.Depth
  ) {
    let bits = Self.bits(values, range, origin) | Self.spread(before, origin)
    let length = 64 - bits.leadingZeroBitCount
    let isAll = depth == .shape
    if length <= 27 {
      let before = before &- origin
      if isAll {
        add(BlockPowers(small: values, range, origin: origin, before: before, all: true))
      } else {
        add(BlockPowers(small: values, range, origin: origin, before: before, all: false))
      }
    } else if length <= BlockPowers.cut {
      let before = before &- origin
      if isAll {
        add(BlockPowers(wide: values, range, origin: origin, before: before, all: true))
      } else {
        add(BlockPowers(wide: values, range, origin: origin, before: before, all: false))
      }
    } else {
      addLong(values, range, before, all: isAll)
    }
  }

  /// Bits of which the highest says how long the values less the origin are.
  @inline(__always)
  private static func bits(
    _ values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    _ origin: Int64
  ) -> UInt64 {
    var bits: UInt64 = 0
    for index in range { bits |= spread(values[index], origin) }
    return bits
  }

  @inline(__always)
  static func spread(_ value: Int64, _ origin: Int64) -> UInt64 {
    let difference = value &- origin
    let overflow = (value ^ origin) & (value ^ difference) & Int64.min
    return UInt64(bitPattern: (difference ^ (difference >> 63)) | overflow)
  }

  private mutating func add(_ block: BlockPowers) {
    sum.add(block.first)
    squares.add(block.second)
    products.add(block.products)
    blocks.third.high.add(block.third.high)
    blocks.third.low.add(block.third.low)
    blocks.fourth.high.add(block.fourth.high)
    blocks.fourth.middle.add(block.fourth.middle)
    blocks.fourth.low.add(block.fourth.low)
  }

  /// Differences of 64 bits and a sign: no product of them fits with others into 128 bits.
  private mutating func addLong(
    _ values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    _ before: Int64,
    all: Bool
  ) {
    func parts(_ value: Int64) -> (UInt64, Bool) {
      value < origin
        ? (UInt64(bitPattern: origin &- value), true)
        : (UInt64(bitPattern: value &- origin), false)
    }
    func product(_ a: UInt64, _ b: UInt64) -> UInt128 { UInt128(a) &* UInt128(b) }
    var (neighbour, wasNegative) = parts(before)
    for index in range {
      let (value, negative) = parts(values[index])
      let square = product(value, value)
      let high = UInt64(truncatingIfNeeded: square >> 64)
      let low = UInt64(truncatingIfNeeded: square)
      sum.add(UInt128(value), negative: negative)
      squares.add(square, negative: false)
      guard all else { continue }
      longs.third.high.add(product(high, value), negative: negative)
      longs.third.low.add(product(low, value), negative: negative)
      longs.fourth.high.add(product(high, high), negative: false)
      longs.fourth.middle.add(product(high, low), negative: false)
      longs.fourth.low.add(product(low, low), negative: false)
      products.add(product(value, neighbour), negative: negative != wasNegative)
      (neighbour, wasNegative) = (value, negative)
    }
  }

  /// The sums of the integers themselves, the origin taken out.
  func moments(depth: SeriesMoments.Depth) -> SeriesMoments {
    var result = SeriesMoments(depth: depth)
    guard count > 0 else { return result }
    let (n, a) = (BigInteger(count), BigInteger(Int(origin)))
    result.count = count
    result.first = BigInteger(Int(first))
    result.last = BigInteger(Int(last))
    let (s, s2) = (sum.value, squares.value)
    let square = a * a
    result.powers[0] = s + n * a
    result.powers[1] = s2 + 2 * (a * s) + n * square
    guard depth == .shape else { return result }
    let (block, long) = (blocks.values(cut: BlockPowers.cut), longs.values(cut: 64))
    let (s3, s4) = (block.third + long.third, block.fourth + long.fourth)
    result.powers[2] = s3 + 3 * (a * s2) + 3 * (square * s) + n * (square * a)
    result.powers[3] =
      s4 + 4 * (a * s3) + 6 * (square * s2) + 4 * (square * a * s) + n * (square * square)
    // Σ(x - a)(y - a) over neighbours leaves out the first as a second and the last as a first.
    let ends = 2 * result.powers[0] - result.first - result.last
    result.products = products.value + a * ends - (n - 1) * square
    return result
  }
}
