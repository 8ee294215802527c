/// An unsigned integer in base 10^19: up to 38 digits in place, more in one array.
struct Coefficient: Sendable {
  /// The two lowest limbs, when `large` is empty.
  var low: Limb
  var high: Limb
  /// All limbs, the least significant first, when there are more than two; else empty.
  var large: [Limb]

  static let zero = Coefficient(0)
  static let one = Coefficient(1)

  @inline(__always)
  init(low: Limb, high: Limb) {
    self.low = low
    self.high = high
    large = []
  }

  init(_ value: UInt64) {
    if value >= LimbMath.base {
      self.init(low: value &- LimbMath.base, high: 1)
    } else {
      self.init(low: value, high: 0)
    }
  }

  init(wide value: UInt128) {
    let base = UInt128(LimbMath.base)
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: base)
    let (top, middle) = quotient.quotientAndRemainder(dividingBy: base)
    self.init(count: 3) { limbs in
      limbs[0] = UInt64(rest)
      limbs[1] = UInt64(middle)
      limbs[2] = UInt64(top)
    }
  }

  /// Copies limbs.
  @inline(__always)
  init(_ limbs: Limbs.Source, _ count: Int) {
    let count = Limbs.normalized(limbs, count)
    if count <= 2 {
      self.init(low: count > 0 ? limbs[0] : 0, high: count > 1 ? limbs[1] : 0)
    } else {
      self.init(large: Array(UnsafeBufferPointer(start: limbs, count: count)))
    }
  }

  @inline(never)
  private init(large: [Limb]) {
    low = 0
    high = 0
    self.large = large
  }

  /// Makes a number of up to `count` limbs, each of which `fill` sets.
  @inline(__always)
  init(count: Int, _ fill: (Limbs.Target) -> Void) {
    if count <= 4 {
      self = withUnsafeTemporaryAllocation(of: Limb.self, capacity: 4) { memory in
        guard let limbs = memory.baseAddress else { return Coefficient.zero }
        fill(limbs)
        return Coefficient(limbs, count)
      }
      return
    }
    var used = 0
    let limbs = [Limb](unsafeUninitializedCapacity: count) { memory, initialized in
      guard let limbs = memory.baseAddress else { return }
      fill(limbs)
      used = Limbs.normalized(limbs, count)
      initialized = used
    }
    if used <= 2 {
      self.init(low: used > 0 ? limbs[0] : 0, high: used > 1 ? limbs[1] : 0)
    } else {
      self.init(large: limbs)
    }
  }

  // MARK: Facts

  @inline(__always)
  var isZero: Bool { large.isEmpty && low | high == 0 }

  /// How many limbs there are, without zeros at the top.
  @inline(__always)
  var count: Int {
    large.isEmpty ? (high != 0 ? 2 : (low != 0 ? 1 : 0)) : large.count
  }

  /// How many decimal digits there are; 1 for zero.
  @inline(__always)
  var digitCount: Int {
    if large.isEmpty {
      return high == 0
        ? LimbMath.digitCount(low) : LimbMath.digits &+ LimbMath.digitCount(high)
    }
    return (large.count &- 1) &* LimbMath.digits
      &+ LimbMath.digitCount(large[large.count &- 1])
  }

  var isOdd: Bool { (large.isEmpty ? low : large[0]) & 1 == 1 }

  /// Calls `body` with the limbs and their count.
  @inline(__always)
  func withLimbs<Result>(_ body: (Limbs.Source, Int) -> Result) -> Result {
    if large.isEmpty {
      let pair = (low, high)
      return withUnsafePointer(to: pair) { pointer in
        pointer.withMemoryRebound(to: Limb.self, capacity: 2) { body($0, count) }
      }
    }
    return large.withUnsafeBufferPointer { buffer in
      guard let limbs = buffer.baseAddress else { preconditionFailure("no limbs in an array") }
      return body(limbs, buffer.count)
    }
  }

  var trailingZeros: Int { isZero ? 0 : withLimbs { limbs, _ in Limbs.trailingZeros(limbs) } }

  /// The decimal digit at a place, counted from the least significant.
  func digit(at place: Int) -> Int { Int(withLimbs { Limbs.digit($0, $1, at: place) }) }

  /// The number itself if it fits.
  var small: UInt64? {
    guard large.isEmpty, high <= 1 else { return nil }
    let (sum, overflow) = low.addingReportingOverflow(high &* LimbMath.base)
    return overflow ? nil : sum
  }

  /// The number modulo 2^64, and whether it is less than that.
  func asInt() -> Int? { small.flatMap(Int.init(exactly:)) }
}
