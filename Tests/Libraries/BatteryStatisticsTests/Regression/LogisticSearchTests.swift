import Testing

@testable import BatteryStatistics

@Suite("Logistic search") struct LogisticSearchTests {
  private static let columns: [[Double]] = [[1, 1, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5]]
  private static let outcome: [Double] = [0, 0, 1, 0, 1, 1]

  @Test("refuses a step that leads to nothing likelier, rather than calling its start fitted")
  func uphill() throws {
    var search = try LogisticSearch(Self.columns, Self.outcome)
    let start = search.objective
    let error = #expect(throws: StatisticsError.self) {
      // The outcome rises with the column: a falling slope is worse, however short the step.
      try search.run { _ in [0, -1] }
    }
    #expect(error?.code == .notConverged)
    #expect(
      error?.message == "A step of 40 halvings led to nothing likelier. Scale the columns."
    )
    #expect(search.objective == start)
  }

  @Test("refuses steps without end")
  func endless() throws {
    var search = try LogisticSearch(Self.columns, Self.outcome)
    var sign = 1.0
    let error = #expect(throws: StatisticsError.self) {
      // A slope back and forth between two that are as likely.
      try search.run { search in
        sign = -sign
        return [0, search.estimates[1] == 0 ? 1e-15 : sign * 2e-15]
      }
    }
    #expect(error?.code == .notConverged)
    #expect(search.steps == LogisticSearch.maximumSteps)
  }

  @Test(
    "takes zeros and ones alone",
    arguments: [
      (
        [0, 2, 1, 1, 0, 1],
        "Value 2 of the outcome is 2.0, neither 0 nor 1. Encode it as one of both."
      ),
      (
        [1, 1, 1, 1, 1, 1],
        "The outcome is 1 in every row: there is nothing to tell apart. Give rows of both."
      ),
    ] as [([Double], String)]
  )
  func outcomes(outcome: [Double], message: String) throws {
    let design = try Design([[0, 1, 2, 3, 4, 5]])
    let plain = #expect(throws: StatisticsError.self) {
      try LogisticModel(design, outcome: outcome)
    }
    let held = #expect(throws: StatisticsError.self) {
      try RidgeLogisticModel(design, outcome: outcome, penalty: 1)
    }
    #expect(plain?.message == message)
    #expect(held?.message == message)
  }
}
