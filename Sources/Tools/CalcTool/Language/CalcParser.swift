/// Makes programs of words, by precedence climbing.
///
/// From loose to tight: `or`; `and`; `not`; comparisons; `+ -`; `* / // %`; signs; `^`, from the
/// right; `!` and the percent behind a value.
struct CalcParser {
  private let tokens: [CalcToken]
  private var index = 0
  private var depth = 0
  var program = CalcProgram()
  private(set) var parameters: [String] = []

  init(_ tokens: [CalcToken]) { self.tokens = tokens }

  /// The statements of the line.
  mutating func statements() throws(CalcError) -> [CalcStatement] {
    var statements: [CalcStatement] = []
    while true {
      while take(.semicolon) != nil {}
      if current.kind == .end { return statements }
      statements.append(try statement())
      guard current.kind == .end || current.isSymbol(.semicolon) else { throw unexpected() }
    }
  }

  // MARK: Words

  var current: CalcToken { tokens[index] }

  func peek(_ offset: Int) -> CalcToken { tokens[min(index + offset, tokens.count - 1)] }

  mutating func advance() -> CalcToken {
    defer { if index < tokens.count - 1 { index += 1 } }
    return current
  }

  /// The word, when it is the symbol.
  mutating func take(_ symbol: CalcSymbol) -> CalcToken? {
    current.isSymbol(symbol) ? advance() : nil
  }

  mutating func takeName() -> String? {
    guard case .name(let name) = current.kind else { return nil }
    _ = advance()
    return name
  }

  func error(_ message: String, at token: CalcToken? = nil) -> CalcError {
    CalcError(.syntax, message, column: (token ?? current).column)
  }

  func unexpected() -> CalcError {
    switch current.kind {
    case .number, .name:
      error("\(current.text.quoted) follows a value. Write an operator such as * between them.")
    case .symbol(.open): error("\"(\" follows a value. Write an operator such as * between them.")
    case .symbol(.close): error("\")\" closes nothing. Take it out, or write \"(\" before it.")
    case .symbol(.comma):
      error("A comma stands between arguments of a function only. Write 1_000 or 1.5.")
    case .symbol(.assign): error("\"=\" gives a value to a name. Write == to compare.")
    default: error("\(current.text.quoted) is not expected here. Take it out.")
    }
  }

  /// The error for a semicolon that stands where other programs have one between arguments.
  func misplacedSemicolon() -> CalcError? {
    guard current.isSymbol(.semicolon),
      tokens[index...].contains(where: { $0.isSymbol(.close) })
    else { return nil }
    return error("\";\" ends a statement. Write a comma between arguments.")
  }

  func missingOperand() -> CalcError {
    if current.kind == .end || current.isSymbol(.semicolon) {
      return error("The expression ends where a value should be. Write one.")
    }
    return error("\(current.text.quoted) is where a value should be. Write a number, or a name.")
  }

  mutating func emit(_ operation: CalcProgram.Operation, _ token: CalcToken) {
    program.steps.append(CalcProgram.Step(operation: operation, column: token.column))
  }

  mutating func descend<R>(
    _ body: (inout Self) throws(CalcError) -> R
  ) throws(CalcError) -> R {
    depth += 1
    defer { depth -= 1 }
    guard depth <= CalcSettings.nestingLimit else {
      throw CalcError(
        .tooLarge,
        "The expression is nested deeper than \(CalcSettings.nestingLimit)."
          + " Give a part of it a name, as in x = 2; x + 1.",
        column: current.column
      )
    }
    return try body(&self)
  }

  // MARK: Statements

  private mutating func statement() throws(CalcError) -> CalcStatement {
    guard case .name(let name) = current.kind else { return .expression(try whole()) }
    let start = current
    if peek(1).isSymbol(.assign) {
      try checkFree(name, start)
      index += 2
      return .assignment(name, try whole())
    }
    guard let end = endOfHeader else { return .expression(try whole()) }
    try checkFree(name, start)
    index += 2
    var names: [String] = []
    while index < end {
      let token = current
      guard let parameter = takeName() else { break }
      try checkFree(parameter, token)
      if names.contains(parameter) {
        throw error("The parameter \(parameter) is there twice. Give it another name.", at: token)
      }
      names.append(parameter)
      _ = take(.comma)
    }
    index = end + 2
    parameters = names
    defer { parameters = [] }
    return .definition(name, CalcFunction(parameters: names, body: try whole()))
  }

  /// Where the parenthesis closes in `f(x, y) =`; `nil` when no function is defined here.
  private var endOfHeader: Int? {
    guard peek(1).isSymbol(.open) else { return nil }
    var place = index + 2
    while place + 1 < tokens.count {
      if tokens[place].isSymbol(.close) {
        return tokens[place + 1].isSymbol(.assign) ? place : nil
      }
      guard case .name = tokens[place].kind else { return nil }
      place += tokens[place + 1].isSymbol(.comma) ? 2 : 1
    }
    return nil
  }

  private func checkFree(_ name: String, _ token: CalcToken) throws(CalcError) {
    let kind: String
    if name == "ans" {
      kind = "the last result"
    } else if CalcNames.truths[name] != nil {
      kind = "a value"
    } else if CalcConstant(name: name) != nil {
      kind = "a constant"
    } else if CalcBuiltin.all[name] != nil || name == "if" {
      kind = "a function"
    } else {
      return
    }
    throw CalcError(.name, "\(name) is \(kind). Take another name.", column: token.column)
  }

  private mutating func whole() throws(CalcError) -> CalcProgram {
    program = CalcProgram()
    try disjunction()
    return program
  }
}

extension String {
  /// The text in quotation marks, shortened where it is long.
  var quoted: String { count > 40 ? "\"\(prefix(37))...\"" : "\"\(self)\"" }
}
