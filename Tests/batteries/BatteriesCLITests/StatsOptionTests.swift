import Foundation
import TestKit
import Testing

@testable import BatteriesCLI

/// One line of options for all questions: each works, or is refused with the reason.
@Suite("Stats options", .timeLimit(.minutes(5))) struct StatsOptionTests {
  /// The questions, each with what it needs to have an answer.
  static let questions: [String: [String]] = [
    "describe": [], "quantile": [], "histogram": [], "correlate": [],
    "regress": ["--formula", "y ~ x"], "outliers": ["--rule", "iqr:1.5"], "normality": [],
    "test": ["--value", "y"], "cross-validate": ["--formula", "y ~ x", "--folds", "2"],
    "sample": ["--rows", "3"],
  ]

  /// The options, each with a value, and the questions that refuse it.
  static let options: [(option: [String], refusedBy: Set<String>)] = [
    (["--columns", "y,x"], []), (["--by", "g"], []), (["--where", "x > 1"], []),
    (["--workers", "2"], []), (["--format", "markdown"], []),
    (["--weights", "w"], ["outliers", "normality", "test", "sample"]),
    (["--exact"], ["sample"]), (["--fast"], ["sample"]), (["--na", "skip"], ["sample"]),
    (["--digits", "4"], ["sample"]), (["--plots"], ["describe", "quantile", "test", "sample"]),
    (
      ["--quantile-method", "1"],
      ["histogram", "correlate", "regress", "normality", "test", "cross-validate", "sample"]
    ),
    (["--seed", "3"], Set(questions.keys).subtracting(["cross-validate", "sample"])),
    (["--confidence", "0.9"], Set(questions.keys).subtracting(["regress", "test"])),
  ]

  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    let rows = (0..<24).map {
      "\($0 * 7 % 11),\($0 * 5 % 13),\($0 % 3 + 1),\($0 % 2 == 0 ? "a" : "b")"
    }
    try console.directory.write("x,y,w,g\n" + rows.joined(separator: "\n") + "\n", to: "d.csv")
  }

  @Test("work or are refused with the reason at every question", arguments: questions.keys.sorted())
  func matrix(question: String) async throws {
    for (option, refusedBy) in Self.options {
      // Columns stand instead of a formula, and are the values of a test.
      let own =
        option[0] == "--columns" && ["regress", "test", "cross-validate"].contains(question)
        ? [] : Self.questions[question] ?? []
      let words = question == "test" ? ["test", "t", "d.csv"] : [question, "d.csv"]
      let result = await console.run(["stats"] + words + own + option)
      guard refusedBy.contains(question) else {
        #expect(result.status == 0, "\(question) \(option) \(result.error)")
        continue
      }
      #expect(result.status == 64, "\(question) \(option) \(result.error)")
      #expect(result.error.contains("\(option[0])"), "\(question) \(result.error)")
      #expect(!result.error.contains("Unknown option"), "\(question) \(result.error)")
      #expect(result.error.split(separator: "\n").count == 1, "\(question) \(result.error)")
    }
  }

  @Test("are in the help of just the questions that take them", arguments: questions.keys.sorted())
  func help(question: String) async throws {
    let help = await console.run(["stats", question, "--help"]).output
    for (option, refusedBy) in Self.options {
      let isListed =
        ["\n  ", ", "].contains { before in
          [" ", "\n", "/"].contains { after in help.contains(before + option[0] + after) }
        } || option[0] == "--fast" && help.contains("--exact/--fast")
      // Of the tests, chi-square takes weights.
      let isTaken =
        !refusedBy.contains(question) || question == "test" && option[0] == "--weights"
      #expect(isListed == isTaken, "\(question) \(option[0])")
    }
  }

  @Test("--columns names the outcome and what explains it, as a formula does")
  func columns() async throws {
    for question in ["regress", "cross-validate"] {
      let format = ["--format", "json"]
      let named = await console.run(["stats", question, "d.csv", "--columns", "y,x,w"] + format)
      let written = await console.run(
        ["stats", question, "d.csv", "--formula", "y ~ x + w"] + format
      )
      #expect(named.status == 0 && named.output == written.output, "\(named.error)")
      for wrong in [[], ["--columns", "y"], ["--columns", "y,x", "--formula", "y ~ x"]] {
        let result = await console.run(["stats", question, "d.csv"] + wrong)
        #expect(result.status == 64 && result.output == "", "\(wrong) \(result.error)")
      }
    }
    for (test, option, columns) in [
      ("t", "--value", "x,y"), ("wilcoxon", "--value", "x"), ("chi-square", "--label", "g,w"),
    ] {
      let command = ["stats", "test", test, "d.csv"]
      let named = await console.run(command + ["--columns", columns])
      #expect(named.status == 0, "\(named.error)")
      #expect(named.output == (await console.run(command + [option, columns])).output)
      let both = await console.run(command + ["--columns", columns, option, columns])
      #expect(both.status == 64 && both.error.contains("Leave one of them out."))
    }
  }

  @Test("--quantile-method gives describe the quartiles that quantile has")
  func quartiles() async throws {
    for method in ["1", "5", "exclusive"] {
      let options = ["d.csv", "-c", "y", "--quantile-method", method, "--format", "csv"]
      let described = await console.run(["stats", "describe"] + options)
      let quantiles = await console.run(
        ["stats", "quantile"] + options + ["--q", "0.25,0.5,0.75"]
      )
      let lines = described.output.split(separator: "\r\n").map { $0.split(separator: ",") }
      let values = ["q1", "median", "q3"].compactMap { name in
        lines.first?.firstIndex(of: Substring(name)).map { lines[1][$0] }
      }
      #expect(values.count == 3)
      for (line, value) in zip(quantiles.output.split(separator: "\r\n").dropFirst(), values) {
        #expect(line.split(separator: ",").contains(value), "\(method) \(line) \(value)")
      }
    }
    let bad = await console.run(["stats", "outliers", "d.csv", "--quantile-method", "10"])
    #expect(bad.status == 64 && bad.error.contains("There is no quantile method 10."))
    let weighted = ["stats", "describe", "d.csv", "--weights", "w", "--quantile-method"]
    #expect(await console.run(weighted + ["1"]).status == 0)
    #expect(await console.run(weighted + ["7"]).error.contains("method 7 takes no weights"))
  }

  @Test("--exact is never answered in doubles without a word")
  func lane() async throws {
    let questions: [(String, [String])] = [
      ("normality", []), ("outliers", []), ("cross-validate", ["--formula", "y ~ x"]),
      ("regress", ["--formula", "y ~ x", "--model", "lasso:0.1"]),
      ("regress", ["--formula", "y ~ x", "--model", "ridge:1"]),
      ("test", ["--value", "y", "--distribution", "normal:5:3"]),
    ]
    for (question, words) in questions {
      let command =
        ["stats", question] + (question == "test" ? ["ks"] : []) + ["d.csv"] + words
        + ["--format", "json"]
      for lane in [[], ["--exact"], ["--fast"]] {
        let result = await console.run(command + lane)
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("\"lane\": \"fast\""), "\(command)")
        #expect(result.output.contains("computed in doubles") == (lane != ["--fast"]), "\(command)")
      }
    }
  }

  @Test("--by gives each group its share of a sample, as --stratify does")
  func sampleGroups() async throws {
    let command = ["stats", "sample", "d.csv", "--rows", "6", "--seed", "5", "--format", "csv"]
    let by = await console.run(command + ["--by", "g", "--workers", "1"])
    #expect(by.status == 0 && by.output.contains(",a"), "\(by.error)")
    #expect(
      by.output == (await console.run(command + ["--stratify", "g", "--workers", "3"])).output
    )
    let both = await console.run(command + ["--by", "g", "--stratify", "g"])
    #expect(both.status == 64 && both.error.contains("--by: "), "\(both.error)")
  }

  @Test(
    "below 0 are numbers, and refused as such",
    arguments: [
      (["histogram", "d.csv", "--bins", "-1"], "from 1 to 10000 bins, not -1"),
      (["sample", "d.csv", "--rows", "-1"], "0 or more, not -1"),
      (["sample", "d.csv", "--split", "-0.5"], "between 0 and 1"),
      (["cross-validate", "d.csv", "--formula", "y ~ x", "--folds", "-1"], "-1 folds"),
      (["describe", "d.csv", "--workers", "-1"], "from 1 to 1024, not -1"),
      (["describe", "d.csv", "--digits", "-1"], "from 1 to 17"),
      (["regress", "d.csv", "--formula", "y ~ x", "--confidence", "-1"], "between 0 and 1"),
      (["sample", "d.csv", "--rows", "1", "--seed", "-1"], "'-1'"),
    ]
  )
  func negative(arguments: [String], message: String) async {
    let result = await console.run(["stats"] + arguments)
    #expect(result.status == 64)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test("a text in double quotes is told from a column")
  func texts() async {
    let condition = ["--where", "g = \"north\""]
    let result = await console.run(["stats", "describe", "d.csv"] + condition)
    #expect(result.error.contains("There is no column \"north\"."), "\(result.error)")
    #expect(result.error.contains("A text stands in single quotes: 'north'."), "\(result.error)")
    let plain = await console.run(["stats", "describe", "d.csv", "--where", "g = north"])
    #expect(!plain.error.contains("single quotes"))
  }

  @Test("what no double is near to is refused with a remedy that helps")
  func beyondDoubles() async throws {
    try console.directory.write("v,u\n2e308,1\n1,2\n4,3\n3,4\n2,6\n", to: "large.csv")
    for question in [
      ["outliers", "-c", "v"], ["normality", "-c", "v"],
      ["cross-validate", "--formula", "u ~ v", "--folds", "2"],
    ] {
      let result = await console.run(
        ["stats", question[0], "large.csv"] + question.dropFirst()
      )
      #expect(result.status == 65)
      #expect(
        result.error.contains("in the column v is beyond the largest double"),
        "\(result)"
      )
      #expect(result.error.contains("Scale the column, or leave the row out."))
    }
  }
}
