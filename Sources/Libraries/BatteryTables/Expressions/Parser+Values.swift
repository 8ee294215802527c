/// Single values: literals, columns, calls, casts and `case`.
extension Parser {
  /// A number as exactly as it was written.
  static func number(_ digits: String) -> Value {
    Int64(digits).map(Value.integer) ?? .decimal(digits)
  }

  mutating func primary() throws(TableError) -> Syntax {
    let token = self.token
    switch token.kind {
    case .number(let digits):
      skip()
      return Syntax(.literal(Self.number(digits)), at: token.offset)
    case .text(let text):
      skip()
      return Syntax(.literal(.text(text)), at: token.offset)
    case .quotedName(let name):
      skip()
      return Syntax(.column(name), at: token.offset)
    case .sign("("):
      skip()
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

  mutating func named(_ word: String, at start: Int) throws(TableError) -> Syntax {
    let lowered = word.lowercased()
    guard !Self.reserved.contains(lowered) else { throw unexpected("a value") }
    skip()
    switch lowered {
    case "true": return Syntax(.literal(.boolean(true)), at: start)
    case "false": return Syntax(.literal(.boolean(false)), at: start)
    case "null": return Syntax(.literal(.null), at: start)
    case "case": return try choice(at: start)
    case "date", "timestamp":
      guard case .text(let text) = token.kind else { break }
      let literal = lowered == "date" ? parsedDate(text) : parsedTimestamp(text)
      guard let literal else {
        let example = lowered == "date" ? "2026-01-31" : "2026-01-31T09:30:00"
        throw source.error(at: offset, "'\(text)' is no \(lowered). Write it like '\(example)'.")
      }
      skip()
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

  mutating func type() throws(TableError) -> ColumnType {
    guard case .word(let word) = token.kind, let type = Self.types[word.lowercased()]
    else {
      let names = ColumnType.allCases.map(\.rawValue).joined(separator: ", ")
      throw unexpected("one of the types \(names)")
    }
    skip()
    return type
  }

  mutating func choice(at start: Int) throws(TableError) -> Syntax {
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
