internal import BatteryNumbers

/// An integer of fixed length to which shorter ones are added at any place, carries left for later.
///
/// Source: Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571.
struct Superaccumulator: Sendable {
  /// Place `i` counts units of 2^(32·i).
  private(set) var places: [Int64]
  /// How many additions are certain not to overflow.
  private var room = Self.maximumRoom

  private static let maximumRoom = 1 << 28

  /// Makes zero.
  ///
  /// - Parameter bits: How many bits an addend may reach to, its position included.
  init(bits: Int) { places = [Int64](repeating: 0, count: bits / 32 + 4) }

  /// Adds an integer times a power of two.
  @inline(__always)
  mutating func add(_ magnitude: UInt128, at position: Int, negative: Bool) {
    if room == 0 { carry() }
    room &-= 1
    let shift = UInt128(truncatingIfNeeded: position & 31)
    let place = position >> 5
    let low = magnitude << shift
    let high = Int64(truncatingIfNeeded: (magnitude >> 1) >> (127 - shift))
    let sign: Int64 = negative ? -1 : 0
    places.withUnsafeMutableBufferPointer { places in
      for step in 0..<4 {
        let word = Int64(truncatingIfNeeded: low >> UInt128(32 &* step)) & 0xffff_ffff
        places[place &+ step] &+= (word ^ sign) &- sign
      }
      places[place &+ 4] &+= (high ^ sign) &- sign
    }
  }

  /// Adds an integer times a power of two.
  mutating func add(_ value: Int128, at position: Int) {
    if value != 0 { add(value.magnitude, at: position, negative: value < 0) }
  }

  /// Adds another sum.
  mutating func add(_ other: Superaccumulator) {
    var other = other
    other.carry()
    carry()
    for place in places.indices { places[place] &+= other.places[place] }
    room = Self.maximumRoom - 1
  }

  /// Adds an integer of any size times a power of two; `false` where it is too long.
  mutating func add(_ value: BigInteger, at position: Int) -> Bool {
    let words = value.magnitude.words
    let last = position + 64 * words.count
    guard position >= 0, last < 32 * (places.count - 4) + 64 else { return false }
    for (index, word) in words.enumerated() where word != 0 {
      guard (position + 64 * index) / 32 + 4 < places.count else { return false }
      add(UInt128(word), at: position + 64 * index, negative: value.isNegative)
    }
    return true
  }

  /// Brings the places into the one form that a sum has.
  mutating func carry() {
    var carried: Int64 = 0
    for place in 0..<(places.count - 1) {
      let sum = places[place] + carried
      places[place] = sum & 0xffff_ffff
      carried = sum >> 32
    }
    places[places.count - 1] += carried
    room = Self.maximumRoom
  }

  /// The sum as an integer times a power of two, a multiple of 32.
  var scaled: (significand: BigInteger, exponent: Int) {
    var copy = self
    copy.carry()
    var places = copy.places
    let isNegative = (places.last ?? 0) < 0
    if isNegative {
      // Of a negative sum all places up to the top would be set.
      for place in places.indices { copy.places[place] = -places[place] }
      copy.carry()
      places = copy.places
    }
    guard let first = places.firstIndex(where: { $0 != 0 }),
      let last = places.lastIndex(where: { $0 != 0 })
    else { return (0, 0) }
    // Halves are joined, so that long numbers are shifted a few times only.
    func joined(_ range: Range<Int>) -> BigInteger {
      if range.count == 1 { return BigInteger(Int(places[range.lowerBound])) }
      let middle = range.lowerBound + (range.count + 1) / 2
      return joined(range.lowerBound..<middle)
        + joined(middle..<range.upperBound) << (32 * (middle - range.lowerBound))
    }
    let significand = joined(first..<(last + 1))
    return (isNegative ? -significand : significand, 32 * first)
  }

  static func isEqual(_ first: Superaccumulator, _ second: Superaccumulator) -> Bool {
    var (first, second) = (first, second)
    first.carry()
    second.carry()
    return first.places == second.places
  }
}
