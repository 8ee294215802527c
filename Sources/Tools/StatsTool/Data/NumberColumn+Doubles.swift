internal import BatteryStatistics

extension NumberColumn {
  /// The numbers, where a question computes in doubles whatever lane is asked for.
  ///
  /// - Parameter question: What is computed in doubles, as the subject of a sentence.
  /// - Returns: The nearest doubles.
  /// - Throws: ``StatisticsError`` for a number that no double is near to.
  func finiteDoubles(for question: String) throws(StatisticsError) -> [Double] {
    guard let row = doubles.firstIndex(where: { !$0.isFinite }) else { return doubles }
    throw StatisticsError(
      .invalidData,
      "the number \(given(at: row)) in the column \(name) is beyond the largest double, and"
        + " \(question) computed in doubles. Scale the column, or leave the row out.",
      columns: [name],
      row: row
    )
  }
}
