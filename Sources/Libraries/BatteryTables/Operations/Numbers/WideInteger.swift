/// A whole number of any size, for what does not fit 128 bits: sums of huge decimals and the last
/// step of exact sums.
struct WideInteger: Sendable, Equatable {
  private(set) var isNegative = false
  /// 32 bits each, the lowest first; the last one is not zero.
  private(set) var limbs: [UInt32] = []

  init() {}

  init(_ number: Int128) {
    isNegative = number < 0
    var rest = number.magnitude
    while rest > 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  /// A number of decimal digits, from 0 to 9 each.
  init(digits: [UInt8], isNegative: Bool) {
    for digit in digits { multiply(by: 10, adding: UInt32(digit)) }
    self.isNegative = isNegative && !limbs.isEmpty
  }

  var isZero: Bool { limbs.isEmpty }

  mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
    var carry = UInt64(addend)
    for place in limbs.indices {
      carry += UInt64(limbs[place]) * UInt64(factor)
      limbs[place] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  mutating func multiply(byTenToThe power: Int) {
    for _ in 0..<power / 9 { multiply(by: 1_000_000_000) }
    for _ in 0..<power % 9 { multiply(by: 10) }
  }

  mutating func shiftLeft(words: Int) {
    if !limbs.isEmpty { limbs.insert(contentsOf: repeatElement(0, count: words), at: 0) }
  }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    var result = WideInteger()
    if left.isNegative == right.isNegative {
      result.isNegative = left.isNegative
      var carry: UInt64 = 0
      for place in 0..<max(left.limbs.count, right.limbs.count) {
        carry += UInt64(place < left.limbs.count ? left.limbs[place] : 0)
        carry += UInt64(place < right.limbs.count ? right.limbs[place] : 0)
        result.limbs.append(UInt32(truncatingIfNeeded: carry))
        carry >>= 32
      }
      if carry > 0 { result.limbs.append(UInt32(carry)) }
      return result
    }
    let isLarger = !left.isMagnitudeLess(than: right)
    let (large, small) = isLarger ? (left, right) : (right, left)
    var borrow: Int64 = 0
    for place in large.limbs.indices {
      var difference = Int64(large.limbs[place]) - borrow
      if place < small.limbs.count { difference -= Int64(small.limbs[place]) }
      borrow = difference < 0 ? 1 : 0
      result.limbs.append(UInt32(truncatingIfNeeded: difference))
    }
    while result.limbs.last == 0 { result.limbs.removeLast() }
    result.isNegative = large.isNegative && !result.limbs.isEmpty
    return result
  }

  private func isMagnitudeLess(than other: WideInteger) -> Bool {
    guard limbs.count == other.limbs.count else { return limbs.count < other.limbs.count }
    for place in limbs.indices.reversed() where limbs[place] != other.limbs[place] {
      return limbs[place] < other.limbs[place]
    }
    return false
  }

  /// The nearest double to the number times two to a power.
  func nearestDouble(timesTwoToThe power: Int) -> Double {
    guard !limbs.isEmpty else { return 0 }
    // The highest 96 to 128 bits say all but whether anything is below them.
    let top = max(0, limbs.count - 4)
    var magnitude: UInt128 = 0
    for limb in limbs[top...].reversed() { magnitude = magnitude << 32 | UInt128(limb) }
    if limbs[..<top].contains(where: { $0 != 0 }) { magnitude |= 1 }
    return roundedDouble(magnitude, power: power + top * 32, isNegative: isNegative)
  }

  /// The digits.
  var text: String {
    var rest = limbs
    var groups: [UInt32] = []
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for place in rest.indices.reversed() {
        remainder = remainder << 32 | UInt64(rest[place])
        rest[place] = UInt32(remainder / 1_000_000_000)
        remainder %= 1_000_000_000
      }
      groups.append(UInt32(remainder))
      while rest.last == 0 { rest.removeLast() }
    }
    guard let last = groups.last else { return "0" }
    return (isNegative ? "-" : "") + "\(last)"
      + groups.dropLast().reversed().map { padded(Int($0), 9) }.joined()
  }
}

/// The nearest double to a whole number times two to a power, halves to even, also below the normal
/// numbers.
func roundedDouble(_ magnitude: UInt128, power: Int, isNegative: Bool) -> Double {
  guard magnitude != 0 else { return 0 }
  let bits = 128 - magnitude.leadingZeroBitCount
  // A double has 53 bits, and none below 2 to the power of -1074.
  let excess = max(bits - 53, -1074 - power)
  var mantissa = magnitude
  var exponent = power
  if excess > 128 { return isNegative ? -0.0 : 0 }
  if excess > 0 {
    let kept = excess == 128 ? 0 : magnitude >> UInt128(excess)
    let half = UInt128(1) << UInt128(excess - 1)
    let rest = magnitude & ((half - 1) | half)
    mantissa = kept + (rest > half || (rest == half && kept & 1 == 1) ? 1 : 0)
    exponent += excess
  }
  let double = Double(sign: .plus, exponent: exponent, significand: Double(UInt64(mantissa)))
  return isNegative ? -double : double
}
