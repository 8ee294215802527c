/// A sum of doubles without any rounding, whatever the order and however it is cut into parts.
///
/// Each number is added to integers of 64 bits that overlap by half, two additions a number, so that
/// carries are settled once in a thousand. Partial sums of several threads can be added to each
/// other; the result has the same bits for every division of the work.
///
/// Source: Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571.
public struct ExactSum: Sendable {
  /// Place `i` counts units of 2^(32·i - 1075).
  private var places = [Int64](repeating: 0, count: 68)
  /// How many additions are certain not to overflow.
  private var room = Self.maximumRoom
  /// The sum of what is not finite.
  private var special = 0.0

  private static let maximumRoom = 1_000

  /// Makes a sum of nothing, which is zero.
  public init() {}

  /// Makes the sum of numbers.
  public init(_ values: some Sequence<Double>) { add(contentsOf: values) }

  /// Whether all numbers so far are finite.
  public var isFinite: Bool { special == 0 }

  /// Adds a number.
  public mutating func add(_ value: Double) {
    if room == 0 { carry() }
    room -= 1
    places.withUnsafeMutableBufferPointer { Self.add(value, to: $0, &special) }
  }

  /// Adds numbers.
  public mutating func add(contentsOf values: some Sequence<Double>) {
    let whole: Void? = values.withContiguousStorageIfAvailable { add($0) }
    if whole == nil { for value in values { add(value) } }
  }

  /// Adds numbers that lie side by side.
  public mutating func add(_ values: UnsafeBufferPointer<Double>) {
    var start = 0
    while start < values.count {
      if room == 0 { carry() }
      let end = min(start + room, values.count)
      room -= end - start
      places.withUnsafeMutableBufferPointer { places in
        for index in start..<end { Self.add(values[index], to: places, &special) }
      }
      start = end
    }
  }

  /// Adds another sum.
  public mutating func add(_ other: ExactSum) {
    var other = other
    other.carry()
    carry()
    for place in places.indices { places[place] += other.places[place] }
    room = Self.maximumRoom - 1
    special += other.special
  }

  /// The sum, rounded once to the nearest double.
  public var value: Double {
    if special != 0 { return special }
    let (significand, exponent) = scaledInteger
    return Double(significand, timesTwoTo: exponent)
  }

  /// The sum as a fraction; zero where it is not finite.
  public var fraction: Fraction {
    let (significand, exponent) = scaledInteger
    return special == 0 ? Fraction(reducing: significand, BigInteger(1) << -exponent) : 0
  }

  /// The sum as an integer times a power of two.
  var scaledInteger: (significand: BigInteger, exponent: Int) {
    var copy = self
    copy.carry()
    // All places but the last are now from 0 up to 2^32.
    let words = stride(from: 0, to: copy.places.count, by: 2).map { place in
      UInt(copy.places[place]) | UInt(bitPattern: Int(copy.places[place + 1])) << 32
    }
    let sign: UInt = copy.places[copy.places.count - 1] < 0 ? .max : 0
    return (BigInteger(twosComplement: words + [sign]), -1_075)
  }

  @inline(__always)
  private static func add(
    _ value: Double,
    to places: UnsafeMutableBufferPointer<Int64>,
    _ special: inout Double
  ) {
    let bits = value.bitPattern
    var exponent = Int(truncatingIfNeeded: bits >> 52) & 0x7ff
    var significand = Int64(bitPattern: bits & 0xf_ffff_ffff_ffff)
    if exponent == 0x7ff {
      special += value
      return
    }
    if exponent == 0 {
      exponent = 1
    } else {
      significand |= 1 << 52
    }
    let shift = Int64(exponent & 31)
    let low = (significand &<< shift) & 0xffff_ffff
    let high = significand &>> (32 &- shift)
    let place = exponent &>> 5
    let sign = Int64(bitPattern: bits) &>> 63
    places[place] &+= (low ^ sign) &- sign
    places[place &+ 1] &+= (high ^ sign) &- sign
  }

  private mutating func carry() {
    var carried: Int64 = 0
    for place in 0..<(places.count - 1) {
      let sum = places[place] + carried
      places[place] = sum & 0xffff_ffff
      carried = sum >> 32
    }
    places[places.count - 1] += carried
    room = Self.maximumRoom
  }
}

extension Double {
  /// The double nearest to an integer times a power of two, the even one of two that are as near.
  init(_ significand: BigInteger, timesTwoTo exponent: Int) {
    let magnitude = significand.magnitude
    let length = magnitude.bitLength
    // As many bits as a double has there: fewer where it is subnormal.
    let kept = Swift.min(53, length + exponent + 1_074)
    guard length > 0, kept >= 0 else {
      self = 0
      return
    }
    if length + exponent > 1_100 {
      self = significand.isNegative ? -.infinity : .infinity
      return
    }
    let shift = Swift.max(length - kept, 0)
    var bits = UInt64((magnitude >> shift).asInt ?? 0)
    if shift > 0 {
      let half = magnitude >> (shift - 1)
      let isTie = magnitude.trailingZeroBitCount == shift - 1
      if half.isOdd, !isTie || bits & 1 == 1 { bits += 1 }
    }
    // Both factors are exact; the product overflows to infinity where it should.
    let scale = exponent + shift
    let first = Double(sign: .plus, exponent: scale / 2, significand: Double(bits))
    let result = first * Double(sign: .plus, exponent: scale - scale / 2, significand: 1)
    self = significand.isNegative ? -result : result
  }
}
