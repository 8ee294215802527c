extension Fraction: LosslessStringConvertible, CustomDebugStringConvertible {
  /// The largest power of ten that a text may hold; more would fill the memory.
  private static let maximumExponent = 10_000_000

  /// "3/4", or "3" where the denominator is 1.
  public var description: String {
    isInteger ? numerator.description : "\(numerator)/\(denominator)"
  }

  /// "Fraction(3, 4)".
  public var debugDescription: String { "Fraction(\(numerator), \(denominator))" }

  /// Makes a fraction from a text; `nil` if it is none.
  public init?(_ description: String) {
    do {
      try self.init(parsing: description)
    } catch {
      return nil
    }
  }

  /// Makes a fraction from a text such as "3/4", " -1.25e-3 " or "1_000".
  ///
  /// What Python's `Fraction` reads is read: white space around, a sign, digits of any script with
  /// single underscores between them, then either a slash and a denominator, or a point with digits
  /// and an exponent.
  ///
  /// - Throws: ``NumberError`` with the column when the text is no fraction, when the denominator is
  ///   zero, or when the exponent is beyond ten million.
  public init(parsing text: some StringProtocol) throws(NumberError) {
    var scanner = Scanner(text.unicodeScalars.map { $0 })
    scanner.skipSpace()
    let negative = scanner.takeSign()
    let start = scanner.index
    let whole = try scanner.digits()
    var numerator = whole ?? []
    if whole != nil, let denominator = try scanner.denominator() {
      try scanner.finish()
      let below = Self.integer(denominator.digits)
      if below.isZero {
        throw NumberError(
          .divisionByZero,
          "The denominator is zero. Give another one.",
          column: denominator.column
        )
      }
      let above = Self.integer(numerator)
      self.init(reducing: negative ? -above : above, below)
      return
    }
    var places = 0
    if scanner.take(".") {
      let decimals = try scanner.digits()
      guard whole != nil || decimals != nil else { throw scanner.error("a digit", at: start) }
      numerator += decimals ?? []
      places = decimals?.count ?? 0
    } else if whole == nil {
      throw scanner.error("a digit", at: start)
    }
    var exponent = 0
    if scanner.take("e") || scanner.take("E") {
      let below = scanner.takeSign()
      let column = scanner.index
      guard let digits = try scanner.digits() else { throw scanner.error("an exponent") }
      let size = Self.integer(digits).asInt ?? Int.max
      guard size <= Self.maximumExponent else {
        throw NumberError(
          .tooLarge,
          "The exponent is beyond \(Self.maximumExponent). Give a smaller one.",
          column: column + 1
        )
      }
      exponent = below ? -size : size
    }
    try scanner.finish()
    let above = Self.integer(numerator)
    let scale = BigInteger(10).power(Int((exponent - places).magnitude))
    let signed = negative ? -above : above
    if exponent >= places {
      self.init(signed * scale)
    } else {
      self.init(reducing: signed, scale)
    }
  }

  private static func integer(_ digits: [UInt8]) -> BigInteger {
    BigInteger.parse(digits[...], radix: 10) ?? 0
  }

  private struct Scanner {
    let scalars: [Unicode.Scalar]
    var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    func error(_ wanted: String, at place: Int? = nil) -> NumberError {
      let place = place ?? index
      let found =
        place < scalars.count ? "\"\(scalars[place])\" is where" : "The text ends where"
      return NumberError(
        .notANumber,
        "\(found) \(wanted) should be. Write a fraction as 3/4, 0.75 or 7.5e-1.",
        column: place + 1
      )
    }

    mutating func skipSpace() {
      while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard index < scalars.count, scalars[index] == scalar else { return false }
      index += 1
      return true
    }

    mutating func takeSign() -> Bool {
      if take("-") { return true }
      _ = take("+")
      return false
    }

    func digit(at place: Int) -> UInt8? {
      guard place < scalars.count else { return nil }
      let properties = scalars[place].properties
      guard properties.numericType == .decimal, let value = properties.numericValue else {
        return nil
      }
      return UInt8(ascii: "0") + UInt8(value)
    }

    /// Digits with single underscores between them; `nil` if there is none here.
    mutating func digits() throws(NumberError) -> [UInt8]? {
      guard digit(at: index) != nil else { return nil }
      var digits: [UInt8] = []
      while true {
        while let digit = digit(at: index) {
          digits.append(digit)
          index += 1
        }
        guard index < scalars.count, scalars[index] == "_" else { return digits }
        index += 1
        guard digit(at: index) != nil else { throw error("a digit") }
      }
    }

    /// A slash and what follows it, or `nil` without a slash.
    mutating func denominator() throws(NumberError) -> (digits: [UInt8], column: Int)? {
      let start = index
      skipSpace()
      guard take("/") else {
        index = start
        return nil
      }
      skipSpace()
      let column = index + 1
      guard let digits = try digits() else { throw error("a denominator") }
      return (digits, column)
    }

    mutating func finish() throws(NumberError) {
      skipSpace()
      guard index == scalars.count else { throw error("the end") }
    }
  }
}

extension Fraction: Codable {
  /// Reads a text such as "3/4", or a whole number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Int.self) {
      self.init(value)
      return
    }
    let text = try container.decode(String.self)
    do {
      try self.init(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes a text such as "3/4".
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
