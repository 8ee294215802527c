/// Whether a direction tells the zeros from the ones of an outcome, so that a logistic model fits
/// better the farther it goes along it.
///
/// The likelihood has a maximum just where no direction does. A direction found in doubles is judged
/// with twice their digits: a row counts as one that it leaves alone where its score is less than
/// 2^-43 of its terms.
///
/// Source: Albert and Anderson, "On the existence of maximum likelihood estimates in logistic
/// regression models", Biometrika 71 (1984).
enum Separation {
  /// Every row lies on its outcome's side.
  case complete
  /// No row lies on the wrong side, and some lie on neither.
  case partial

  private static let unit = 1.0 / Double(1 << 43)

  /// Judges a direction; `nil` where some row is on the wrong side, or all are on neither.
  init?(_ search: LogisticSearch, along direction: [Double]) {
    var (isComplete, isAny) = (true, false)
    for row in search.outcome.indices {
      var (score, size) = (DoubleDouble(0), 0.0)
      for (column, part) in zip(search.columns, direction) {
        let term = DoubleDouble(product: column[row], part)
        score = score + term
        size += term.high.magnitude
      }
      let margin = search.outcome[row] == 1 ? score.value : -score.value
      if margin.magnitude <= size * Self.unit {
        isComplete = false
      } else if margin > 0 {
        isAny = true
      } else {
        return nil
      }
    }
    guard isAny else { return nil }
    self = isComplete ? .complete : .partial
  }
}
