extension Decimal: LosslessStringConvertible, CustomDebugStringConvertible {
  /// Reads a number exactly, such as `-1.25E+3`, `Infinity` or `NaN123`.
  ///
  /// - Returns: `nil` when the text is no number; ``init(parsing:)`` says why.
  public init?(_ description: String) {
    guard let value = try? Decimal(parsing: description) else { return nil }
    self = value
  }

  /// Reads a number exactly, such as `-1.25E+3`, `Infinity` or `NaN123`.
  ///
  /// - Throws: A ``DecimalError`` with the column when the text is no number, or one whose
  ///   exponent is outside the limits.
  /// - Complexity: O(*n*) in the length of the text.
  public init(parsing text: some StringProtocol) throws(DecimalError) {
    var scanner = DecimalScanner(text.utf8)
    switch scanner.scan() {
    case .failure(let column):
      throw DecimalError(.conversionSyntax, operation: "Decimal", column: column)
    case .value(var value):
      if value.isFinite, !value.isWithinLimits {
        guard value.coefficient.isZero else {
          throw DecimalError(.overflow, operation: "Decimal", column: 1)
        }
        value.power = min(max(value.power, Self.smallestExponent), Self.largestExponent)
      }
      self = value
    }
  }

  /// The number in scientific notation where it needs an exponent.
  ///
  /// Reading it gives the value.
  public var description: String { text(isEngineering: false, capitals: true) }

  /// The number as Python's `repr` writes it.
  public var debugDescription: String { "Decimal('\(description)')" }

  /// The number with an exponent that is a multiple of three, where it needs one.
  public var engineeringDescription: String { text(isEngineering: true, capitals: true) }

  func text(isEngineering: Bool, capitals: Bool) -> String {
    let sign = isNegative ? "-" : ""
    switch form {
    case .infinity: return sign + "Infinity"
    case .quietNaN, .signalingNaN:
      let payload = coefficient.isZero ? [] : coefficient.digits
      return sign + (form == .quietNaN ? "NaN" : "sNaN") + String(decoding: payload, as: UTF8.self)
    case .finite: break
    }
    let digits = coefficient.digits
    // Where the point stands, counted from the first digit, and where it is written.
    let point = power + digits.count
    let place: Int
    if power <= 0, point > -6 {
      place = point
    } else if !isEngineering {
      place = 1
    } else if coefficient.isZero {
      place = floorModulo(point + 1, 3) - 1
    } else {
      place = floorModulo(point - 1, 3) + 1
    }
    var bytes = Array(sign.utf8)
    bytes.reserveCapacity(digits.count + 16)
    Self.write(digits, pointAt: place, to: &bytes)
    if point != place {
      bytes.append(capitals ? 0x45 : 0x65)
      if point > place { bytes.append(0x2B) }
      bytes.append(contentsOf: String(point - place).utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes digits with a point, and with zeros around them where the point is outside.
  static func write(_ digits: [UInt8], pointAt place: Int, to bytes: inout [UInt8]) {
    if place <= 0 {
      bytes.append(contentsOf: [0x30, 0x2E])
      bytes.append(contentsOf: repeatElement(0x30, count: -place))
      bytes.append(contentsOf: digits)
    } else if place >= digits.count {
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(0x30, count: place - digits.count))
    } else {
      bytes.append(contentsOf: digits[..<place])
      bytes.append(0x2E)
      bytes.append(contentsOf: digits[place...])
    }
  }

  private func floorModulo(_ a: Int, _ b: Int) -> Int { ((a % b) + b) % b }
}

extension DecimalContext {
  /// A text as a number, rounded to the context.
  ///
  /// A text that is no number is invalid.
  ///
  /// - Throws: A ``DecimalError`` with the column of the text, or for a trapped signal.
  public func createDecimal(_ text: some StringProtocol) throws(DecimalError) -> Decimal {
    var scanner = DecimalScanner(text.utf8)
    let outcome = scanner.scan()
    var column: Int?
    do throws(DecimalError) {
      return try perform("createDecimal") { conditions in
        switch outcome {
        case .failure(let place):
          column = place
          return refuse(.conversionSyntax, &conditions)
        case .value(let value):
          if value.isNaN, value.coefficient.digitCount > precision - (clamp ? 1 : 0),
            !value.coefficient.isZero
          {
            return refuse(.conversionSyntax, &conditions)
          }
          return fix(value, &conditions)
        }
      }
    } catch {
      throw DecimalError(
        error.condition,
        operation: error.operation,
        result: error.result,
        column: column
      )
    }
  }

  /// A number, rounded to the context.
  ///
  /// A NaN keeps what fits of its payload, zero its sign.
  public func createDecimal(_ value: Decimal) throws(DecimalError) -> Decimal {
    try perform("createDecimal") { fix(value, &$0) }
  }

  /// The number in scientific notation where it needs an exponent.
  public func toSciString(_ a: Decimal) -> String {
    a.text(isEngineering: false, capitals: capitals)
  }

  /// The number with an exponent that is a multiple of three, where it needs one.
  public func toEngString(_ a: Decimal) -> String {
    a.text(isEngineering: true, capitals: capitals)
  }
}
