/// An unsigned integer in base 10^19: up to 38 digits in place, more in one allocation.
///
/// The storage is never written to after the initializer that made it, so it can be shared.
struct Coefficient: @unchecked Sendable {
  /// The lowest limb; or the count of limbs, when they lie in `storage`.
  private(set) var low: Limb
  /// The second limb.
  private(set) var high: Limb
  /// All limbs, the least significant first, when there are more than two.
  private var storage: LimbStorage?

  static let zero = Coefficient(low: 0, high: 0)
  static let one = Coefficient(low: 1, high: 0)

  @inline(__always)
  init(low: Limb, high: Limb) {
    self.low = low
    self.high = high
    storage = nil
  }

  @inline(__always)
  private init(_ storage: LimbStorage, _ count: Int) {
    low = Limb(truncatingIfNeeded: count)
    high = 0
    self.storage = storage
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
      self.init(copying: limbs, count)
    }
  }

  @inline(never)
  private init(copying limbs: Limbs.Source, _ count: Int) {
    let storage = LimbStorage.make(count)
    let target = storage.limbs
    for index in 0..<count { target[index] = limbs[index] }
    self.init(storage, count)
  }

  /// Makes a number of up to `count` limbs, each of which `fill` sets.
  @inline(__always)
  init(count: Int, _ fill: (Limbs.Target) -> Void) {
    if count <= 2 {
      var pair: (Limb, Limb) = (0, 0)
      withUnsafeMutablePointer(to: &pair) { pointer in
        pointer.withMemoryRebound(to: Limb.self, capacity: 2) { fill($0) }
      }
      self.init(low: count > 0 ? pair.0 : 0, high: count > 1 ? pair.1 : 0)
      return
    }
    let storage = LimbStorage.make(count)
    let limbs = storage.limbs
    fill(limbs)
    let used = Limbs.normalized(limbs, count)
    if used <= 2 {
      // Nothing else keeps the storage until its limbs are read.
      let pair = withExtendedLifetime(storage) { (limbs[0], limbs[1]) }
      self.init(low: used > 0 ? pair.0 : 0, high: used > 1 ? pair.1 : 0)
    } else {
      self.init(storage, used)
    }
  }

  // MARK: Facts

  /// Whether the limbs lie in the value itself.
  @inline(__always)
  var isSmall: Bool { storage == nil }

  @inline(__always)
  var isZero: Bool { low | high == 0 }

  /// How many limbs there are, without zeros at the top.
  @inline(__always)
  var count: Int {
    isSmall
      ? (high != 0 ? 2 : (low != 0 ? 1 : 0)) : Int(truncatingIfNeeded: low)
  }

  /// How many decimal digits there are; 1 for zero.
  @inline(__always)
  var digitCount: Int {
    if let storage {
      let top = Int(truncatingIfNeeded: low) &- 1
      let limb = withExtendedLifetime(storage) { storage.limbs[top] }
      return top &* LimbMath.digits &+ LimbMath.digitCount(limb)
    }
    return high == 0
      ? LimbMath.digitCount(low) : LimbMath.digits &+ LimbMath.digitCount(high)
  }

  var isOdd: Bool { withLimbs { limbs, count in count > 0 && limbs[0] & 1 == 1 } }

  /// Calls `body` with the limbs and their count.
  @inline(__always)
  func withLimbs<Result>(_ body: (Limbs.Source, Int) -> Result) -> Result {
    if let storage {
      return withExtendedLifetime(storage) { body(storage.limbs, count) }
    }
    let pair = (low, high)
    return withUnsafePointer(to: pair) { pointer in
      pointer.withMemoryRebound(to: Limb.self, capacity: 2) { body($0, count) }
    }
  }

  var trailingZeros: Int { isZero ? 0 : withLimbs { limbs, _ in Limbs.trailingZeros(limbs) } }

  /// The decimal digit at a place, counted from the least significant.
  func digit(at place: Int) -> Int { Int(withLimbs { Limbs.digit($0, $1, at: place) }) }

  /// The number itself if it fits.
  var small: UInt64? {
    guard isSmall, high <= 1 else { return nil }
    let (sum, overflow) = low.addingReportingOverflow(high &* LimbMath.base)
    return overflow ? nil : sum
  }

  /// The number itself if it fits.
  func asInt() -> Int? { small.flatMap(Int.init(exactly:)) }
}
