extension Comparison {
  private static let log = "/tmp/batteries-benchmark/access.log"
  private static let page = "/tmp/batteries-benchmark/goaccess.json"

  /// The report of an access log, visitors included: the whole program beside GoAccess.
  static let logReport = Comparison(
    name: "log-report",
    summary: "the report of 2 million lines of an access log beside GoAccess",
    repeats: 3,
    preparation: [Contender("generate", .python("generate_log.py"), ["2000000", log])],
    contenders: [
      command("logs", ["batteries", "logs", log, "--no-cache", "--format", "json"]),
      command(
        "GoAccess",
        ["goaccess", log, "--log-format=COMBINED", "--no-progress", "-o", page]
      ),
    ],
    ratios: [
      Ratio(
        name: "logs / GoAccess",
        figure: "rate",
        numerator: "logs",
        denominator: "GoAccess",
        goal: "20"
      ),
      Ratio(
        name: "memory of logs / memory of GoAccess",
        figure: "peak",
        numerator: "logs",
        denominator: "GoAccess",
        goal: "at most 0.5"
      ),
      Ratio(
        name: "processor of GoAccess / processor of logs",
        figure: "processor",
        numerator: "GoAccess",
        denominator: "logs",
        goal: "none"
      ),
    ]
  )

  /// The stored form of a log: a second question, and what appending to the log costs.
  static let logStore = Comparison(
    name: "log-store",
    summary: "questions about the stored form of 2 million lines, and appending 1 % to them",
    repeats: 3,
    preparation: [Contender("generate", .python("generate_log.py"), ["2000000", log])],
    contenders: [Contender("LogAnalysis", .ours("log-store"), [log])]
  )

  private static func command(_ name: String, _ words: [String]) -> Contender {
    Contender(name, .ours("command"), [log] + words)
  }
}
