/// Reads an expression by recursive descent, one function a level of precedence.
///
/// Here are the tokens; the levels are in extensions, from the operators down to single values.
struct Parser {
  let source: ExpressionSource
  private let tokens: [Token]
  private var place = 0
  private var depth = 0

  /// How deep parentheses, calls and signs may be within one another.
  private static let deepest = 200

  init(_ source: ExpressionSource, columns: Set<String>? = nil) throws(TableError) {
    self.source = source
    let tokens = try Lexer.tokens(of: source)
    self.tokens =
      columns.map { columns in tokens.map { $0.asText(unlessIn: columns) } } ?? tokens
  }

  /// Reads all of the text as one expression.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - columns: All columns, where they are known: what stands in double quotes and is none of
  ///     them is a text then.
  /// - Returns: The expression.
  /// - Throws: ``TableError`` with the line and column where it is not understood.
  static func expression(
    _ source: ExpressionSource,
    columns: Set<String>? = nil
  ) throws(TableError) -> Syntax {
    var parser = try Parser(source, columns: columns)
    let result = try parser.disjunction()
    guard parser.isAtEnd else { throw parser.unexpected() }
    return result
  }

  /// The next token.
  var token: Token { tokens[place] }
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

  /// Goes on to the token after the next one.
  mutating func skip() { place += 1 }

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

  func word(after distance: Int) -> String? {
    guard place + distance < tokens.count, case .word(let word) = tokens[place + distance].kind
    else { return nil }
    return word.lowercased()
  }

  mutating func nested<T>(
    _ body: (inout Parser) throws(TableError) -> T
  ) throws(TableError) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw source.error(at: offset, "The expression is nested too deeply. Make it simpler.")
    }
    return try body(&self)
  }
}
