internal import BatteryNumbers

extension FormulaParser {
  mutating func sum(depth: Int) throws(StatisticsError) -> FormulaExpression {
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
    guard depth < 100 else { throw tooDeep() }
    try countPart()
    if take("-") { return .negative(try power(depth: depth + 1)) }
    let base = try primary(depth: depth)
    if take("^") || take("**") { return .operation("^", base, try power(depth: depth + 1)) }
    return base
  }

  mutating func primary(depth: Int) throws(StatisticsError) -> FormulaExpression {
    try countPart()
    guard let first = peek() else { throw missing() }
    let start = place
    if first == "(" {
      place += 1
      let inner = try sum(depth: depth + 1)
      try close(start)
      return inner
    }
    if first == "`" { return try quotedName() }
    let isFraction = first == "." && text[place + 1].map(FormulaText.isDigit) == true
    if FormulaText.isDigit(first) || isFraction { return try number() }
    let name = run { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard !name.isEmpty else { throw missing() }
    guard name != "." else {
      throw text.failure(
        at: start,
        "a point for all other columns is not known",
        "Name the columns."
      )
    }
    guard peek() == "(" else { return .column(name) }
    return try call(name, at: start, depth: depth)
  }

  private mutating func quotedName() throws(StatisticsError) -> FormulaExpression {
    let start = place
    place += 1
    let name = run { $0 != "`" }
    guard text[place] == "`" else {
      throw text.failure(at: start, "the name that begins with ` does not end", "Add another `.")
    }
    place += 1
    guard !name.isEmpty else {
      throw text.failure(at: start, "there is no name between the two `", "Name a column.")
    }
    return .column(name)
  }

  private mutating func number() throws(StatisticsError) -> FormulaExpression {
    let start = place
    var digits = run { FormulaText.isDigit($0) || $0 == "." }
    let after = text[place + 1].map { $0 == "-" || $0 == "+" } == true ? place + 2 : place + 1
    if text[place] == "e" || text[place] == "E", text[after].map(FormulaText.isDigit) == true {
      let sign = text.slice(place + 1..<after)
      place = after
      let exponent = run(FormulaText.isDigit)
      guard let value = Int(exponent), value <= Self.maximumExponent else {
        throw text.failure(
          at: start,
          "the exponent of a number is from -1,100 to 1,100",
          "Write a smaller one."
        )
      }
      digits += "e\(sign)\(exponent)"
    }
    guard let value = try? Fraction(parsing: digits) else {
      throw text.failure(at: start, "\(digits) is no number", "Write one such as 2 or 0.5.")
    }
    return .number(value, digits)
  }

  private mutating func call(
    _ name: String,
    at start: Int,
    depth: Int
  ) throws(StatisticsError) -> FormulaExpression {
    guard name == "I" || name == "C" || FormulaExpression.functions[name] != nil else {
      let known = FormulaExpression.functions.keys.sorted().joined(separator: ", ")
      throw text.failure(
        at: start,
        "\(name) is no function that a formula knows",
        "There are \(known), I(…) for arithmetic and C(…) for groups."
      )
    }
    if name == "C", arithmetic > 0 {
      throw text.failure(
        at: start,
        "C(…) makes groups, and numbers are wanted here",
        "Name the column without it."
      )
    }
    let open = place
    place += 1
    _ = peek()
    let inside = place
    arithmetic += 1
    let inner = try sum(depth: depth + 1)
    try close(open)
    arithmetic -= 1
    switch (name, inner) {
    case ("I", _): return .literal(inner)
    case ("C", .column(let column)): return .groups(column)
    case ("C", _):
      throw text.failure(
        at: inside,
        "C(…) takes the name of one column",
        "Write arithmetic as I(…)."
      )
    default: return .function(name, inner)
    }
  }
}
