/// Expressions, from the loosest operator to the tightest.
extension CalcParser {
  // MARK: Truths

  mutating func disjunction() throws(CalcError) {
    try conjunction()
    while let sign = take(.or) {
      try shortcut(sign, when: true) { p throws(CalcError) in try p.conjunction() }
    }
  }

  private mutating func conjunction() throws(CalcError) {
    try negation()
    while let sign = take(.and) {
      try shortcut(sign, when: false) { p throws(CalcError) in try p.negation() }
    }
  }

  /// The right side is computed only when the left one leaves the question open.
  private mutating func shortcut(
    _ sign: CalcToken,
    when truth: Bool,
    _ right: (inout Self) throws(CalcError) -> Void
  ) throws(CalcError) {
    let place = program.steps.count
    emit(.shortcut(when: truth, to: 0), sign)
    try right(&self)
    emit(.truth, sign)
    program.steps[place].operation = .shortcut(when: truth, to: program.steps.count)
  }

  private mutating func negation() throws(CalcError) {
    guard let sign = take(.not) else { return try comparison() }
    try descend { parser throws(CalcError) in try parser.negation() }
    emit(.prefix(.not), sign)
  }

  private mutating func comparison() throws(CalcError) {
    try sum()
    guard let operation = Self.comparisons(current) else { return }
    let sign = advance()
    try sum()
    emit(.infix(operation), sign)
    if Self.comparisons(current) != nil {
      throw error("Comparisons do not follow each other. Write a < b and b < c.")
    }
  }

  private static func comparisons(_ token: CalcToken) -> CalcProgram.Infix? {
    guard case .symbol(let symbol) = token.kind else { return nil }
    switch symbol {
    case .equal: return .equal
    case .unequal: return .unequal
    case .less: return .less
    case .lessOrEqual: return .lessOrEqual
    case .greater: return .greater
    case .greaterOrEqual: return .greaterOrEqual
    default: return nil
    }
  }

  // MARK: Numbers

  private mutating func sum() throws(CalcError) {
    try product()
    while case .symbol(let symbol) = current.kind, symbol == .plus || symbol == .minus {
      let sign = advance()
      try product()
      emit(.infix(symbol == .plus ? .add : .subtract), sign)
    }
  }

  private mutating func product() throws(CalcError) {
    try signed()
    while case .symbol(let symbol) = current.kind {
      let operation: CalcProgram.Infix
      switch symbol {
      case .times: operation = .multiply
      case .divide: operation = .divide
      case .floorDivide: operation = .floorDivide
      case .percent, .modulo: operation = .modulo
      default: return
      }
      let sign = advance()
      try signed()
      emit(.infix(operation), sign)
    }
  }

  private mutating func signed() throws(CalcError) {
    guard let sign = take(.minus) ?? take(.plus) else { return try power() }
    try descend { parser throws(CalcError) in try parser.signed() }
    emit(.prefix(sign.isSymbol(.minus) ? .negate : .plus), sign)
  }

  private mutating func power() throws(CalcError) {
    try postfix()
    guard let sign = take(.power) else { return }
    // The exponent may have a sign, and a power of its own: 2^-3^2 is 2^(-(3^2)).
    try descend { parser throws(CalcError) in try parser.signed() }
    emit(.infix(.power), sign)
  }

  private mutating func postfix() throws(CalcError) {
    try primary()
    while true {
      if let sign = take(.factorial) {
        emit(.factorial, sign)
      } else if current.isSymbol(.percent), !Self.beginsValue(peek(1)) {
        emit(.percent, advance())
      } else {
        return
      }
    }
  }

  /// Whether a value follows a percent sign, which makes it a remainder; a sign does not.
  private static func beginsValue(_ token: CalcToken) -> Bool {
    switch token.kind {
    case .number, .name, .symbol(.open): true
    default: false
    }
  }

  private mutating func primary() throws(CalcError) {
    let token = current
    switch token.kind {
    case .number(let value):
      _ = advance()
      emit(.number(value), token)
    case .name(let name):
      _ = advance()
      if current.isSymbol(.open) {
        try descend { parser throws(CalcError) in try parser.call(name, token) }
      } else if let place = parameters.firstIndex(of: name) {
        emit(.argument(place), token)
      } else {
        emit(.name(name), token)
      }
    case .symbol(.open):
      _ = advance()
      try descend { parser throws(CalcError) in try parser.disjunction() }
      try close(token)
    default: throw missingOperand()
    }
  }

  private mutating func close(_ open: CalcToken) throws(CalcError) {
    if take(.close) != nil { return }
    if let error = misplacedSemicolon() { throw error }
    guard current.kind == .end || current.isSymbol(.semicolon) else { throw unexpected() }
    throw error("\"(\" is not closed. Write \")\" where it ends.", at: open)
  }

  private mutating func call(_ name: String, _ token: CalcToken) throws(CalcError) {
    let open = advance()
    if name == "if" { return try choice(token, open) }
    var count = 0
    if !current.isSymbol(.close) {
      repeat {
        try disjunction()
        count += 1
      } while take(.comma) != nil
    }
    try close(open)
    emit(.call(name, count: count), token)
  }

  /// `if(condition, value, other)`, of which one value alone is computed.
  private mutating func choice(_ token: CalcToken, _ open: CalcToken) throws(CalcError) {
    try disjunction()
    let branch = program.steps.count
    emit(.branch(to: 0), token)
    try comma(token)
    try disjunction()
    let jump = program.steps.count
    emit(.jump(to: 0), token)
    program.steps[branch].operation = .branch(to: program.steps.count)
    try comma(token)
    try disjunction()
    program.steps[jump].operation = .jump(to: program.steps.count)
    try close(open)
  }

  private mutating func comma(_ token: CalcToken) throws(CalcError) {
    guard take(.comma) == nil else { return }
    if let error = misplacedSemicolon() { throw error }
    throw error("if takes three arguments. Write if(condition, value, other).", at: token)
  }
}
