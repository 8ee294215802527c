import BatteryNumbers

/// Writes results as text.
struct CalcPrinter {
  let questions: CalcQuestions
  let settings: CalcSettings

  /// What a reader is told of a result between two numbers with so many digits.
  static let tie =
    "The last digit may be off by one: the next digits are a 5 and zeros as far as tried."

  init(_ questions: CalcQuestions) {
    self.questions = questions
    settings = questions.settings
  }

  func result(_ value: CalcValue, of expression: String) throws(CalcError) -> CalcResult {
    switch value {
    case .truth(let truth):
      return CalcResult(
        expression: expression,
        value: truth ? "true" : "false",
        isExact: true,
        truth: truth
      )
    case .exact(let fraction): return exact(fraction, expression)
    case .real(let real): return try inexact(real, expression)
    }
  }

  // MARK: Exact numbers

  /// The most digits that are printed of exact numbers.
  private var wholeDigits: Int { max(CalcSettings.wholeDigits, settings.precision) }

  private func exact(_ value: Fraction, _ expression: String) -> CalcResult {
    var result = CalcResult(expression: expression, value: "", isExact: true)
    let longer = max(abs(value.numerator.commonLogarithm), value.denominator.commonLogarithm)
    if longer < Double(wholeDigits) { result.fraction = value.description }
    if settings.printsFractions, let fraction = result.fraction {
      result.value = fraction
      return result
    }
    if let places = settings.places { return fixed(value, places, result) }
    if let decimal = whole(value) {
      result.value = Self.text(decimal, plainDigits: wholeDigits)
      return result
    }
    result.isExact = false
    let context = BallArithmetic(digits: settings.precision).context
    guard let rounded = try? context.createDecimal(value) else { return result }
    result.value = Self.text(rounded, plainDigits: settings.precision)
    if let digits = value.decimalDigits {
      let remedy =
        digits <= CalcSettings.precisionLimit ? " --precision \(digits) shows them all." : ""
      result.notes = [
        "The number has \(digits.grouped) digits, of which \(settings.precision) are shown.\(remedy)"
      ]
    } else if settings.printsFractions {
      result.notes = ["The fraction is too long to print; this is a decimal near it."]
    }
    return result
  }

  /// The decimal that the number is, unless it has no end or too many digits.
  private func whole(_ value: Fraction) -> Decimal? {
    // A number with so many digits has no longer denominator: that of 5^-n is longest for them.
    guard value.denominator.bitLength < 8 * wholeDigits,
      value.numerator.commonLogarithm < Double(wholeDigits + 1),
      let decimal = Decimal(exactly: value), decimal.digitCount <= wholeDigits
    else { return nil }
    return decimal
  }

  // MARK: Inexact numbers

  private func inexact(_ value: CalcReal, _ expression: String) throws(CalcError) -> CalcResult {
    if let places = settings.places { return try fixed(value, places, expression) }
    let column = 1
    let context = BallArithmetic(digits: settings.precision).context
    var result = CalcResult(expression: expression, value: "", isExact: false)
    let decided = try questions.answer(value, column) { ball -> Decimal? in
      guard ball.sign != nil else { return nil }
      let low = try context.plus(ball.low)
      let high = try context.plus(ball.high)
      return low == high ? low : nil
    }
    if let decided {
      result.value = Self.text(decided, plainDigits: settings.precision)
      return result
    }
    let last = questions.lastPrecision(value)
    guard let ball = try questions.ball(value, last, column) else {
      throw questions.unknownDigits(value, column)
    }
    result.isCertain = false
    if ball.sign == nil {
      result.value = "0"
      let nearness = try questions.nearness(value, column)
      result.notes = [
        "The result is 0 to within 1e-\(nearness); whether it is exactly 0 is not known."
      ]
    } else {
      // A tie is what is known far beyond the digits that are printed, and still lies between two.
      guard ball.middle.adjusted - ball.radius.adjusted >= settings.precision + 10 else {
        throw questions.unknownDigits(value, column)
      }
      let rounded = (try? context.plus(ball.middle)) ?? ball.middle
      result.value = Self.text(rounded, plainDigits: settings.precision)
      result.notes = [Self.tie]
    }
    return result
  }

  // MARK: Text

  /// The digits without zeros at the end, with an exponent where the number is far from one.
  private static func text(_ value: Decimal, plainDigits: Int) -> String {
    if value.isZero { return "0" }
    let all = value.copyAbs.digits
    let digits = all.prefix(all.count - all.reversed().prefix { $0 == 0 }.count)
    var bytes: [UInt8] = value.isSigned ? [0x2D] : []
    let exponent = value.adjusted
    func append(_ digits: some Collection<Int>) { bytes += digits.map { UInt8($0) + 0x30 } }
    if exponent >= plainDigits || exponent < -leadingZeros {
      append(digits.prefix(1))
      if digits.count > 1 {
        bytes.append(0x2E)
        append(digits.dropFirst())
      }
      return String(decoding: bytes, as: UTF8.self) + "e\(exponent)"
    }
    if exponent < 0 {
      append([0])
      bytes.append(0x2E)
      append(repeatElement(0, count: -exponent - 1))
      append(digits)
    } else {
      append(digits.prefix(exponent + 1))
      append(repeatElement(0, count: max(exponent + 1 - digits.count, 0)))
      if digits.count > exponent + 1 {
        bytes.append(0x2E)
        append(digits.dropFirst(exponent + 1))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How many places behind the point the first digit may stand without an exponent.
  private static let leadingZeros = 30
}
