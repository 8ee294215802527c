import BatteryNumbers

/// Answers questions about real numbers with as many digits as they need.
struct CalcQuestions {
  let settings: CalcSettings
  /// When the line has taken too long.
  let deadline: ContinuousClock.Instant

  /// Tries a question with more and more digits, until there is an answer or no more are tried.
  func answer<Answer>(
    _ value: CalcReal,
    _ column: Int,
    _ question: (Ball) throws -> Answer?
  ) throws(CalcError) -> Answer? {
    var digits = settings.firstPrecision
    while true {
      try checkTime(column)
      if let ball = try ball(value, digits, column) {
        do {
          if let answer = try question(ball) { return answer }
        } catch {
          // A question that one ball cannot answer is asked of the next one.
        }
      }
      let last = lastPrecision(value)
      if digits >= last { return nil }
      digits = min(2 * digits, last)
    }
  }

  /// The digits beyond which a question about a number counts as undecided.
  ///
  /// They are enough for large parts of the number to cancel, unless these are too large.
  func lastPrecision(_ value: CalcReal) -> Int {
    let needed = value.peak + settings.lastPrecision
    return value.peak < settings.firstPrecision || needed > CalcSettings.cancellationLimit
      ? settings.lastPrecision : needed
  }

  /// The number with so many digits, or `nil` when they do not say where it is.
  func ball(_ value: CalcReal, _ digits: Int, _ column: Int) throws(CalcError) -> Ball? {
    do {
      return try value.ball(digits)
    } catch let error as DecimalError {
      throw Self.beyond(error, column)
    } catch {
      return nil
    }
  }

  private static func beyond(_ error: DecimalError, _ column: Int) -> CalcError {
    let message =
      switch error.condition {
      case .overflow: "The number is beyond 1e\(Decimal.largestExponent). Take its logarithm."
      default: "The number needs more digits than are tried. Take a smaller one."
      }
    return CalcError(.tooLarge, message, column: column)
  }

  func checkTime(_ column: Int) throws(CalcError) {
    guard ContinuousClock.now > deadline else { return }
    throw CalcError(
      .tooLarge,
      "The line takes longer than \(settings.timeLimit.components.seconds) seconds."
        + " Ask for less at once.",
      column: column
    )
  }

  // MARK: Questions

  /// The sign of a number, or `nil` when it cannot be told from zero.
  func sign(_ value: CalcReal, _ column: Int) throws(CalcError) -> Int? {
    try answer(value, column) { $0.sign }
  }

  /// The sign of a number that must not be too near to zero.
  func sign(of value: CalcReal, _ what: String, _ column: Int) throws(CalcError) -> Int {
    if let sign = try sign(value, column) { return sign }
    throw CalcError(
      .undecided,
      "\(what) cannot be told from 0: it is nearer than 1e-\(try nearness(value, column))."
        + " Use an exact number.",
      column: column
    )
  }

  /// How near to zero a number is at least that cannot be told from it: the exponent of ten.
  ///
  /// - Throws: ``CalcError`` when so little is known of the number that it may be anything.
  func nearness(_ value: CalcReal, _ column: Int) throws(CalcError) -> Int {
    guard let ball = try ball(value, lastPrecision(value), column),
      let distance = try? Radius.sum(ball.middle.copyAbs, ball.radius),
      -distance.adjusted - 1 >= settings.precision + 20
    else { throw unknownDigits(value, column) }
    return -distance.adjusted - 1
  }

  /// The error for a number of which too few digits are known.
  func unknownDigits(_ value: CalcReal, _ column: Int) -> CalcError {
    let peak = value.peak
    let tried = lastPrecision(value)
    let isCancelled = tried <= peak + settings.precision
    let reason =
      isCancelled
      ? ": what cancels has about \((peak + 1).grouped) digits, and \(tried.grouped) are tried" : ""
    let remedy =
      isCancelled && peak <= CalcSettings.precisionLimit
      ? "Raise --precision to \(peak), or write" : "Write"
    return CalcError(
      .undecided,
      "The digits of the result are not known\(reason). \(remedy) the expression differently.",
      column: column
    )
  }

  /// The largest integer that is not more than a number.
  func floor(_ value: CalcReal, _ column: Int) throws(CalcError) -> BigInteger {
    let floor = try answer(value, column) { ball -> BigInteger? in
      guard ball.middle.adjusted < CalcSettings.digitLimit else { return nil }
      guard let low = Self.floor(try ball.low), let high = Self.floor(try ball.high) else {
        return nil
      }
      return low == high ? low : nil
    }
    if let floor { return floor }
    guard let ball = try ball(value, lastPrecision(value), column), ball.radius.adjusted < -20
    else { throw unknownDigits(value, column) }
    throw CalcError(
      .undecided,
      "No precision up to \(lastPrecision(value).grouped) digits tells on which side of an integer"
        + " the value lies. Use an exact number.",
      column: column
    )
  }

  private static func floor(_ value: Decimal) -> BigInteger? {
    guard let whole = BigInteger(truncating: value) else { return nil }
    return value.isSigned && !value.isInteger ? whole - 1 : whole
  }
}
