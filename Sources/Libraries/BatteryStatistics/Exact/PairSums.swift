internal import BatteryNumbers

/// The sums of pairs of integers less two origins, of their squares and their products.
struct PairSums: Sendable {
  private let xOrigin: Int64
  private let yOrigin: Int64
  private(set) var count = 0
  private var x = WideSum()
  private var y = WideSum()
  private var xx = WideSum()
  private var yy = WideSum()
  private var xy = WideSum()

  private static let block = 128

  /// Makes the sums of no pairs; the first pair has the best origins.
  init(xOrigin: Int64, yOrigin: Int64) { (self.xOrigin, self.yOrigin) = (xOrigin, yOrigin) }

  /// Adds pairs; both buffers have as many integers.
  mutating func add(_ x: UnsafeBufferPointer<Int64>, _ y: UnsafeBufferPointer<Int64>) {
    var start = 0
    while start < x.count {
      let end = min(start + Self.block, x.count)
      var bits: UInt64 = 0
      for index in start..<end {
        bits |= Self.spread(x[index], xOrigin) | Self.spread(y[index], yOrigin)
      }
      let length = 64 - bits.leadingZeroBitCount
      if length <= 27 {
        addSmall(x, y, start..<end)
      } else if length <= BlockPowers.cut {
        addWide(x, y, start..<end)
      } else {
        addLong(x, y, start..<end)
      }
      start = end
    }
    count += x.count
  }

  /// Bits of which the highest says how far an integer is from an origin.
  @inline(__always)
  private static func spread(_ value: Int64, _ origin: Int64) -> UInt64 {
    let difference = value &- origin
    let overflow = (value ^ origin) & (value ^ difference) & Int64.min
    return UInt64(bitPattern: (difference ^ (difference >> 63)) | overflow)
  }

  private mutating func addSmall(
    _ first: UnsafeBufferPointer<Int64>,
    _ second: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>
  ) {
    var sums: (x: Int64, y: Int64, xx: Int64, yy: Int64, xy: Int64) = (0, 0, 0, 0, 0)
    for index in range {
      let (a, b) = (first[index] &- xOrigin, second[index] &- yOrigin)
      sums.x &+= a
      sums.y &+= b
      sums.xx &+= a &* a
      sums.yy &+= b &* b
      sums.xy &+= a &* b
    }
    x.add(Int128(sums.x))
    y.add(Int128(sums.y))
    xx.add(Int128(sums.xx))
    yy.add(Int128(sums.yy))
    xy.add(Int128(sums.xy))
  }

  private mutating func addWide(
    _ first: UnsafeBufferPointer<Int64>,
    _ second: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>
  ) {
    var sums: (x: Int128, y: Int128, xx: Int128, yy: Int128, xy: Int128) = (0, 0, 0, 0, 0)
    for index in range {
      let (a, b) = (Int128(first[index] &- xOrigin), Int128(second[index] &- yOrigin))
      sums.x &+= a
      sums.y &+= b
      sums.xx &+= a &* a
      sums.yy &+= b &* b
      sums.xy &+= a &* b
    }
    x.add(sums.x)
    y.add(sums.y)
    xx.add(sums.xx)
    yy.add(sums.yy)
    xy.add(sums.xy)
  }

  private mutating func addLong(
    _ first: UnsafeBufferPointer<Int64>,
    _ second: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>
  ) {
    for index in range {
      let a = Int128(first[index]) - Int128(xOrigin)
      let b = Int128(second[index]) - Int128(yOrigin)
      x.add(a)
      y.add(b)
      xx.add(a.magnitude * a.magnitude, isNegative: false)
      yy.add(b.magnitude * b.magnitude, isNegative: false)
      xy.add(a.magnitude * b.magnitude, isNegative: (a < 0) != (b < 0))
    }
  }

  /// The sums of the integers themselves, the origins taken out.
  var totals: PairTotals {
    let (n, a, b) = (BigInteger(count), BigInteger(Int(xOrigin)), BigInteger(Int(yOrigin)))
    let (sx, sy) = (x.value, y.value)
    return PairTotals(
      x: sx + n * a,
      y: sy + n * b,
      xx: xx.value + 2 * (a * sx) + n * (a * a),
      yy: yy.value + 2 * (b * sy) + n * (b * b),
      xy: xy.value + a * sy + b * sx + n * (a * b)
    )
  }
}

/// The sums of pairs of integers of any size.
struct PairTotals: Sendable, Equatable {
  var x: BigInteger = 0
  var y: BigInteger = 0
  var xx: BigInteger = 0
  var yy: BigInteger = 0
  var xy: BigInteger = 0

  mutating func add(_ other: PairTotals) {
    x += other.x
    y += other.y
    xx += other.xx
    yy += other.yy
    xy += other.xy
  }

  mutating func scale(x xFactor: BigInteger, y yFactor: BigInteger) {
    x *= xFactor
    y *= yFactor
    xx *= xFactor * xFactor
    yy *= yFactor * yFactor
    xy *= xFactor * yFactor
  }
}
