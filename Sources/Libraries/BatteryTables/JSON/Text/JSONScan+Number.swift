/// What a value is, as far as its bytes say without being computed.
enum JSONKind {
  static let missing: UInt8 = 0
  static let null: UInt8 = 1
  static let no: UInt8 = 2
  static let yes: UInt8 = 3
  /// A whole number of at most 15 digits, which a `Double` holds too.
  static let smallInteger: UInt8 = 4
  /// A whole number of 16 to 18 digits, which an `Int64` holds.
  static let integer: UInt8 = 5
  /// A whole number of more digits.
  static let longInteger: UInt8 = 6
  /// Another number, of at most 15 digits and of a size that a `Double` holds to all of them.
  static let shortNumber: UInt8 = 7
  /// Another number.
  static let number: UInt8 = 8
  /// A text without a backslash.
  static let plainText: UInt8 = 9
  /// A text with one.
  static let escapedText: UInt8 = 10
  /// An array or an object.
  static let nested: UInt8 = 11
}

extension JSONScan {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  /// Finds the end of a number.
  ///
  /// - Parameters:
  ///   - start: Its minus sign or first digit.
  ///   - end: The end of the bytes; a number that reaches it is taken to end there.
  ///   - kind: Set to what the number is.
  ///   - problem: Set when something is wrong.
  /// - Returns: The byte behind the number, or the place of the problem.
  @inline(__always)
  static func number(
    _ start: Pointer,
    _ end: Pointer,
    _ kind: inout UInt8,
    _ problem: inout JSONProblem?
  ) -> Pointer {
    var place = start
    if place < end, place.pointee == UInt8(ascii: "-") { place += 1 }
    let first = place
    while place < end, isDigit(place.pointee) { place += 1 }
    let whole = place - first
    guard whole > 0 else {
      problem = .missingDigit
      return place
    }
    if whole > 1, first.pointee == UInt8(ascii: "0") {
      problem = .leadingZero
      return first
    }
    guard place < end,
      place.pointee == UInt8(ascii: ".") || place.pointee | 0x20 == UInt8(ascii: "e")
    else {
      kind =
        whole <= 15
        ? JSONKind.smallInteger : whole <= 18 ? JSONKind.integer : JSONKind.longInteger
      // An integer has no negative zero.
      if whole == 1, first.pointee == UInt8(ascii: "0"), first != start {
        kind = JSONKind.shortNumber
      }
      return place
    }
    var digits = whole
    if place.pointee == UInt8(ascii: ".") {
      place += 1
      let fraction = place
      while place < end, isDigit(place.pointee) { place += 1 }
      guard place > fraction else {
        problem = .missingDigit
        return place
      }
      digits += place - fraction
    }
    var exponentDigits = 0
    if place < end, place.pointee | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < end, place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") {
        place += 1
      }
      let exponent = place
      while place < end, isDigit(place.pointee) { place += 1 }
      exponentDigits = place - exponent
      guard exponentDigits > 0 else {
        problem = .missingDigit
        return place
      }
    }
    kind = digits <= 15 && exponentDigits <= 2 ? JSONKind.shortNumber : JSONKind.number
    return place
  }

  /// The value of a whole number of at most 18 digits.
  @inline(__always)
  static func smallInteger(_ start: Pointer, _ length: Int) -> Int64 {
    let isNegative = start.pointee == UInt8(ascii: "-")
    var place = isNegative ? start + 1 : start
    let end = start + length
    var value: Int64 = 0
    while place < end {
      value = value &* 10 &+ Int64(place.pointee &- 48)
      place += 1
    }
    return isNegative ? 0 &- value : value
  }

  /// The value of a whole number; `nil` when an `Int64` does not hold it.
  static func integer(_ start: Pointer, _ length: Int) -> Int64? {
    let isNegative = start.pointee == UInt8(ascii: "-")
    var value: Int64 = 0
    for index in (isNegative ? 1 : 0)..<length {
      let digit = Int64(start[index] &- 48)
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeNow) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if isTooLarge || isTooLargeNow { return nil }
      value = sum
    }
    return value
  }
}
