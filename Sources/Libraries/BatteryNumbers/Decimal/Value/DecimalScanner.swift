/// Reads a number as the specification's numeric strings are written.
struct DecimalScanner {
  /// What was read: the coefficient's digits lie in the text, with at most one point among them.
  private let text: [UInt8]
  private var index = 0

  init(_ text: some Sequence<UInt8>) { self.text = Array(text) }

  /// A value, or the column at which the text stops being a number, counted from 1.
  enum Outcome {
    case value(Decimal)
    case failure(column: Int)
  }

  /// The largest exponents that are told apart; larger ones overflow any context.
  private static let saturation = 1 << 50

  mutating func scan() -> Outcome {
    var isNegative = false
    if let sign = peek, sign == 0x2B || sign == 0x2D {
      isNegative = sign == 0x2D
      index += 1
    }
    guard let first = peek else { return failure }
    if isDigit(first) || first == 0x2E { return scanNumber(isNegative) }
    return scanSpecial(isNegative)
  }

  private var peek: UInt8? { index < text.count ? text[index] : nil }

  private var failure: Outcome { .failure(column: index + 1) }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private mutating func skipDigits() -> Range<Int> {
    let start = index
    while let byte = peek, isDigit(byte) { index += 1 }
    return start..<index
  }

  private mutating func scanNumber(_ isNegative: Bool) -> Outcome {
    let whole = skipDigits()
    var fraction = index..<index
    if peek == 0x2E {
      index += 1
      fraction = skipDigits()
    }
    if whole.isEmpty, fraction.isEmpty { return failure }
    var power = 0
    if let byte = peek, byte | 0x20 == 0x65 {
      index += 1
      var isBelow = false
      if let sign = peek, sign == 0x2B || sign == 0x2D {
        isBelow = sign == 0x2D
        index += 1
      }
      let digits = skipDigits()
      if digits.isEmpty { return failure }
      for digit in text[digits] {
        power = min(power * 10 + Int(digit - 0x30), Self.saturation)
      }
      if isBelow { power = -power }
    }
    if index < text.count { return failure }
    let coefficient = Coefficient(digits: significant(whole, fraction))
    return .value(
      Decimal(coefficient, power: power - fraction.count, isNegative: isNegative)
    )
  }

  private func significant(_ whole: Range<Int>, _ fraction: Range<Int>) -> ArraySlice<UInt8> {
    let digits = whole.isEmpty ? text[fraction] : text[whole] + text[fraction]
    return digits.drop { $0 == 0x30 }
  }

  private mutating func scanSpecial(_ isNegative: Bool) -> Outcome {
    for (name, form) in Self.names where matches(name) {
      index += name.count
      guard form != .infinity else {
        return index == text.count
          ? .value(Decimal(form: .infinity, isNegative: isNegative)) : failure
      }
      let payload = skipDigits()
      guard index == text.count else { return failure }
      let digits = text[payload].drop { $0 == 0x30 }
      return .value(
        Decimal(form: form, isNegative: isNegative, payload: Coefficient(digits: digits))
      )
    }
    return failure
  }

  private static let names: [([UInt8], Decimal.Form)] = [
    (Array("infinity".utf8), .infinity), (Array("inf".utf8), .infinity),
    (Array("nan".utf8), .quietNaN), (Array("snan".utf8), .signalingNaN),
  ]

  private func matches(_ name: [UInt8]) -> Bool {
    text.count - index >= name.count
      && zip(text[index...], name).allSatisfy { $0 | 0x20 == $1 }
  }
}
