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
    #expect(LogCondition.columns.contains(try #require(LogCondition.read(text).columns.first)))
  }

  @Test(
    "says what is wrong",
    arguments: [
      ("stats > 1", #"where: a log has no "stats". Use time, host,"#),
      ("status", "where:1:1:"), ("status >", "where:1:9:"), ("status ~ 'x'", "where:1:"),
    ]
  )
  func mistakes(text: String, message: String) {
    let error = #expect(throws: TableError.self) { try LogCondition.read(text) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }
}
