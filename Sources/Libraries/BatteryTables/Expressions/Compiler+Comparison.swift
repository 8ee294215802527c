extension Compiler {
  func comparison(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) throws(TableError) -> Term {
    let (left, right) = try adapted(left, right)
    guard let first = left.type, let second = right.type else {
      return Term(.null, .boolean, at: offset)
    }
    let compare: @Sendable (Column, Column) -> ([Bool])
    switch (first, second) {
    case (.text, .text):
      if let constant = right.constant {
        return try textComparison(sign, left, constant, at: offset)
      }
      if let constant = left.constant {
        return try textComparison(sign.mirrored, right, constant, at: offset)
      }
      compare = { Self.compareTexts($0.plainText, $1.plainText, sign) }
    case (.decimal, .decimal):
      compare = { left, right in
        Self.compareRows(left.plainText, right.plainText) { sign.holds(compareDecimals($0, $1)) }
      }
    case (.integer, .double):
      compare = { left, right in
        guard case .integer(let a) = left, case .double(let b) = right else { return [] }
        return zip(a.values, b.values).map { sign.holds(order($0, $1)) }
      }
    case (.double, .integer): return try comparison(sign.mirrored, right, left, at: offset)
    case _ where first == second:
      compare = { left, right in
        switch (left, right) {
        case (.integer(let a), .integer(let b)): compared(a.values, b.values, sign)
        case (.double(let a), .double(let b)): compared(a.values, b.values, sign)
        case (.date(let a), .date(let b)): compared(a.values, b.values, sign)
        case (.timestamp(let a), .timestamp(let b)):
          compared(a.instants.values, b.instants.values, sign)
        case (.boolean(let a), .boolean(let b)):
          compared(a.values.map { $0 ? 1 : 0 }, b.values.map { $0 ? 1 : 0 }, sign)
        default: []
        }
      }
    default: throw incomparable(left, right, at: offset)
    }
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let a = try left.evaluate(batch)
      let b = try right.evaluate(batch)
      return .boolean(ValueColumn(compare(a, b), nulls: .union(a.nulls, b.nulls)))
    }.folded([left, right])
  }

  /// Brings two sides to types that can be compared, without losing digits.
  private func adapted(_ left: Term, _ right: Term) throws(TableError) -> (Term, Term) {
    guard let first = left.type, let second = right.type, first != second else {
      return (left, right)
    }
    switch (first, second) {
    case (.integer, .decimal), (.date, .timestamp): return (try converted(left, to: second), right)
    case (.decimal, .integer), (.timestamp, .date): return (left, try converted(right, to: first))
    case (.decimal, .double): return (try converted(left, to: .double), right)
    case (.double, .decimal): return (left, try converted(right, to: .double))
    case (.text, .date), (.text, .timestamp): return (try timeLiteral(left, second) ?? left, right)
    case (.date, .text), (.timestamp, .text): return (left, try timeLiteral(right, first) ?? right)
    default: return (left, right)
    }
  }

  /// A text literal that stands beside a day or time, as one.
  private func timeLiteral(_ term: Term, _ type: ColumnType) throws(TableError) -> Term? {
    guard case .text(let text) = term.constant else { return nil }
    let value = type == .date ? parsedDate(text) : parsedTimestamp(text)
    guard let value else {
      let example = type == .date ? "2026-01-31" : "2026-01-31T09:30:00"
      throw source.error(
        at: term.offset,
        "'\(text)' is no \(type.rawValue). Write it like '\(example)'.",
        code: .typeMismatch
      )
    }
    return Term(value, at: term.offset)
  }

  private func incomparable(_ left: Term, _ right: Term, at offset: Int) -> TableError {
    var remedy = "Write cast(… as \((left.type ?? .text).rawValue)) around the other side."
    for (one, other) in [(left, right), (right, left)] where other.type == .text {
      let isNumber = [.integer, .double, .decimal].contains(one.type)
      if isNumber, let text = other.constant {
        remedy =
          Double(text.description) == nil
          ? "Compare it with a number."
          : "Write \(text.description) without quotes."
      } else if isNumber, let number = one.constant {
        remedy = "Write '\(number)' in single quotes."
      }
    }
    return source.error(
      at: offset,
      "\(capitalized(described(left.type))) cannot be compared with \(described(right.type)). \(remedy)",
      code: .typeMismatch
    )
  }

  func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private func textComparison(
    _ sign: BinaryOperator,
    _ term: Term,
    _ constant: Value,
    at offset: Int
  ) throws(TableError) -> Term {
    guard case .text(let text) = constant else { return Term(.null, .boolean, at: offset) }
    let wanted = Array(text.utf8)
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let column = try term.evaluate(batch)
      let holds = try wanted.withBytes { wanted throws(TableError) in
        try column.mapBytes(false) { bytes throws(TableError) in sign.holds(order(bytes, wanted)) }
      }
      return .boolean(ValueColumn(holds, nulls: column.nulls))
    }.folded([term])
  }

  private static func compareTexts(
    _ left: TextColumn,
    _ right: TextColumn,
    _ sign: BinaryOperator
  ) -> [Bool] {
    compareRows(left, right) { sign.holds(order($0, $1)) }
  }

  private static func compareRows(
    _ left: TextColumn,
    _ right: TextColumn,
    _ holds: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> [Bool] {
    (0..<left.count).map { row in
      guard !left.nulls[row], !right.nulls[row] else { return false }
      return left.withBytes(of: row) { a in right.withBytes(of: row) { b in holds(a, b) } }
    }
  }

  // MARK: - Membership

  func membership(
    _ operand: Syntax,
    _ items: [Syntax],
    at offset: Int
  ) throws(TableError) -> Term {
    let operand = try term(operand)
    var terms: [Term] = []
    for item in items { terms.append(try term(item)) }
    if let fast = try constantMembership(operand, terms, at: offset) { return fast }
    var result: Term?
    for item in terms {
      let isEqual = try comparison(.equal, operand, item, at: item.offset)
      guard let soFar = result else {
        result = isEqual
        continue
      }
      result = try either(soFar, isEqual, at: offset)
    }
    return result ?? Term(.boolean(false), at: offset)
  }

  private func either(_ left: Term, _ right: Term, at offset: Int) throws(TableError) -> Term {
    try Term(.boolean, at: offset) { batch throws(TableError) in
      let a = try left.evaluate(batch).truths
      let b = try right.evaluate(batch).truths
      var result = ValueColumn<Bool>()
      for row in 0..<batch.count {
        let first = a[row]
        let second = b[row]
        if first == true || second == true {
          result.append(true)
        } else if first == nil || second == nil {
          result.appendNull(false)
        } else {
          result.append(false)
        }
      }
      return .boolean(result)
    }.folded([left, right])
  }

  /// Texts or whole numbers among literals of their type: one look into a set.
  private func constantMembership(
    _ operand: Term,
    _ items: [Term],
    at offset: Int
  ) throws(TableError) -> Term? {
    var texts: Set<[UInt8]> = []
    var numbers: Set<Int64> = []
    for item in items {
      switch (operand.type, item.constant) {
      case (.text, .text(let text)): texts.insert(Array(text.utf8))
      case (.integer, .integer(let number)): numbers.insert(number)
      default: return nil
      }
    }
    let among = (texts, numbers)
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      if case .integer(let rows) = column {
        return .boolean(ValueColumn(rows.values.map { among.1.contains($0) }, nulls: rows.nulls))
      }
      let holds = try column.mapBytes(false) { bytes throws(TableError) in
        among.0.contains(Array(bytes))
      }
      return .boolean(ValueColumn(holds, nulls: column.nulls))
    }.folded([operand])
  }
}

extension [UInt8] {
  /// Calls `body` with the bytes and lets its typed error through.
  func withBytes<T>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(TableError) -> T
  ) throws(TableError) -> T {
    let result = withUnsafeBufferPointer { bytes in
      Result { () throws(TableError) in try body(bytes) }
    }
    return try result.get()
  }
}
