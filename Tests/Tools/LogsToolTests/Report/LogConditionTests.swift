import BatteryTables
import Testing

@testable import LogsTool

@Suite("Log condition")
struct LogConditionTests {
  @Test(
    "takes texts in both sorts of quotes",
    arguments: [
      "status >= 500 and path ~ '^/api'", #"status >= 500 and path ~ "^/api""#,
      #""status" = 200"#, "host in ('a', \"b\")",
    ]
  )
  func quotes(text: String) throws {
    let column = try LogCondition.checked(text, name: "where").columns.first
    #expect(LogCondition.columns.contains(try #require(column)))
  }

  @Test(
    "says what is wrong",
    arguments: [
      ("stats > 1", "at column 1: There is no column \"stats\""),
      ("status", "at column 1: "), ("status >", "at column 9: "), ("status ~ 'x'", "at column "),
    ]
  )
  func mistakes(text: String, message: String) {
    let error = #expect(throws: LogConditionProblem.self) {
      try LogCondition.checked(text, name: "where")
    }
    #expect(error?.problem.hasPrefix(message) == true, "\(error?.problem ?? "")")
  }

  @Test("says how to write a time that an answer took")
  func seconds() {
    let error = #expect(throws: LogConditionProblem.self) {
      try LogCondition.checked("seconds > 300ms", name: "where")
    }
    #expect(error?.remedy == "Write 0.3 for 300ms: seconds are a number.")
  }
}
