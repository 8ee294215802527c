internal import BatteryStatistics

extension Design {
  /// What is said of columns that depend on each other, where a penalty gives them slopes all the
  /// same.
  ///
  /// - Parameter condition: The condition number, which is large then.
  /// - Returns: A note with their names; none where all are independent.
  func dependenceNotes(_ condition: Double?) -> [String] {
    if let condition, condition < 1e10 { return [] }
    guard rows > names.count else {
      return [
        "There are \(Counted.text(rows, "row")) and \(Counted.text(names.count, "column")): the penalty"
          + " decides how the slopes share what they explain together."
      ]
    }
    let outcome = (0..<rows).map { Double($0 % 2) }
    do throws(StatisticsError) {
      _ = try LinearModel(self, outcome: outcome, lane: .fast)
      return []
    } catch {
      guard error.code == .rankDeficient else { return [] }
      return [
        "Columns depend on each other: \(error.columns.joined(separator: ", ")). The penalty decides how"
          + " their slopes share what they explain together."
      ]
    }
  }
}

extension StatisticsError {
  /// The same, with the model that has an answer where zeros and ones are told apart.
  var namingPenalisedModel: StatisticsError {
    guard code == .perfectSeparation || code == .notConverged else { return self }
    var error = self
    error.message += " Or take the model logistic:1, which holds slopes back."
    return error
  }
}
