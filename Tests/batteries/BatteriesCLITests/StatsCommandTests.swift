import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Stats commands", .timeLimit(.minutes(5))) struct StatsCommandTests {
  private static let sales = """
    city,price,qty
    Rome,10000000.2,3
    Oslo,10000000.1,4
    Rome,10000000.3,
    Oslo,10000000.1,6
    Rome,10000000.3,8

    """

  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write(Self.sales, to: "sales.csv")
  }

  private func run(_ arguments: String...) async -> CapturedConsole.Result {
    await console.run(["stats"] + arguments)
  }

  private func json(_ arguments: String...) async throws -> [String: Any] {
    let result = await console.run(["stats"] + arguments + ["--format", "json"])
    #expect(result.status == 0, "\(result.error)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test("describe has the last digit right where doubles have not")
  func describe() async throws {
    let columns = try #require(try await json("describe", "sales.csv")["columns"] as? [String: Any])
    #expect(columns.keys.sorted() == ["price", "qty"])
    let price = try #require(columns["price"] as? [String: Any])
    #expect(price["count"] as? Int == 5)
    #expect(price["standardDeviation"] as? Double == 0.1)
    #expect(price["mean"] as? Double == 10000000.2)
    #expect(price["lane"] as? String == "exact")
    let qty = try #require(columns["qty"] as? [String: Any])
    #expect(qty["missing"] as? Int == 1)
    #expect(qty["median"] as? Double == 5)
    let fast = try await json("describe", "sales.csv", "--fast")["columns"] as? [String: Any]
    #expect((fast?["price"] as? [String: Any])?["lane"] as? String == "fast")
  }

  @Test("figures in JSON have 17 digits, and values of the data those that are written")
  func digits() async throws {
    let text = await run("describe", "sales.csv", "-c", "price", "--format", "json").output
    #expect(text.contains("\"mean\": 10000000.199999999,"))
    #expect(text.contains("\"median\": 10000000.2,"))
    #expect(text.contains("\"standardDeviation\": 0.10000000000000001,"))
  }

  @Test("groups have answers of their own")
  func groups() async throws {
    let groups =
      try await json("describe", "sales.csv", "--by", "city")["groups"] as? [[String: Any]]
    #expect(groups?.map { ($0["group"] as? [String: String])?["city"] } == ["Oslo", "Rome"])
    let text = await run("describe", "sales.csv", "--by", "city", "--where", "qty > 3").output
    #expect(text.contains("city = Oslo: Columns"))
  }

  @Test(
    "every question is answered in every format",
    arguments: [
      ["describe"], ["quantile", "--q", "0.5,0.9"], ["quantile", "--sketch"],
      ["histogram", "--bins", "3"], ["correlate"], ["correlate", "--method", "kendall"],
      ["regress", "--formula", "price ~ qty"], ["outliers"], ["normality"],
      ["test", "t", "--value", "qty"], ["test", "anova", "--value", "price", "--group", "city"],
    ],
    TableFormat.allCases
  )
  func questions(question: [String], format: TableFormat) async throws {
    var arguments = question
    arguments.insert("sales.csv", at: question[0] == "test" ? 2 : 1)
    let result = await console.run(["stats"] + arguments + ["--format", format.rawValue])
    #expect(result.status == 0, "\(result.error)")
    #expect(!result.output.isEmpty)
    #expect(!result.output.contains("Optional("))
    if format == .json {
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      }
    }
    if format == .html {
      #expect(result.output.hasPrefix("<!DOCTYPE html>"))
      #expect(!result.output.contains("<script"))
    }
  }

  @Test("names in a page are never markup")
  func escaping() async throws {
    try console.directory.write("\"<b>x\",\"a|b\"\n1,2\n3,5\n4,4\n", to: "odd.csv")
    let page = await run("correlate", "odd.csv", "--format", "html").output
    #expect(page.contains("&lt;b&gt;x") && !page.contains("<b>x"))
    // Drawings are in fences, in which nothing is markup.
    let markdown = await run("correlate", "odd.csv", "--format", "markdown").output
    let parts = markdown.components(separatedBy: "```").enumerated()
    let prose = parts.filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    #expect(prose.contains("&lt;b>x") && !prose.contains("<b>x"))
  }

  @Test("what is wrong is said in one line, with the status for it")
  func failures() async throws {
    try console.directory.write("a,b\n1,2\n3,x\n", to: "bad.csv")
    try console.directory.write("a,b\n1,2\n3\n", to: "ragged.csv")
    try console.directory.write("a\nNaN\n1\n", to: "nan.csv")
    let cases: [([String], Int32, String)] = [
      (
        ["describe", "bad.csv", "-c", "b"], 65,
        "bad.csv:3: \"x\" in the column \"b\" is not a number."
      ),
      (["describe", "ragged.csv"], 65, "ragged.csv:3:"),
      (["describe", "nan.csv"], 65, "nan.csv:2: the column \"a\" has NaN or infinity"),
      (["describe", "none.csv"], 66, "none.csv: there is no such file."),
      (["describe", "sales.csv", "-c", "pric"], 64, "There is no column \"pric\"."),
      (["quantile", "sales.csv", "--q", "1.5"], 64, "The probability 1.5 of a quantile"),
      (["quantile", "sales.csv", "--quantile-method", "12"], 64, "no quantile method 12"),
      (["histogram", "sales.csv", "--bins", "0"], 64, "from 1 to 10000 bins"),
      (["describe", "sales.csv", "--weights", "qty"], 64, "Weights do not go with describe."),
      (["quantile", "sales.csv", "--weights", "qty"], 64, "Weights do not go with quantile."),
      (["correlate", "sales.csv", "-c", "price"], 64, "two columns or more"),
      (["describe", "sales.csv", "--workers", "0"], 64, "--workers must be from 1 to 1024"),
      (["describe", "sales.csv", "--where", "price >"], 64, "where:1:"),
      (["regress", "sales.csv", "--formula", "price ~ nope"], 64, "There is no column \"nope\"."),
      (["describe", "sales.csv", "-o", "x.zip"], 64, "--output: has no ending"),
    ]
    for (arguments, status, message) in cases {
      let result = await console.run(["stats"] + arguments)
      #expect(result.status == status, "\(arguments) \(result.error)")
      #expect(result.error.contains(message), "\(arguments) \(result.error)")
      #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
      #expect(result.output == "")
    }
  }

  @Test("a sample is the same for the same seed, and keeps what is written")
  func sample() async throws {
    let first = await run("sample", "sales.csv", "--rows", "3", "--seed", "4", "--format", "csv")
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output.split(separator: "\n").count == 4)
    #expect(first.output.contains("10000000."))
    let again = await run("sample", "sales.csv", "--rows", "3", "--seed", "4", "--format", "csv")
    #expect(again.output == first.output)
    let strata = await run(
      "sample",
      "sales.csv",
      "--rows",
      "5",
      "--stratify",
      "city",
      "--format",
      "csv"
    )
    #expect(strata.output == Self.sales)
  }

  @Test("is a step of a job that writes its answer")
  func step() async throws {
    try console.configure(
      """
      jobs:
        figures:
          steps:
            - stats:
                quantile: { columns: price, q: [0.5, 0.9], method: 6 }
                files: sal*.csv
                by: city
                output: figures.json
            - stats: { regress: { formula: price ~ qty }, files: sales.csv, output: fit.html }
        wrong:
          stats: { describe: { colums: price }, files: sales.csv }
      """
    )
    let wrong = await console.run("check")
    #expect(wrong.status == 78)
    #expect(wrong.error.contains("columns"))
    try console.configure(
      """
      jobs:
        figures:
          steps:
            - stats:
                quantile: { columns: price, q: [0.5, 0.9], method: 6 }
                files: sal*.csv
                by: city
                output: figures.json
            - stats: { regress: { formula: price ~ qty }, files: sales.csv, output: fit.html }
      """
    )
    let result = await console.run("run", "figures")
    #expect(result.status == 0, "\(result.output) \(result.error)")
    let file = console.directory.path.appending("figures.json").string
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("\"Rome\""))
    let page = console.directory.path.appending("fit.html").string
    #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
  }
}
