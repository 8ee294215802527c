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
    #expect(text.contains("\"mean\": 10000000.2,"))
    #expect(text.contains("\"median\": 10000000.2,"))
    #expect(text.contains("\"standardDeviation\": 0.10000000000000001,"))
  }

  @Test("CSV is one table of whole figures, and notes go to standard error")
  func csv() async throws {
    let regress = ["regress", "sales.csv", "--formula", "price ~ qty", "--format", "csv"]
    let main = await console.run(["stats"] + regress)
    let lines = main.output.split(separator: "\r\n")
    #expect(lines.count == 3 && lines[0] == "name,estimate,standardError,t,p,low,high,lane")
    #expect(main.error.contains("1 row was left out because a value is missing.\n"))
    let other = await console.run(["stats"] + regress + ["--table", "figures", "--quiet"])
    #expect(other.output.hasPrefix("residualStandardDeviation,rSquared,"))
    #expect(other.output.split(separator: "\r\n").count == 2)
    #expect(other.error == "")
    let described = await run(
      "describe",
      "sales.csv",
      "-c",
      "price",
      "--by",
      "city",
      "--format",
      "csv"
    )
    #expect(described.output.contains("\r\nOslo,price,2,0,10000000.1,0,0,0,10000000.1,"))
  }

  @Test("draws on terminals and pages, and elsewhere when it is asked to")
  func plots() async throws {
    let question = ["histogram", "sales.csv", "-c", "qty", "--bins", "2"]
    func drawn(_ options: String...) async -> Bool {
      let output = await console.run(["stats"] + question + options).output
      return output.contains("█") || output.contains("<svg")
    }
    #expect(await drawn() == false)
    #expect(await drawn("--plots"))
    #expect(await drawn("--format", "html"))
    #expect(await drawn("--format", "html", "--no-plots") == false)
    #expect(await drawn("--format", "markdown") == false)
    #expect(await run("histogram", "sales.csv", "-c", "qty").output.contains("below"))
  }

  @Test("figures for people have seven digits, or as many as are asked for")
  func shownDigits() async throws {
    let usual = await run("describe", "sales.csv", "-c", "qty").output
    #expect(usual.contains("  2.217356\n"))
    #expect(
      await run("describe", "sales.csv", "-c", "qty", "--digits", "3").output.contains("  2.22\n")
    )
    let price = await run("describe", "sales.csv", "-c", "price").output
    #expect(price.contains("mean                           10000000.2\n"))
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

  @Test("what a file has for a terminal to obey is shown and not obeyed")
  func control() async throws {
    try console.directory.write("\"a\u{1B}[31m\",b\n1,2\n2,x\u{1B}]0;t\u{7}\n", to: "odd.csv")
    for arguments in [
      ["odd.csv", "-c", "b"], ["odd.csv", "-c", "a\u{1B}[31m"],
      ["odd.csv"], ["odd.csv", "--format", "markdown"],
    ] {
      let result = await console.run(["stats", "describe"] + arguments)
      #expect(!(result.output + result.error).unicodeScalars.contains("\u{1B}"), "\(arguments)")
      #expect((result.output + result.error).contains("␛"), "\(arguments) \(result)")
    }
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
      (
        ["describe", "sales.csv", "--weights", "qty"], 65,
        "sales.csv:4: the column \"qty\" has no weight"
      ),
      (["normality", "sales.csv", "--weights", "qty"], 64, "weights"),
      (["correlate", "sales.csv", "-c", "price"], 64, "two columns or more"),
      (["describe", "sales.csv", "--workers", "0"], 64, "--workers must be from 1 to 1024"),
      (["describe", "sales.csv", "--where", "price >"], 64, "where:1:"),
      (["regress", "sales.csv", "--formula", "price ~ nope"], 64, "There is no column \"nope\"."),
      (["describe", "sales.csv", "-o", "x.zip"], 64, "--output: has no ending"),
      (
        ["describ", "sales.csv"], 64,
        "There is no command describ. Did you mean batteries stats describe?"
      ),
      (["describe", "sales.csv", "-c", "qty,qty"], 64, "The column qty is named twice."),
      (["describe", "sales.csv", "--seed", "2"], 64, "--seed: makes no difference to describe."),
      (["outliers", "sales.csv", "--confidence", "0.9"], 64, "--confidence: makes no difference"),
      (["quantile", "sales.csv", "--sketch", "--exact"], 64, "--exact: a sketch is an estimate."),
      (["quantile", "sales.csv", "--sketch", "--quantile-method", "6"], 64, "no quantile method"),
      (["describe", "sales.csv", "--where", "qty > 99"], 65, "sales.csv: no row of 5 meets"),
      (
        ["describe", "sales.csv", "bad.csv", "-c", "qty"], 64,
        "bad.csv: There is no column \"qty\"."
      ),
      (["regress", "sales.csv", "--formula", "price ~ I(1 / (qty - 4))"], 65, "sales.csv:3: "),
      (["outliers", "nan.csv", "--na", "skip"], 65, "a: "),
      (["sample", "sales.csv"], 64, "How many rows?"),
      (["sample", "sales.csv", "--split", "0.8"], 64, "--output train.csv --rest test.csv"),
      (
        ["sample", "sales.csv", "--split", "0.8", "-o", "x.csv", "--rest", "./x.csv"], 64,
        "x.csv: takes the rest."
      ),
      (["describe", "sales.csv", "--digits", "0"], 64, "--digits: is not from 1 to 17."),
      (["describe", "sales.csv", "--table", "columns"], 64, "--table: is for CSV alone"),
      (
        ["regress", "sales.csv", "--formula", "price ~ qty", "--format", "csv", "--table", "fit"],
        64,
        "--table: is no table of regress. Write coefficients, figures or inflation."
      ),
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

  @Test("a sample of more rows than there are says so on standard error")
  func smallSample() async throws {
    let few = await run("sample", "sales.csv", "--rows", "9", "--format", "csv")
    #expect(few.status == 0)
    #expect(few.error == "There are 5 rows, fewer than the 9 asked for.\n")
    let quiet = await run("sample", "sales.csv", "--rows", "9", "--format", "csv", "--quiet")
    #expect(quiet.error == "")
  }

  @Test("a line of JSON that cannot be read is an error of the data")
  func brokenLine() async throws {
    try console.directory.write("{\"a\":1}\n{a:2}\n{\"a\":3}\n", to: "broken.jsonl")
    for question in [["describe"], ["sample", "--rows", "1"]] {
      let result = await console.run(["stats", question[0], "broken.jsonl"] + question.dropFirst())
      #expect(result.status == 65)
      #expect(result.error.contains("broken.jsonl:2: "))
      #expect(result.output == "")
    }
    let kept = await run("describe", "broken.jsonl", "--rejects", "rejects.csv")
    #expect(kept.status == 0, "\(kept.error)")
    #expect(kept.output.contains("1 row could not be read, and is left out."))
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

  @Test("what is left out is told of beside CSV, too, and with --quiet only in the answer")
  func notes() async throws {
    let csv = await run("describe", "sales.csv", "--format", "csv")
    #expect(csv.error.contains("Left out, since not numbers: city."))
    let quiet = await run("describe", "sales.csv", "--format", "csv", "--quiet")
    #expect(quiet.error == "")
    let notes = try await json("describe", "sales.csv")["notes"] as? [String]
    #expect(notes == ["Left out, since not numbers: city."])
  }

  @Test("a sample is divided into two files that together are the whole")
  func split() async throws {
    let result = await run(
      "sample",
      "sales.csv",
      "--split",
      "0.6",
      "--output",
      "train.csv",
      "--rest",
      "test.csv"
    )
    #expect(result.status == 0, "\(result.error)")
    func lines(_ name: String) throws -> [String] {
      let path = console.directory.path.appending(name).string
      return try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        .dropFirst().map(String.init)
    }
    let (train, test) = (try lines("train.csv"), try lines("test.csv"))
    #expect(train.count == 3 && test.count == 2)
    #expect((train + test).sorted() == (try lines("sales.csv")).sorted())
  }

  @Test("a sample is a step of a job, whose files the next step reads")
  func sampleStep() async throws {
    try console.configure(
      """
      jobs:
        model:
          steps:
            - stats: { sample: { split: 0.6, rest: test.csv }, files: sales.csv, output: train.csv, seed: 2 }
            - stats: { describe: {}, files: [train.csv, test.csv], output: all.json }
        wrong:
          stats: { describe: { columns: nosuch }, files: sales.csv }
      """
    )
    let plan = await console.run("run", "model", "--dry-run")
    #expect(plan.output.contains("test.csv"))
    let result = await console.run("run", "model")
    #expect(result.status == 0, "\(result.output) \(result.error)")
    let file = console.directory.path.appending("all.json").string
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\"count\": 5"))
    // A column that is not there is the data's fault, and a failure is told of however quiet it is.
    let wrong = await console.run("run", "wrong", "--quiet")
    #expect(wrong.status == 65)
    #expect(wrong.error.contains("There is no column \"nosuch\"."))
  }
}
