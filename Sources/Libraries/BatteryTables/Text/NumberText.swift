/// Reads numbers that are written as bytes, in the one way that gives the same bytes back.
///
/// `-12`, `0`, `3.50` and `8.1e-06` are numbers; `+1`, `007`, `.5`, `5.`, `1e5`, `0x10` and `1,000` are
/// text: `1e5` may be the name of a part, which programs that write numbers never write for one.
public enum NumberText {
  /// The powers of ten that a `Double` holds exactly.
  @usableFromInline static let powersOfTen: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 10 } ?? 1)
  }

  /// Reads a whole number of 64 bits.
  ///
  /// - Returns: `nil` when it is none, or too large or small; `-0` is none, since its sign would go.
  public static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let start = bytes.baseAddress else { return nil }
    return integer(start, bytes.count)
  }

  /// Reads a whole number of 64 bits.
  @inline(__always)
  static func integer(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let isNegative = count > 0 && start[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    let digits = count &- first
    guard digits > 0, digits <= 19 else { return nil }
    if start[first] == UInt8(ascii: "0") {
      return digits == 1 && !isNegative ? 0 : nil
    }
    var number: UInt64 = 0
    for place in first..<count {
      let digit = start[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      number = number &* 10 &+ UInt64(digit)  // 19 digits fit 64 bits without a sign
    }
    if isNegative {
      return number <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- number) : nil
    }
    return number <= UInt64(Int64.max) ? Int64(truncatingIfNeeded: number) : nil
  }

  /// Reads a number of at most 15 digits, which a `Double` holds so that the same digits come out.
  ///
  /// - Returns: `nil` when it is no number or has more digits.
  @inline(__always)
  static func shortDouble(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    let isNegative = count > 0 && start[0] == UInt8(ascii: "-")
    var place = isNegative ? 1 : 0
    guard place < count else { return nil }
    var mantissa: UInt64 = 0
    var digits = 0
    let whole = place
    while place < count {
      let digit = start[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      place &+= 1
    }
    digits = place &- whole
    guard digits > 0, digits <= 15, digits == 1 || start[whole] != UInt8(ascii: "0") else {
      return nil
    }
    var decimals = 0
    if place < count {
      guard start[place] == UInt8(ascii: ".") else { return nil }
      place &+= 1
      decimals = count &- place
      guard decimals > 0, decimals <= 22 else { return nil }
      if mantissa == 0 { digits = 0 }
      while place < count {
        let digit = start[place] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if mantissa != 0 { digits &+= 1 }
        place &+= 1
        if digits > 15 { return nil }
      }
    }
    // Both numbers are exact, so the quotient is rounded once (Clinger 1990).
    let magnitude =
      decimals == 0
      ? Double(mantissa)
      : Double(mantissa) / powersOfTen.withUnsafeBufferPointer { $0[decimals] }
    return isNegative ? -magnitude : magnitude
  }

  /// Reads a number with an exponent that has a sign, as programs write numbers: `1e-05`, `6.02e+23`.
  ///
  /// - Returns: `nil` when it is none, or a `Double` does not hold it.
  @inline(never)
  static func scientific(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard count <= 32, let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      isDecimal(start, mark), mark + 2 < count,
      start[mark + 1] == UInt8(ascii: "-") || start[mark + 1] == UInt8(ascii: "+"),
      bytes[(mark + 2)...].allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }),
      let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite
    else { return nil }
    return number
  }

  /// Reads a floating-point number, correctly rounded; it may have an exponent or be `inf` or `nan`.
  ///
  /// For a column that is said to hold such; nothing is guessed to be a number by it.
  public static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return nil }
    if let number = shortDouble(start, bytes.count) { return number }
    guard !bytes.contains(UInt8(ascii: "x")), !bytes.contains(UInt8(ascii: "X")) else {
      return nil
    }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether bytes are a decimal number in plain notation, of any number of digits.
  public static func isDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    return isDecimal(start, bytes.count)
  }

  @inline(__always)
  static func isDecimal(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var place = count > 0 && start[0] == UInt8(ascii: "-") ? 1 : 0
    let whole = place
    while place < count, start[place] &- UInt8(ascii: "0") <= 9 { place &+= 1 }
    let digits = place &- whole
    guard digits > 0, digits == 1 || start[whole] != UInt8(ascii: "0") else { return false }
    if place == count { return true }
    guard start[place] == UInt8(ascii: "."), place &+ 1 < count else { return false }
    for place in place &+ 1..<count where start[place] &- UInt8(ascii: "0") > 9 { return false }
    return true
  }
}
