internal import BatteryNumbers

/// Reads a formula from left to right.
struct FormulaParser {
  private let text: String
  private let characters: [Character]
  private var place = 0
  private var parts = 0

  /// How many numbers, columns, signs and parentheses a formula may have: its tree is walked by calls
  /// within calls.
  static let maximumParts = 1_000
  /// How many terms it may have: each factor after a `*` doubles them.
  static let maximumTerms = 500
  /// Powers of ten are written out.
  static let maximumExponent = 1_100

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// What is left of the tilde.
  mutating func outcome() throws(StatisticsError) -> FormulaExpression {
    let result = try sum(depth: 0)
    guard take("~") else { throw failure("a ~ after the outcome") }
    return result
  }

  /// What is right of it.
  mutating func terms() throws(StatisticsError) -> ([[FormulaExpression]], hasIntercept: Bool) {
    var terms: [[FormulaExpression]] = []
    var hasIntercept = true
    var isNegative = take("-")
    repeat {
      let product = try product()
      if product.count == 1, product[0].count == 1, case .number(let value, _) = product[0][0] {
        guard value == 0 || value == 1 else { throw failure("a 0 or 1 for the intercept") }
        hasIntercept = (value == 1) != isNegative
      } else if isNegative {
        terms.removeAll { product.contains($0) }
      } else {
        for term in product where !terms.contains(term) { terms.append(term) }
        try checkTerms(terms.count)
      }
      if take("+") {
        isNegative = false
      } else if take("-") {
        isNegative = true
      } else {
        break
      }
    } while true
    guard peek() == nil else { throw failure("+, -, : or * between terms") }
    return (terms, hasIntercept)
  }

  /// Factors with `:` and `*` between them, as the terms that they are short for.
  private mutating func product() throws(StatisticsError) -> [[FormulaExpression]] {
    var terms = [[try factor()]]
    while let sign = peek(), sign == ":" || sign == "*" {
      place += 1
      let next = try factor()
      if sign == "*" { try checkTerms(2 * terms.count + 1) }
      let crossed = terms.map { $0 + [next] }
      terms = sign == ":" ? crossed : terms + [[next]] + crossed
    }
    return terms
  }

  private mutating func factor() throws(StatisticsError) -> FormulaExpression {
    try primary(depth: 0)
  }

  private mutating func sum(depth: Int) throws(StatisticsError) -> FormulaExpression {
    var result = try multiplication(depth: depth)
    while let sign = peek(), sign == "+" || sign == "-" {
      place += 1
      result = .operation(sign, result, try multiplication(depth: depth))
    }
    return result
  }

  private mutating func multiplication(depth: Int) throws(StatisticsError) -> FormulaExpression {
    var result = try power(depth: depth)
    while let sign = peek(), sign == "*" || sign == "/" {
      place += 1
      result = .operation(sign, result, try power(depth: depth))
    }
    return result
  }

  private mutating func power(depth: Int) throws(StatisticsError) -> FormulaExpression {
    guard depth < 100 else { throw failure("fewer parentheses within each other") }
    try countPart()
    if take("-") { return .negative(try power(depth: depth + 1)) }
    let base = try primary(depth: depth)
    if take("^") || take("**") { return .operation("^", base, try power(depth: depth + 1)) }
    return base
  }

  private mutating func primary(depth: Int) throws(StatisticsError) -> FormulaExpression {
    try countPart()
    if take("(") {
      let inner = try sum(depth: depth + 1)
      guard take(")") else { throw failure("a closing parenthesis") }
      return inner
    }
    if take("`") {
      let name = run { $0 != "`" }
      guard take("`"), !name.isEmpty else { throw failure("a name between two `") }
      return .column(name)
    }
    guard let first = peek() else { throw failure("a column") }
    if first.isNumber || first == "." {
      let digits = run { $0.isNumber || $0 == "." || $0 == "e" }
      if let sign = digits.firstIndex(of: "e") {
        let exponent = Int(digits[digits.index(after: sign)...]) ?? .max
        guard exponent <= Self.maximumExponent else {
          throw failure("a number whose exponent is at most 1,100")
        }
      }
      guard let value = try? Fraction(parsing: digits) else { throw failure("a number") }
      return .number(value, digits)
    }
    let name = run { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard !name.isEmpty else { throw failure("a column") }
    guard take("(") else { return .column(name) }
    let inner = try sum(depth: depth + 1)
    guard take(")") else { throw failure("a closing parenthesis") }
    switch (name, inner) {
    case ("I", _): return .literal(inner)
    case ("C", .column(let column)): return .groups(column)
    case ("C", _): throw failure("the name of one column in C(…)")
    default:
      guard FormulaExpression.functions[name] != nil else {
        throw failure("I, C, log, exp, sqrt or abs instead of \(name)")
      }
      return .function(name, inner)
    }
  }

  private mutating func peek() -> Character? {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
    return place < characters.count ? characters[place] : nil
  }

  private mutating func take(_ sign: String) -> Bool {
    _ = peek()
    guard characters[place...].starts(with: sign) else { return false }
    place += sign.count
    return true
  }

  private mutating func run(_ belongs: (Character) -> Bool) -> String {
    let start = place
    while place < characters.count, belongs(characters[place]) { place += 1 }
    return String(characters[start..<place])
  }

  private mutating func countPart() throws(StatisticsError) {
    parts += 1
    // Each number or column counts twice: as a factor and by itself.
    guard parts <= 2 * Self.maximumParts else { throw tooLong("\(Self.maximumParts) parts") }
  }

  private func checkTerms(_ count: Int) throws(StatisticsError) {
    guard count <= Self.maximumTerms else { throw tooLong("\(Self.maximumTerms) terms") }
  }

  private func tooLong(_ limit: String) -> StatisticsError {
    StatisticsError(
      .formula,
      "\(text.prefix(40))…: a formula has at most \(limit). Compute columns from it beforehand."
    )
  }

  private func failure(_ wanted: String) -> StatisticsError {
    StatisticsError(
      .formula,
      "\(text): column \(place + 1): \(wanted) is missing. Write it as y ~ x1 + I(x1^2) + C(group)."
    )
  }
}
