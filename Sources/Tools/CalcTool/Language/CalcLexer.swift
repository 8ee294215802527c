import BatteryNumbers

/// Takes a line apart into words.
struct CalcLexer {
  private let characters: [Character]
  private var index = 0

  init(_ line: String) { characters = Array(line) }

  /// The words of the line, the last of them ``CalcToken/Kind/end``.
  mutating func tokens() throws(CalcError) -> [CalcToken] {
    var tokens: [CalcToken] = []
    while true {
      while let character = peek(), character.isWhitespace { index += 1 }
      let start = index
      guard let first = peek(), first != "#" else {
        tokens.append(CalcToken(kind: .end, column: start + 1, text: ""))
        return tokens
      }
      let kind: CalcToken.Kind
      if first.isDecimal || (first == "." && peek(1)?.isDecimal == true) {
        kind = try number()
      } else if first.isNameStart {
        while peek()?.isNamePart == true { index += 1 }
        let word = String(characters[start..<index])
        kind = CalcSymbol.words[word].map { .symbol($0) } ?? .name(word)
      } else {
        kind = .symbol(try symbol())
      }
      tokens.append(
        CalcToken(kind: kind, column: start + 1, text: String(characters[start..<index]))
      )
    }
  }

  private func peek(_ offset: Int = 0) -> Character? {
    index + offset < characters.count ? characters[index + offset] : nil
  }

  private func error(_ message: String, at place: Int) -> CalcError {
    CalcError(.syntax, message, column: place + 1)
  }

  private mutating func symbol() throws(CalcError) -> CalcSymbol {
    let rest = String(characters[index..<min(index + 2, characters.count)])
    guard let sign = CalcSymbol.signs.first(where: { rest.hasPrefix($0.text) }) else {
      throw error("\(characters[index].shown) has no meaning here. Take it out.", at: index)
    }
    index += sign.text.count
    return sign.symbol
  }

  // MARK: Numbers

  private mutating func number() throws(CalcError) -> CalcToken.Kind {
    let start = index
    if peek() == "0", let mark = peek(1), let radix = Self.radices[mark] {
      return .number(try integer(radix))
    }
    var text = digits(10)
    if peek() == "." {
      index += 1
      text += "." + digits(10)
    }
    if peek() == "." { throw error("A number has one point. Take the second one out.", at: index) }
    if let mark = peek(), mark == "e" || mark == "E" {
      let sign = peek(1).flatMap { $0 == "+" || $0 == "-" ? $0 : nil }
      guard peek(sign == nil ? 1 : 2)?.isDecimal == true else {
        throw error("The exponent has no digits. Write 1e6, or 2*e for the constant.", at: index)
      }
      index += sign == nil ? 1 : 2
      let exponent = digits(10)
      guard let size = Int(exponent), size <= CalcSettings.digitLimit else {
        throw CalcError(
          .tooLarge,
          "The exponent is beyond \(CalcSettings.digitLimit.grouped). Write a smaller one.",
          column: start + 1
        )
      }
      text += "e" + (sign.map(String.init) ?? "") + exponent
    }
    try finish()
    guard text.utf8.count <= CalcSettings.digitLimit, let decimal = Decimal(text),
      let value = Fraction(exactly: decimal)
    else { throw tooLong(at: start) }
    // The exponent counts as well, on both sides of the point.
    for part in [value.numerator, value.denominator]
    where part.commonLogarithm + 1e-7 >= Double(CalcSettings.digitLimit) {
      throw tooLong(at: start)
    }
    return .number(value)
  }

  private func tooLong(at start: Int) -> CalcError {
    CalcError(
      .tooLarge,
      "The number has more than \(CalcSettings.digitLimit.grouped) digits. Write a shorter one.",
      column: start + 1
    )
  }

  private static let radices: [Character: Int] = [
    "x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2,
  ]

  private mutating func integer(_ radix: Int) throws(CalcError) -> Fraction {
    index += 2
    let start = index
    let text = digits(radix)
    guard let value = BigInteger(text, radix: radix) else {
      throw error("A digit of base \(radix) should be here. Write one.", at: start)
    }
    try finish()
    return Fraction(value)
  }

  /// Digits without the underscores between them.
  private mutating func digits(_ radix: Int) -> String {
    var text = ""
    while let character = peek() {
      if character == "_", !text.isEmpty, peek(1)?.isDigit(radix) == true {
        index += 1
      } else if character.isDigit(radix) {
        text.append(character)
        index += 1
      } else {
        break
      }
    }
    return text
  }

  /// Nothing but an operator may follow a number at once.
  private func finish() throws(CalcError) {
    guard let next = peek(), next.isNamePart else { return }
    if next == "_" {
      throw error("An underscore stands between two digits. Take it out.", at: index)
    }
    if next.isDecimal { throw error("The digit \(next) is not one of the base.", at: index) }
    throw error("\"\(next)\" follows a number at once. Write * between them.", at: index)
  }
}

extension Character {
  fileprivate var isDecimal: Bool { isASCII && isNumber }
  fileprivate var isNameStart: Bool { isLetter || self == "_" }
  fileprivate var isNamePart: Bool { isNameStart || isDecimal }

  /// The character as a message shows it: by its code point where nothing would be seen.
  fileprivate var shown: String {
    // What stands for wrong bytes is none that was written.
    if self == "\u{FFFD}" { return "This character" }
    guard let scalar = unicodeScalars.first(where: { !$0.isVisible }) else { return "\"\(self)\"" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "The character U+\(String(repeating: "0", count: max(4 - digits.count, 0)))\(digits)"
  }

  fileprivate func isDigit(_ radix: Int) -> Bool {
    guard isASCII, let value = hexDigitValue else { return false }
    return value < radix
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
      .unassigned:
      false
    default: true
    }
  }
}

extension BinaryInteger {
  /// The number with commas between groups of three digits.
  var grouped: String {
    let digits = Array(magnitude.description)
    var text = self < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
