/// The sum of doubles without any rounding until it is read, so that it does not depend on the order.
///
/// Every double is a whole number of 53 bits times a power of two; numbers whose powers lie within
/// 32 of each other are summed in one integer of 128 bits. Most columns need one or two of them. (A
/// sparse form of the superaccumulator in Neal, "Fast exact summation using small and large
/// superaccumulators".)
struct ExactSum: Sendable, Hashable {
  private struct Window: Hashable, Sendable {
    /// The sum is ``sum`` times two to the power of 32 × ``key`` - 1074.
    var key: Int
    var sum: Int128
  }

  private var first = Window(key: -1, sum: 0)
  private var others: [Window] = []
  /// The sum of infinities and of what is no number; zero while all are finite.
  private var special = 0.0

  @inline(__always)
  mutating func add(_ number: Double) { add(number, times: 1) }

  /// Adds a number as often as `count` says, which is below 2^43 in all.
  @inline(__always)
  mutating func add(_ number: Double, times count: Int) {
    let bits = number.bitPattern
    let exponent = Int(bits >> 52 & 0x7FF)
    guard exponent != 0x7FF else {
      special += number
      return
    }
    let fraction = bits & (1 << 52 - 1)
    let mantissa = Int128(exponent == 0 ? fraction : fraction | 1 << 52) * Int128(count)
    let place = max(exponent, 1) - 1
    let shifted = mantissa << Int128(place & 31)
    add(bits >> 63 == 1 ? -shifted : shifted, at: place >> 5)
  }

  @inline(__always)
  private mutating func add(_ number: Int128, at key: Int) {
    if first.key == key {
      first.sum += number
    } else if first.key < 0 {
      first = Window(key: key, sum: number)
    } else {
      addToOthers(number, at: key)
    }
  }

  private mutating func addToOthers(_ number: Int128, at key: Int) {
    for place in others.indices where others[place].key == key {
      others[place].sum += number
      return
    }
    others.append(Window(key: key, sum: number))
  }

  mutating func merge(_ other: ExactSum) {
    special += other.special
    if other.first.key >= 0 { add(other.first.sum, at: other.first.key) }
    for window in other.others { add(window.sum, at: window.key) }
  }

  /// The sum, rounded once.
  var value: Double {
    guard special == 0 else { return special }
    guard first.key >= 0 else { return 0 }
    if others.isEmpty {
      return roundedDouble(
        first.sum.magnitude,
        power: first.key * 32 - 1074,
        isNegative: first.sum < 0
      )
    }
    let windows = ([first] + others).sorted { $0.key > $1.key }
    let lowest = windows[windows.count - 1].key
    if windows[0].key - lowest == 1 {
      let (high, overflow) = windows[0].sum.multipliedReportingOverflow(by: 1 << 32)
      let (sum, carry) = high.addingReportingOverflow(windows[1].sum)
      if !overflow, !carry {
        return roundedDouble(sum.magnitude, power: lowest * 32 - 1074, isNegative: sum < 0)
      }
    }
    var total = WideInteger()
    for window in windows {
      var part = WideInteger(window.sum)
      part.shiftLeft(words: window.key - lowest)
      total = total + part
    }
    return total.nearestDouble(timesTwoToThe: lowest * 32 - 1074)
  }
}
