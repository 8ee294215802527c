/// A decimal number as its digits and a power of ten.
struct DecimalDigits: Hashable {
  /// The digits without zeros before or behind them; at most 19.
  var digits: UInt64 = 0
  /// The power of ten by which they are multiplied.
  var exponent = 0
  /// Whether there are more digits than ``digits`` holds.
  var isLonger = false
  var isNegative = false

  /// Reads a number that ``JSONScan/number(_:_:_:_:)`` found valid.
  init(_ start: JSONScan.Pointer, _ length: Int) {
    var place = start
    let end = start + length
    if place.pointee == UInt8(ascii: "-") {
      isNegative = true
      place += 1
    }
    var known = 0
    var isFraction = false
    while place < end {
      let byte = place.pointee
      if JSONScan.isDigit(byte) {
        if known < 19 {
          digits = digits &* 10 &+ UInt64(byte &- 48)
          if digits != 0 { known += 1 }
          if isFraction { exponent -= 1 }
        } else {
          if byte != 48 { isLonger = true }
          if !isFraction { exponent += 1 }
        }
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        break
      }
      place += 1
    }
    guard place < end else { return }
    place += 1
    let isBelowOne = place.pointee == UInt8(ascii: "-")
    if isBelowOne || place.pointee == UInt8(ascii: "+") { place += 1 }
    var power = 0
    while place < end {
      // Beyond any number that matters; more digits must not overflow.
      if power < 100_000_000 { power = power * 10 + Int(place.pointee &- 48) }
      place += 1
    }
    exponent += isBelowOne ? -power : power
  }

  /// The same number without zeros behind its digits, so that equal numbers are equal values.
  var normalized: DecimalDigits {
    var copy = self
    if digits == 0 {
      copy.exponent = 0
      return copy
    }
    while copy.digits % 10 == 0 {
      copy.digits /= 10
      copy.exponent += 1
    }
    return copy
  }
}

extension DecimalDigits {
  /// The nearest `Double`; `nil` when that takes more than a few steps to find.
  ///
  /// For powers of ten from -27 to 27, whose fives fit 64 bits, one exact product or quotient of
  /// 128 bits is rounded once.
  var fastDouble: Double? {
    guard !isLonger else { return nil }
    if digits == 0 { return isNegative ? -0.0 : 0 }
    guard (-27...27).contains(exponent) else { return nil }
    let magnitude: Double
    if digits >> 53 == 0, (-22...22).contains(exponent) {
      // Both are exact, so that the result is rounded once (Clinger 1990).
      let power = Self.powersOfTen[abs(exponent)]
      magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
    } else {
      magnitude = exponent < 0 ? quotient(-exponent) : product(exponent)
    }
    return isNegative ? -magnitude : magnitude
  }

  private func quotient(_ power: Int) -> Double {
    let divisor = Self.powersOfFive[power]
    let divisorShift = divisor.leadingZeroBitCount
    let shift = digits.leadingZeroBitCount
    let high = digits << UInt64(shift)
    let normal = divisor << UInt64(divisorShift)
    var binary = divisorShift - shift - 64 - power
    let (quotient, rest): (UInt64, UInt64)
    if high < normal {
      (quotient, rest) = normal.dividingFullWidth((high, 0))
    } else {
      (quotient, rest) = normal.dividingFullWidth((high >> 1, high << 63))
      binary += 1
    }
    return Self.rounded(quotient, isInexact: rest != 0, binary)
  }

  private func product(_ power: Int) -> Double {
    let (high, low) = digits.multipliedFullWidth(by: Self.powersOfFive[power])
    guard high != 0 else {
      let shift = low.leadingZeroBitCount
      return Self.rounded(low << UInt64(shift), isInexact: false, power - shift)
    }
    let shift = UInt64(high.leadingZeroBitCount)
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return Self.rounded(top, isInexact: low << shift != 0, power + 64 - Int(shift))
  }

  /// The double nearest to 64 bits, of which the highest is set, times a power of two; half way it
  /// is the even one.
  private static func rounded(_ bits: UInt64, isInexact: Bool, _ power: Int) -> Double {
    var kept = bits >> 11
    let lost = bits & 0x7FF
    if lost > 0x400 || lost == 0x400 && (isInexact || kept & 1 == 1) { kept += 1 }
    // Far from the largest and the smallest doubles, so that the product is exact.
    return Double(kept) * Double(bitPattern: UInt64(1023 + power + 11) << 52)
  }

  private static let powersOfFive: [UInt64] = (0...27).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 5 } ?? 1)
  }

  private static let powersOfTen: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 10 } ?? 1)
  }
}

extension JSONScan {
  /// The nearest double of a valid number; infinite when there is none so large.
  @inline(__always)
  static func double(_ start: Pointer, _ length: Int) -> Double {
    DecimalDigits(start, length).fastDouble ?? slowDouble(start, length)
  }

  private static func slowDouble(_ start: Pointer, _ length: Int) -> Double {
    Double(String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self))
      ?? .nan
  }

  /// Whether the shortest decimal of the nearest double is this very number, so that nothing is lost
  /// by taking the double.
  static func isExactlyDouble(_ start: Pointer, _ length: Int) -> Bool {
    let number = DecimalDigits(start, length)
    guard !number.isLonger else { return false }
    let double = number.fastDouble ?? slowDouble(start, length)
    guard double.isFinite, double != 0 || number.digits == 0 else { return false }
    var text = "\(double)"
    return text.withUTF8 { text in
      guard let start = text.baseAddress else { return false }
      return DecimalDigits(start, text.count).normalized == number.normalized
    }
  }
}
