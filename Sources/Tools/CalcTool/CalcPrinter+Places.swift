import BatteryNumbers

/// Results with a number of digits behind the point.
extension CalcPrinter {
  func fixed(_ value: Fraction, _ places: Int, _ result: CalcResult) -> CalcResult {
    var result = result
    let scale = Fraction(10).power(places)
    let scaled = (value * scale).rounded()
    result.value = Self.fixed(scaled, places)
    result.isExact = Fraction(scaled) == value * scale
    return result
  }

  func fixed(
    _ value: CalcReal,
    _ places: Int,
    _ expression: String
  ) throws(CalcError) -> CalcResult {
    let column = 1
    var result = CalcResult(expression: expression, value: "", isExact: false)
    let decided = try questions.answer(value, column) { ball -> BigInteger? in
      let low = try Self.scaled(ball.low, places)
      return try low == Self.scaled(ball.high, places) ? low : nil
    }
    if let decided {
      result.value = Self.fixed(decided, places)
      return result
    }
    let last = questions.lastPrecision(value)
    if let ball = try questions.ball(value, last, column), ball.sign != nil,
      ball.middle.adjusted + places >= last
    {
      throw CalcError(
        .tooLarge,
        "The result has about \((ball.middle.adjusted + 1).grouped) digits before its point,"
          + " too many to print all. Leave --places out.",
        column: column
      )
    }
    // A tie is what is known far beyond the digits that are printed, and still lies between two.
    guard let ball = try questions.ball(value, last, column),
      ball.radius.adjusted < -places - 10, let scaled = try? Self.scaled(ball.middle, places)
    else { throw questions.unknownDigits(value, column) }
    result.value = Self.fixed(scaled, places)
    result.isCertain = false
    result.notes = [Self.tie]
    return result
  }

  /// The integer nearest to the number with its point so many places to the right.
  private static func scaled(_ value: Decimal, _ places: Int) throws -> BigInteger {
    let digits = max(value.adjusted + places, 0) + 2
    guard digits <= CalcSettings.digitLimit, let one = Decimal(digits: [1], exponent: -places)
    else { throw Ball.Insufficient() }
    let fixed = try Radius.context(digits, .halfEven).quantize(value, one)
    guard let whole = BigInteger(fixed.digits.map(String.init).joined(), radix: 10) else {
      throw Ball.Insufficient()
    }
    return fixed.isSigned ? -whole : whole
  }

  private static func fixed(_ scaled: BigInteger, _ places: Int) -> String {
    var digits = scaled.magnitude.description
    let missing = places + 1 - digits.utf8.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let sign = scaled.isNegative ? "-" : ""
    if places == 0 { return sign + digits }
    return "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }
}
