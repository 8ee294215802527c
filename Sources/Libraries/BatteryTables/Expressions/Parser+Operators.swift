/// The operators: from `or`, which binds least, to signs and `::`.
extension Parser {
  mutating func disjunction() throws(TableError) -> Syntax {
    var left = try conjunction()
    while true {
      let start = offset
      guard takeWord("or") else { return left }
      left = Syntax(.binary(.or, left, try conjunction()), at: start)
    }
  }

  mutating func conjunction() throws(TableError) -> Syntax {
    var left = try inversion()
    while true {
      let start = offset
      guard takeWord("and") else { return left }
      left = Syntax(.binary(.and, left, try inversion()), at: start)
    }
  }

  mutating func inversion() throws(TableError) -> Syntax {
    let start = offset
    guard takeWord("not") else { return try comparison() }
    let operand = try nested { parser throws(TableError) in try parser.inversion() }
    return Syntax(.not(operand), at: start)
  }

  mutating func sum() throws(TableError) -> Syntax {
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

  mutating func product() throws(TableError) -> Syntax {
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

  mutating func signed() throws(TableError) -> Syntax {
    let start = offset
    if take("-") {
      // The least integer has no positive counterpart, so a sign belongs to its number.
      if case .number(let digits) = token.kind {
        skip()
        return try casts(Syntax(.literal(Self.number("-" + digits)), at: start))
      }
      let operand = try nested { parser throws(TableError) in try parser.signed() }
      return Syntax(.negation(operand), at: start)
    }
    if take("+") { return try nested { parser throws(TableError) in try parser.signed() } }
    return try casts(try nested { parser throws(TableError) in try parser.primary() })
  }

  mutating func casts(_ operand: Syntax) throws(TableError) -> Syntax {
    var operand = operand
    while true {
      let start = offset
      guard take("::") else { return operand }
      operand = Syntax(.cast(operand, try type(), isLenient: false), at: start)
    }
  }
}
