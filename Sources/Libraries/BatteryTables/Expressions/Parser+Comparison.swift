/// The operators that ask: comparisons, `is`, `in`, `between`, `like`.
extension Parser {
  private static let comparisons: [(String, BinaryOperator)] = [
    ("=", .equal), ("==", .equal), ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessOrEqual),
    (">=", .greaterOrEqual), ("<", .less), (">", .greater),
  ]

  mutating func comparison() throws(TableError) -> Syntax {
    let left = try sum()
    let start = offset
    for (sign, comparison) in Self.comparisons where take(sign) {
      let right = try sum()
      if case .sign(let next) = token.kind,
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
    if negated { skip() }
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
}
