import Testing

@testable import LogsTool

@Suite("Log alert") struct LogAlertTests {
  @Test(
    "reads what it says",
    arguments: [
      ("rate(status >= 500, 5m) > 2%", 300, "2/100", 20),
      ("rate( status >= 500 ,path ~ '^/a,b(c)', 1h30m )>=0.25%", 5400, "25/10000", 20),
      ("RATE(status >= 500, 5m) > 2% atLeast 50", 300, "2/100", 50),
      ("count(status = 401, 1m) > 100", 60, "100/1", 20),
      ("count(status = 401) <= 0", nil, "0/1", 20),
      ("p95(seconds, 5m) > 1.5", 300, "15/10", 20),
      ("p95(seconds, 5m) > 300ms", 300, "300/1000", 20),
      ("p50(seconds * 1000, path ~ \"^/api\", 5m) > 1000 atleast 1", 300, "1000/1", 1),
      ("p99(bytes) < 10", nil, "10/1", 20),
    ] as [(String, Int?, String, Int)]
  )
  func right(text: String, window: Int?, limit: String, least: Int) throws {
    let alert = try LogAlert(text)
    #expect(alert.window == window)
    #expect("\(alert.limit.digits)/\(alert.limit.scale)" == limit)
    #expect(alert.least == least)
    #expect(alert.text == text)
  }

  @Test(
    "says what is not understood, and what to write",
    arguments: [
      ("", "\"\" is no alert. Write a function, such as"),
      ("status >= 500", "\"status >= 500\" is no alert."),
      (
        "rats(status >= 500, 5m) > 2%",
        "no function that is known, but \"rats\". Did you mean rate?"
      ),
      ("p90(seconds) > 2", "no function that is known, but \"p90\". Did you mean p50?"),
      ("max(seconds) > 2", "no function that is known, but \"max\". Write it as rate("),
      ("rate(status >= 500, 5m > 2%", "does not end. Add the closing parenthesis."),
      ("rate(path = 'x, 5m) > 2%", "does not end. Close the quote '."),
      ("rate(status >= 500, 5m)", "compares with nothing. Write >, >=, < or <="),
      ("rate(status >= 500, 5m) = 2%", "compares with nothing."),
      ("rate(status >= 500, 5m) > 2", "the rate is compared with \"2\". Write a share such as 2%."),
      ("rate(status >= 500, 5m) > -2%", "the rate is compared with \"-2%\"."),
      (
        "rate(status >= 500, 5m) > 999999999999.999999%",
        "at column 27: the rate is compared with 999999999999.999999%, and none is above 100%."
      ),
      ("rate(status >= 500, 5m) > 100.000001%", "none is above 100%. Write a share such as 2%."),
      ("rate(status >= 500, 5m) > %", "the rate is compared with \"%\"."),
      ("rate(status >= 500, 5m) > 2% often", "\"2% often\" is more than a number."),
      ("rate(status >= 500, 5m) > 2% atLeast 0", "is more than a number."),
      ("rate(status >= 500, 100ms) > 2%", "the window 100ms is not of whole seconds."),
      ("rate(5m) > 2%", "has 0 conditions."),
      ("rate(status > 1, status > 2, status > 3, 5m) > 2%", "has 3 conditions."),
      ("count(status > 1, status > 2) > 2", "has 2 conditions."),
      ("count(status > 1) > 2 atLeast 3", "has atLeast, which a count does not need."),
      ("count(status > 1) > 2.5", "the count is compared with \"2.5\". Write a whole number."),
      ("count(status) > 2", "at column 7: Here must be a condition, not an integer."),
      ("p95(path, 5m) > 2", "\"path\" is no number. A percentile is of a number"),
      ("p95(bytes, 5m) > 300ms", "the percentile is compared with \"300ms\". Write a number."),
      ("rate(status > 1,  hsot = 'a', 5m) > 2%", "at column 19: There is no column \"hsot\"."),
    ]
  )
  func wrong(text: String, message: String) {
    let error = #expect(throws: LogAlertError.self) { try LogAlert(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}
