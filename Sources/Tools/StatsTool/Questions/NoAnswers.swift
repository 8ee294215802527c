internal import BatteryStatistics

/// Why columns have no answer: a note for each where others have one, an error where none has.
struct NoAnswers {
  private var failures: [(column: String, error: StatisticsError)] = []

  /// Remembers why a column has no answer.
  mutating func add(_ column: String, _ error: StatisticsError) {
    failures.append((column, error))
  }

  /// What is said of the columns without an answer.
  var notes: [String] { failures.map { "\($0.column): \($0.error.message)" } }

  /// Refuses a question to which no column has an answer.
  ///
  /// - Throws: ``StatisticsError`` with the reason of the first of them.
  func check(answered: Int) throws(StatisticsError) {
    guard answered == 0, var error = failures.first?.error else { return }
    let columns = failures.reduce(into: [String]()) { names, failure in
      if names.last != failure.column { names.append(failure.column) }
    }
    let others = columns.count - 1
    error.message =
      (others > 0 ? "None of \(columns.count) columns has an answer. " : "")
      + "\(columns[0]): \(error.message)"
    error.columns = columns
    throw error
  }
}
