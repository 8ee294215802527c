internal import BatteryNumbers

/// Reads a formula from left to right.
struct FormulaParser {
  let text: FormulaText
  var place = 0
  private var parts = 0
  /// Within how many `I(…)`, functions and outcomes the place is: what stands there is arithmetic.
  var arithmetic = 0

  /// How many numbers, columns, signs and parentheses a formula may have: its tree is walked by calls
  /// within calls.
  static let maximumParts = 1_000
  /// How many terms it may have: each factor after a `*` doubles them.
  static let maximumTerms = 500
  /// Powers of ten are written out.
  static let maximumExponent = 1_100

  init(_ text: String) { self.text = FormulaText(text) }

  /// What is left of the tilde.
  mutating func outcome() throws(StatisticsError) -> FormulaExpression {
    guard let first = peek() else {
      throw StatisticsError(
        .formula,
        "The formula is empty. Write the outcome, ~ and what explains it, such as y ~ x1 + C(group)."
      )
    }
    guard first != "~" else {
      throw text.failure(at: place, "the outcome is missing before ~", "Name a column there.")
    }
    arithmetic += 1
    let start = place
    let result = try sum(depth: 0)
    arithmetic -= 1
    guard take("~") else {
      let next = peek()
      if let next, next == "=" {
        throw text.failure(at: place, "= does not belong here", "Write ~ after the outcome.")
      }
      guard next == nil else { throw unexpected() }
      throw text.failure(
        at: place,
        "there is no ~ after the outcome",
        "Write what explains it after a ~, as in y ~ x."
      )
    }
    guard !result.columns.isEmpty else {
      throw text.failure(at: start, "the outcome names no column", "Name one before the ~.")
    }
    return result
  }

  /// What is right of it, those of fewer factors first.
  mutating func terms(
    explaining outcome: FormulaExpression
  ) throws(StatisticsError) -> (terms: [[FormulaExpression]], hasIntercept: Bool) {
    var list = FormulaTerms()
    var isNegative = take("-")
    if !isNegative { _ = take("+") }
    repeat {
      _ = peek()
      let start = place
      let product = try product(depth: 0)
      if let number = product.number {
        guard number == 0 || number == 1 else {
          throw text.failure(
            at: start,
            "among terms, numbers are 1 and 0, with and without an intercept",
            "Write arithmetic as I(2 * x)."
          )
        }
        list.hasIntercept = (number == 1) != isNegative
      } else if isNegative {
        guard list.remove(product) else {
          throw text.failure(
            at: start,
            "there is no such term before that - could take away",
            "Write a difference as I(a - b)."
          )
        }
      } else {
        if product.terms.contains(where: { $0.count == 1 && $0[0].isSame(as: outcome) }) {
          throw text.failure(
            at: start,
            "the outcome would explain itself",
            "Leave \(outcome.text) out after the ~."
          )
        }
        list.add(product)
        try checkTerms(list.terms.count)
      }
      if take("+") {
        isNegative = false
      } else if take("-") {
        isNegative = true
      } else {
        break
      }
    } while true
    guard peek() == nil else { throw unexpected() }
    guard !list.terms.isEmpty || list.hasIntercept else {
      throw text.failure(
        at: place,
        "neither a term nor an intercept is left to explain \(outcome.text)",
        "Name a column, or write \(outcome.text) ~ 1 for the mean alone."
      )
    }
    return (list.byOrder, list.hasIntercept)
  }

  // MARK: - Terms

  /// Factors with `:` and `*` between them, as the terms that they are short for.
  private mutating func product(depth: Int) throws(StatisticsError) -> FormulaTerms {
    _ = peek()
    let start = place
    var result = try factor(depth: depth)
    while let sign = peek(), sign == ":" || (sign == "*" && !isPower) {
      place += 1
      _ = peek()
      let second = place
      let next = try factor(depth: depth)
      for (part, place) in [(result, start), (next, second)] where part.number != nil {
        throw text.failure(at: place, "a number is no factor of a term", "Write it as I(2 * x).")
      }
      let crossed = result.terms.count * next.terms.count
      try checkTerms(sign == ":" ? crossed : crossed + result.terms.count + next.terms.count)
      result = sign == ":" ? result.crossed(next) : result.joined(next).joined(result.crossed(next))
    }
    return result
  }

  /// A column, a function, `I(…)`, `C(…)`, a number by itself, or terms in parentheses.
  private mutating func factor(depth: Int) throws(StatisticsError) -> FormulaTerms {
    guard peek() == "(" else { return FormulaTerms(try primary(depth: depth)) }
    guard depth < 100 else { throw tooDeep() }
    let open = place
    place += 1
    var result = FormulaTerms()
    repeat {
      _ = peek()
      let start = place
      let next = try product(depth: depth + 1)
      guard next.number == nil else {
        throw text.failure(
          at: start,
          "parentheses among terms hold columns",
          "Write arithmetic as I(…), and 0 or 1 for the intercept outside of parentheses."
        )
      }
      result = result.joined(next)
      try checkTerms(result.terms.count)
    } while take("+")
    try close(open)
    return result
  }

  // MARK: - Characters

  mutating func peek() -> Character? {
    while let next = text[place], next.isWhitespace { place += 1 }
    return text[place]
  }

  mutating func take(_ sign: String) -> Bool {
    _ = peek()
    guard text.slice(place..<place + sign.count) == sign else { return false }
    place += sign.count
    return true
  }

  /// Whether `**` stands here, Python's power.
  private var isPower: Bool { text[place] == "*" && text[place + 1] == "*" }

  mutating func run(_ belongs: (Character) -> Bool) -> String {
    let start = place
    while let next = text[place], belongs(next) { place += 1 }
    return text.slice(start..<place)
  }

  mutating func close(_ open: Int) throws(StatisticsError) {
    if take(")") { return }
    guard peek() != nil else {
      throw text.failure(at: open, "this ( is not closed", "Add a ).")
    }
    throw unexpected()
  }

  // MARK: - Limits and mistakes

  mutating func countPart() throws(StatisticsError) {
    parts += 1
    // Each number or column counts twice: as a factor and by itself.
    guard parts <= 2 * Self.maximumParts else { throw text.tooLong("\(Self.maximumParts) parts") }
  }

  private func checkTerms(_ count: Int) throws(StatisticsError) {
    guard count <= Self.maximumTerms else { throw text.tooLong("\(Self.maximumTerms) terms") }
  }

  func tooDeep() -> StatisticsError {
    text.failure(
      at: place,
      "more than 100 parentheses or signs are within each other",
      "Compute a column beforehand."
    )
  }
}
