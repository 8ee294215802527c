/// Reads an expression by recursive descent, one function a level of precedence.
struct Parser {
  private let source: ExpressionSource
  private let tokens: [Token]
  private var place = 0
  private var depth = 0

  /// How deep parentheses, calls and signs may be within one another.
  private static let deepest = 200

  init(_ source: ExpressionSource) throws(TableError) {
    self.source = source
    tokens = try Lexer.tokens(of: source)
  }

  /// Reads all of the text as one expression.
  static func expression(_ source: ExpressionSource) throws(TableError) -> Syntax {
    var parser = try Parser(source)
    let result = try parser.disjunction()
    guard parser.isAtEnd else { throw parser.unexpected() }
    return result
  }

  // MARK: - Tokens

  var isAtEnd: Bool { tokens[place].kind == .end }
  var offset: Int { tokens[place].offset }

  func unexpected(_ wanted: String = "an operator or the end") -> TableError {
    let token = tokens[place]
    if case .quotedName(let name) = token.kind, wanted.hasPrefix("an operator") {
      return source.error(
        at: token.offset,
        "Here must be \(wanted), not \(token.description). A text stands in single quotes: '\(name)'."
      )
    }
    return source.error(at: token.offset, "Here must be \(wanted), not \(token.description).")
  }

  func isAt(_ sign: String) -> Bool { tokens[place].kind == .sign(sign) }

  mutating func take(_ sign: String) -> Bool {
    guard tokens[place].kind == .sign(sign) else { return false }
    place += 1
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard case .word(let found) = tokens[place].kind, found.lowercased() == word else {
      return false
    }
    place += 1
    return true
  }

  mutating func require(_ sign: String) throws(TableError) {
    guard take(sign) else { throw unexpected("\"\(sign)\"") }
  }

  mutating func requireWord(_ word: String) throws(TableError) {
    guard takeWord(word) else { throw unexpected("\"\(word)\"") }
  }

  /// Takes a bare or quoted name.
  mutating func name() throws(TableError) -> String {
    switch tokens[place].kind {
    case .word(let name), .quotedName(let name):
      place += 1
      return name
    default: throw unexpected("a name")
    }
  }

  /// Takes a number that stands alone.
  mutating func number() throws(TableError) -> Double {
    guard case .number(let digits) = tokens[place].kind, let number = Double(digits) else {
      throw unexpected("a number")
    }
    place += 1
    return number
  }

  private func word(after distance: Int) -> String? {
    guard place + distance < tokens.count, case .word(let word) = tokens[place + distance].kind
    else { return nil }
    return word.lowercased()
  }

  private mutating func nested<T>(
    _ body: (inout Parser) throws(TableError) -> T
  ) throws(TableError) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw source.error(at: offset, "The expression is nested too deeply. Make it simpler.")
    }
    return try body(&self)
  }

  // MARK: - Levels

  mutating func disjunction() throws(TableError) -> Syntax {
    var left = try conjunction()
    while true {
      let start = offset
      guard takeWord("or") else { return left }
      left = Syntax(.binary(.or, left, try conjunction()), at: start)
    }
  }

  private mutating func conjunction() throws(TableError) -> Syntax {
    var left = try inversion()
    while true {
      let start = offset
      guard takeWord("and") else { return left }
      left = Syntax(.binary(.and, left, try inversion()), at: start)
    }
  }

  private mutating func inversion() throws(TableError) -> Syntax {
    let start = offset
    guard takeWord("not") else { return try comparison() }
    let operand = try nested { parser throws(TableError) in try parser.inversion() }
    return Syntax(.not(operand), at: start)
  }

  private static let comparisons: [(String, BinaryOperator)] = [
    ("=", .equal), ("==", .equal), ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessOrEqual),
    (">=", .greaterOrEqual), ("<", .less), (">", .greater),
  ]

  private mutating func comparison() throws(TableError) -> Syntax {
    let left = try sum()
    let start = offset
    for (sign, comparison) in Self.comparisons where take(sign) {
      let right = try sum()
      if case .sign(let next) = tokens[place].kind,
        Self.comparisons.contains(where: { $0.0 == next })
      {
        throw source.error(
          at: offset,
          "Comparisons cannot be chained. Write `a < b and b < c`, or `b between a and c`."
        )
      }
      return Syntax(.binary(comparison, left, right), at: start)
    }
    if take("~") { return Syntax(.matches(left, try sum()), at: start) }
    if take("!~") {
      return Syntax(.not(Syntax(.matches(left, try sum()), at: start)), at: start)
    }
    if takeWord("is") {
      let negated = takeWord("not")
      let what = offset
      if takeWord("null") { return inverted(Syntax(.isNull(left), at: start), negated) }
      for truth in [true, false] where takeWord("\(truth)") {
        let literal = Syntax(.literal(.boolean(truth)), at: what)
        let known = Syntax(.binary(.equal, left, literal), at: start)
        let unknown = Syntax(.literal(.boolean(false)), at: what)
        let isTrue = Syntax(.call("coalesce", [known, unknown]), at: start)
        return inverted(isTrue, negated)
      }
      throw unexpected("\"null\", \"true\" or \"false\"")
    }
    let negated = word(after: 0) == "not" && ["in", "between", "like"].contains(word(after: 1))
    if negated { place += 1 }
    if takeWord("in") {
      try require("(")
      var items = [try disjunction()]
      while take(",") { items.append(try disjunction()) }
      try require(")")
      return inverted(Syntax(.isIn(left, items), at: start), negated)
    }
    if takeWord("between") {
      let low = try sum()
      try requireWord("and")
      let high = try sum()
      let both = Syntax(
        .binary(
          .and,
          Syntax(.binary(.greaterOrEqual, left, low), at: start),
          Syntax(.binary(.lessOrEqual, left, high), at: start)
        ),
        at: start
      )
      return inverted(both, negated)
    }
    if takeWord("like") { return inverted(Syntax(.like(left, try sum()), at: start), negated) }
    return left
  }

  private func inverted(_ syntax: Syntax, _ isInverted: Bool) -> Syntax {
    isInverted ? Syntax(.not(syntax), at: syntax.offset) : syntax
  }

  private mutating func sum() throws(TableError) -> Syntax {
    var left = try product()
    while true {
      let start = offset
      if take("+") {
        left = Syntax(.binary(.plus, left, try product()), at: start)
      } else if take("-") {
        left = Syntax(.binary(.minus, left, try product()), at: start)
      } else if take("||") {
        left = Syntax(.binary(.concatenate, left, try product()), at: start)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(TableError) -> Syntax {
    var left = try signed()
    while true {
      let start = offset
      if take("*") {
        left = Syntax(.binary(.times, left, try signed()), at: start)
      } else if take("/") {
        left = Syntax(.binary(.divide, left, try signed()), at: start)
      } else if take("//") {
        left = Syntax(.binary(.quotient, left, try signed()), at: start)
      } else if take("%") {
        left = Syntax(.binary(.remainder, left, try signed()), at: start)
      } else {
        return left
      }
    }
  }

  private mutating func signed() throws(TableError) -> Syntax {
    let start = offset
    if take("-") {
      // The least integer has no positive counterpart, so a sign belongs to its number.
      if case .number(let digits) = tokens[place].kind {
        place += 1
        return try casts(Syntax(.literal(Self.number("-" + digits)), at: start))
      }
      let operand = try nested { parser throws(TableError) in try parser.signed() }
      return Syntax(.negation(operand), at: start)
    }
    if take("+") { return try nested { parser throws(TableError) in try parser.signed() } }
    return try casts(try nested { parser throws(TableError) in try parser.primary() })
  }

  private mutating func casts(_ operand: Syntax) throws(TableError) -> Syntax {
    var operand = operand
    while true {
      let start = offset
      guard take("::") else { return operand }
      operand = Syntax(.cast(operand, try type(), isLenient: false), at: start)
    }
  }

  /// A number as exactly as it was written.
  private static func number(_ digits: String) -> Value {
    Int64(digits).map(Value.integer) ?? .decimal(digits)
  }

  private mutating func primary() throws(TableError) -> Syntax {
    let token = tokens[place]
    switch token.kind {
    case .number(let digits):
      place += 1
      return Syntax(.literal(Self.number(digits)), at: token.offset)
    case .text(let text):
      place += 1
      return Syntax(.literal(.text(text)), at: token.offset)
    case .quotedName(let name):
      place += 1
      return Syntax(.column(name), at: token.offset)
    case .sign("("):
      place += 1
      let inner = try disjunction()
      try require(")")
      return inner
    case .word(let word):
      return try named(word, at: token.offset)
    case .sign, .end: throw unexpected("a value")
    }
  }

  private static let reserved: Set<String> = [
    "and", "or", "not", "in", "between", "is", "like", "when", "then", "else", "end", "as",
  ]

  private mutating func named(_ word: String, at start: Int) throws(TableError) -> Syntax {
    let lowered = word.lowercased()
    guard !Self.reserved.contains(lowered) else { throw unexpected("a value") }
    place += 1
    switch lowered {
    case "true": return Syntax(.literal(.boolean(true)), at: start)
    case "false": return Syntax(.literal(.boolean(false)), at: start)
    case "null": return Syntax(.literal(.null), at: start)
    case "case": return try choice(at: start)
    case "date", "timestamp":
      guard case .text(let text) = tokens[place].kind else { break }
      let literal = lowered == "date" ? parsedDate(text) : parsedTimestamp(text)
      guard let literal else {
        let example = lowered == "date" ? "2026-01-31" : "2026-01-31T09:30:00"
        throw source.error(at: offset, "'\(text)' is no \(lowered). Write it like '\(example)'.")
      }
      place += 1
      return Syntax(.literal(literal), at: start)
    default: break
    }
    guard take("(") else { return Syntax(.column(word), at: start) }
    if lowered == "cast" || lowered == "try_cast" {
      let operand = try disjunction()
      try requireWord("as")
      let type = try type()
      try require(")")
      return Syntax(.cast(operand, type, isLenient: lowered == "try_cast"), at: start)
    }
    var arguments: [Syntax] = []
    if !take(")") {
      repeat { arguments.append(try disjunction()) } while take(",")
      try require(")")
    }
    return Syntax(.call(lowered, arguments), at: start)
  }

  private static let types: [String: ColumnType] = [
    "integer": .integer, "int": .integer, "bigint": .integer, "double": .double, "float": .double,
    "real": .double, "decimal": .decimal, "numeric": .decimal, "boolean": .boolean,
    "bool": .boolean, "date": .date, "timestamp": .timestamp, "datetime": .timestamp,
    "text": .text, "varchar": .text, "string": .text,
  ]

  private mutating func type() throws(TableError) -> ColumnType {
    guard case .word(let word) = tokens[place].kind, let type = Self.types[word.lowercased()]
    else {
      let names = ColumnType.allCases.map(\.rawValue).joined(separator: ", ")
      throw unexpected("one of the types \(names)")
    }
    place += 1
    return type
  }

  private mutating func choice(at start: Int) throws(TableError) -> Syntax {
    var subject: Syntax?
    if word(after: 0) != "when" { subject = try disjunction() }
    var branches: [(condition: Syntax, value: Syntax)] = []
    while true {
      let when = offset
      guard takeWord("when") else { break }
      var condition = try disjunction()
      if let subject { condition = Syntax(.binary(.equal, subject, condition), at: when) }
      try requireWord("then")
      branches.append((condition, try disjunction()))
    }
    guard !branches.isEmpty else { throw unexpected("\"when\"") }
    let otherwise = takeWord("else") ? try disjunction() : nil
    try requireWord("end")
    return Syntax(.choice(branches, otherwise: otherwise), at: start)
  }
}
