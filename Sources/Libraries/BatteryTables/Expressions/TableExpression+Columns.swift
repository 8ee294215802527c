extension TableExpression {
  /// The names of the columns that the expression needs.
  public var columns: Set<String> {
    var names: Set<String> = []
    syntax.collectColumns(into: &names)
    return names
  }
}

extension Syntax {
  fileprivate func collectColumns(into names: inout Set<String>) {
    switch kind {
    case .literal: break
    case .column(let name): names.insert(name)
    case .negation(let part), .not(let part), .isNull(let part), .cast(let part, _, _):
      part.collectColumns(into: &names)
    case .binary(_, let left, let right), .like(let left, let right), .matches(let left, let right):
      left.collectColumns(into: &names)
      right.collectColumns(into: &names)
    case .isIn(let part, let others):
      part.collectColumns(into: &names)
      for other in others { other.collectColumns(into: &names) }
    case .call(_, let arguments):
      for argument in arguments { argument.collectColumns(into: &names) }
    case .choice(let cases, let otherwise):
      for item in cases {
        item.condition.collectColumns(into: &names)
        item.value.collectColumns(into: &names)
      }
      otherwise?.collectColumns(into: &names)
    }
  }
}
