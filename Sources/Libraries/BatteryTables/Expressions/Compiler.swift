/// Finds columns, checks types and makes terms of the parts of an expression.
struct Compiler {
  let source: ExpressionSource
  let schema: Schema

  func term(_ syntax: Syntax) throws(TableError) -> Term {
    let offset = syntax.offset
    switch syntax.kind {
    case .literal(let value): return Term(value, at: offset)
    case .column(let name): return try column(name, at: offset)
    case .negation(let operand): return try negation(try term(operand), at: offset)
    case .not(let operand): return try inversion(try condition(operand), at: offset)
    case .binary(let sign, let left, let right):
      switch sign {
      case .and, .or:
        return try junction(sign, try condition(left), try condition(right), at: offset)
      case .concatenate: return try concatenation([try term(left), try term(right)], at: offset)
      case _ where sign.isComparison:
        return try comparison(sign, try term(left), try term(right), at: offset)
      default: return try arithmetic(sign, try term(left), try term(right), at: offset)
      }
    case .isNull(let operand):
      let operand = try term(operand)
      return try Term(.boolean, at: offset) { batch throws(TableError) in
        let nulls = try operand.evaluate(batch).nulls
        return .boolean(ValueColumn((0..<batch.count).map { nulls[$0] }))
      }.folded([operand])
    case .isIn(let operand, let items): return try membership(operand, items, at: offset)
    case .like(let operand, let pattern):
      let text = try constantText(pattern, "a pattern")
      return try match(try term(operand), text.map { TextPattern(like: $0) }, "like", at: offset)
    case .matches(let operand, let pattern):
      let text = try constantText(pattern, "a regular expression")
      return try match(
        try term(operand),
        try text.map { text throws(TableError) in try regex(text, at: pattern.offset) },
        "~",
        at: offset
      )
    case .call(let name, let arguments): return try call(name, arguments, at: offset)
    case .cast(let operand, let type, let isLenient):
      return try cast(try term(operand), to: type, isLenient: isLenient, at: offset)
    case .choice(let branches, let otherwise):
      var conditions: [Term] = []
      var values: [Term] = []
      for branch in branches {
        conditions.append(try condition(branch.condition))
        values.append(try term(branch.value))
      }
      values.append(
        try otherwise.map { other throws(TableError) in try term(other) } ?? Term(.null, at: offset)
      )
      return try choice(conditions, values, at: offset)
    }
  }

  /// A part that is true or false.
  func condition(_ syntax: Syntax) throws(TableError) -> Term {
    let term = try term(syntax)
    guard term.type == nil || term.type == .boolean else {
      throw source.error(
        at: syntax.offset,
        "Here must be a condition, not \(described(term.type)). Compare it with something.",
        code: .typeMismatch
      )
    }
    return term
  }

  private func column(_ name: String, at offset: Int) throws(TableError) -> Term {
    guard let place = schema.place(of: name) else {
      let remedy =
        if let near = nearestName(to: name, among: schema.names) {
          "Did you mean \(Self.written(near))?"
        } else {
          (source.isQuoted(at: offset) ? ExpressionSource.hint(name) + " " : "")
            + "The columns are "
            + schema.names.prefix(20).map(Self.written).joined(separator: ", ")
            + (schema.count > 20 ? ", …." : ".")
        }
      throw source.error(
        at: offset,
        "There is no column \"\(name)\". \(remedy)",
        code: .unknownColumn
      )
    }
    return Term(schema[place].type, at: offset) { batch throws(TableError) in
      batch.columns[place]
    }
  }

  /// A name as an expression has to write it.
  private static func written(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "_" }
      && name.unicodeScalars.first.map { !("0"..."9" ~= $0) } ?? false
    return isPlain
      ? name
      : "\""
        + name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
  }

  /// What errors call values of a type.
  func described(_ type: ColumnType?) -> String {
    switch type {
    case .integer: "an integer"
    case .double: "a double"
    case .decimal: "a decimal number"
    case .boolean: "a truth value"
    case .date: "a date"
    case .timestamp: "a timestamp"
    case .text: "a text"
    case nil: "null"
    }
  }

  /// The text of a part that is the same for every row; `nil` when it is null.
  func constantText(_ syntax: Syntax, _ what: String) throws(TableError) -> String? {
    switch try term(syntax).constant {
    case .text(let text): return text
    case .null: return nil
    default:
      throw source.error(
        at: syntax.offset,
        "Here must be \(what) as a text in single quotes.",
        code: .typeMismatch
      )
    }
  }

  private func regex(_ text: String, at offset: Int) throws(TableError) -> TextPattern {
    do {
      return try TextPattern(regex: text)
    } catch let error as SearchExpression.Endless {
      throw source.error(at: offset, "'\(text)' cannot be looked for: \(error).")
    } catch {
      throw source.error(
        at: offset,
        "'\(text)' is no regular expression. Write \\ before a sign that stands for itself."
      )
    }
  }

  private func match(
    _ operand: Term,
    _ pattern: TextPattern?,
    _ sign: String,
    at offset: Int
  ) throws(TableError) -> Term {
    try requireText(operand, sign)
    guard let pattern else { return Term(.null, .boolean, at: offset) }
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      let holds = try column.mapBytes(false) { bytes throws(TableError) in pattern.matches(bytes) }
      return .boolean(ValueColumn(holds, nulls: column.nulls))
    }.folded([operand])
  }

  func requireText(_ operand: Term, _ what: String) throws(TableError) {
    guard operand.type == .text || operand.type == nil else {
      throw source.error(
        at: operand.offset,
        "\(what) takes a text, not \(described(operand.type)). Write cast(… as text).",
        code: .typeMismatch
      )
    }
  }

  // MARK: - Truth

  private func inversion(_ operand: Term, at offset: Int) throws(TableError) -> Term {
    try Term(.boolean, at: offset) { batch throws(TableError) in
      let truths = try operand.evaluate(batch).truths
      return .boolean(ValueColumn(truths.values.map { !$0 }, nulls: truths.nulls))
    }.folded([operand])
  }

  private func junction(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) throws(TableError) -> Term {
    // The value that decides alone: false of `and`, true of `or`.
    let decisive = sign == .or
    if left.constant == .boolean(decisive) || right.constant == .boolean(decisive) {
      return Term(.boolean(decisive), at: offset)
    }
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let a = try left.evaluate(batch).truths
      let b = try right.evaluate(batch).truths
      let values = zip(a.values, b.values).map { decisive ? $0 || $1 : $0 && $1 }
      guard a.nulls.hasNulls || b.nulls.hasNulls else { return .boolean(ValueColumn(values)) }
      var result = ValueColumn<Bool>()
      for row in 0..<batch.count {
        let first = a[row]
        let second = b[row]
        if first == decisive || second == decisive {
          result.append(decisive)
        } else if let first, let second {
          result.append(decisive ? first || second : first && second)
        } else {
          result.appendNull(false)
        }
      }
      return .boolean(result)
    }.folded([left, right])
  }
}

extension Column {
  /// The truth values; of the literal `null` none at all.
  var truths: ValueColumn<Bool> {
    if case .boolean(let column) = self { return column }
    return ValueColumn(Array(repeating: false, count: count), nulls: nulls)
  }
}
