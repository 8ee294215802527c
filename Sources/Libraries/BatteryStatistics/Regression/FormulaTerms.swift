internal import BatteryNumbers

/// Terms of a formula, each once; the factors of a term are those of a product, in any order.
struct FormulaTerms {
  private(set) var terms: [[FormulaExpression]] = []
  private var seen: Set<Set<FormulaExpression>> = []
  var hasIntercept = true

  init() {}

  init(_ factor: FormulaExpression) { add([factor]) }

  /// The number that this is and nothing else.
  var number: Fraction? {
    if terms.count == 1, terms[0].count == 1, case .number(let value, _) = terms[0][0] {
      value
    } else {
      nil
    }
  }

  /// The terms, those of fewer factors first: an interaction follows what it is made of.
  var byOrder: [[FormulaExpression]] {
    let orders = Set(terms.map(\.count)).sorted()
    return orders.flatMap { order in terms.filter { $0.count == order } }
  }

  mutating func add(_ other: FormulaTerms) {
    for term in other.terms { add(term) }
  }

  /// Takes terms away; `false` when one of them is not there.
  mutating func remove(_ other: FormulaTerms) -> Bool {
    guard seen.isSuperset(of: other.seen) else { return false }
    seen.subtract(other.seen)
    terms.removeAll { !seen.contains(Set($0)) }
    return true
  }

  func joined(_ other: FormulaTerms) -> FormulaTerms {
    var copy = self
    copy.add(other)
    return copy
  }

  /// The products of each two terms; a factor times itself is itself, as in R.
  func crossed(_ other: FormulaTerms) -> FormulaTerms {
    var result = FormulaTerms()
    for left in terms {
      for right in other.terms { result.add(left + right.filter { !left.contains($0) }) }
    }
    return result
  }

  private mutating func add(_ term: [FormulaExpression]) {
    if seen.insert(Set(term)).inserted { terms.append(term) }
  }
}
