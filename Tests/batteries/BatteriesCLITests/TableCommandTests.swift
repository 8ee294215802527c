import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Table commands", .timeLimit(.minutes(5))) struct TableCommandTests {
  private static let parts = #"""
    part,city,qty,price,made,flag,note,a,b,c
    00042,Rome,3,1.50,2026-11-22,true,"x, y",1,2,3
    00043,Oslo,4,2.25,2026-11-23,false,"say ""hi""",1,2,3
    00044,Rome,5,,2026-11-24,true,,1,2,3

    """#

  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write(Self.parts, to: "p.csv")
  }

  private func output(_ arguments: String...) async -> String {
    let result = await console.run(["table"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    return result.output
  }

  @Test(
    "keep the zeros of part numbers in every verb",
    arguments: [
      ["head", "p.csv", "--format", "csv"], ["select", "part", "p.csv"],
      ["where", "qty > 2", "p.csv"], ["where", "part = '00042'", "p.csv"],
      ["sort", "p.csv", "--by", "-part"], ["freq", "p.csv", "-c", "part"],
      ["stats", "p.csv"], ["stats", "p.csv", "--format", "json"],
      ["group", "p.csv", "--by", "part"], ["group", "p.csv", "--aggregate", "min(part)"],
      ["join", "p.csv", "p.csv", "--on", "part"], ["convert", "p.csv"],
      ["convert", "p.csv", "--format", "jsonl"], ["convert", "p.csv", "--format", "markdown"],
      ["sql", "SELECT part FROM p", "p.csv"],
      ["sql", "SELECT max(part), min(part) FROM p", "p.csv"],
    ]
  )
  func leadingZeros(arguments: [String]) async {
    let result = await console.run(["table"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("00042"))
  }

  @Test("convert gives back the very bytes of a CSV file")
  func identity() async {
    #expect(await output("convert", "p.csv") == Self.parts)
    #expect(await output("head", "p.csv", "p.csv", "-n", "3", "--format", "csv") == Self.parts)
  }

  @Test("select leaves out rows that are there already, and compares values rather than spellings")
  func distinct() async throws {
    try console.directory.write("a,b\n1.50,x\n1.5,x\n,x\n2,x\n,y\n1.500,x\n", to: "d.csv")
    #expect(
      await output("select", "a,b", "d.csv", "--distinct", "--format", "csv")
        == "a,b\n1.50,x\n,x\n2,x\n,y\n"
    )
    #expect(await output("select", "b", "d.csv", "--distinct", "--format", "csv") == "b\nx\ny\n")
    #expect(
      await output("select", "b", "d.csv", "--distinct", "--format", "csv", "-n", "1") == "b\nx\n"
    )
  }

  @Test("take the same rows at random for the same seed, in their order, and as many as are wanted")
  func sample() async throws {
    let numbers = (1...500).map { "\($0)\n" }.joined()
    try console.directory.write("n\n" + numbers, to: "n.csv")
    let first = await output(
      "select",
      "n",
      "n.csv",
      "--format",
      "csv",
      "--sample",
      "20",
      "--seed",
      "7"
    )
    #expect(
      await output("select", "n", "n.csv", "--format", "csv", "--sample", "20", "--seed", "7")
        == first
    )
    #expect(
      await output("select", "n", "n.csv", "--format", "csv", "--sample", "20", "--seed", "8")
        != first
    )
    let rows = first.split(separator: "\n").dropFirst().compactMap { Int($0) }
    #expect(rows.count == 20 && rows == rows.sorted() && Set(rows).count == 20)
    let large = await output(
      "select",
      "n",
      "n.csv",
      "--where",
      "n > 400",
      "--sample",
      "600",
      "--format",
      "csv"
    )
    #expect(large == "n\n" + (401...500).map { "\($0)\n" }.joined())
    let share = ["group", "n.csv", "--sample", "9", "--aggregate", "count", "--format", "csv"]
    #expect(await console.run(["table"] + share).output == "count\n9\n")
    let statistics = await output("stats", "n.csv", "--sample", "9", "--format", "csv")
    #expect(statistics.contains("n,integer,9,"))
  }

  @Test("group by windows of time, with other keys")
  func windows() async throws {
    try console.directory.write(
      """
      at,path,ms
      2026-11-22T09:59:59,/a,1
      2026-11-22T10:00:00,/b,2
      2026-11-22T10:14:59.9,/a,3
      2026-11-22T10:15:00,/a,4
      2026-11-21T23:00:00,/a,5

      """,
      to: "v.csv"
    )
    let expected = """
      window,path,count,sum(ms)
      2026-11-21T23:00:00,/a,1,5
      2026-11-22T09:45:00,/a,1,1
      2026-11-22T10:00:00,/b,1,2
      2026-11-22T10:00:00,/a,1,3
      2026-11-22T10:15:00,/a,1,4

      """
    let steps = ["--window", "at=15m", "--by", "path", "--aggregate", "count,sum(ms)"]
    let found = await console.run(["table", "group", "v.csv", "--format", "csv"] + steps).output
    #expect(found == expected)
    // The rows of two files come one after the other.
    let both = ["table", "group", "v.csv", "v.csv", "--format", "csv"] + steps
    let twice = await console.run(both).output
    #expect(twice.contains("2026-11-21T23:00:00,/a,2,10\n2026-11-22T09:45:00,/a,2,2\n"))
  }

  @Test("count rows, of several files and through a condition")
  func count() async {
    #expect(await output("count", "p.csv") == "3\n")
    #expect(await output("count", "p.csv", "p.csv") == "6\n")
    #expect(await output("count", "p.csv", "--where", "city = 'Rome'") == "2\n")
    #expect(await output("count", "p.csv", "--format", "json") == "{\"rows\": 3}\n")
  }

  @Test("group prints the keys and then the aggregates in the order given")
  func group() async {
    let arguments = ["group", "p.csv", "--by", "city", "--aggregate", "count,sum(qty),mean(price)"]
    let csv = await console.run(["table"] + arguments + ["--format", "csv"])
    #expect(csv.output == "city,count,sum(qty),mean(price)\nRome,2,8,1.5\nOslo,1,4,2.25\n")
    let json = await console.run(["table"] + arguments + ["--format", "json"])
    #expect(
      json.output == """
        [
        {"city":"Rome","count":2,"sum(qty)":8,"mean(price)":1.5},
        {"city":"Oslo","count":1,"sum(qty)":4,"mean(price)":2.25}
        ]

        """
    )
  }

  @Test("stats prints the object that the documentation shows")
  func stats() async throws {
    let text = await output("stats", "p.csv", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    #expect(object["rows"] as? Int == 3)
    let columns = try #require(object["columns"] as? [[String: Any]])
    #expect(columns.count == 10)
    #expect(
      Set(columns[2].keys) == [
        "name", "type", "count", "nulls", "distinct", "minimum", "maximum", "mean",
        "standardDeviation", "median",
      ]
    )
    #expect(columns[2]["mean"] as? Double == 4)
    #expect(columns[3]["nulls"] as? Int == 1)
    #expect(columns[0]["minimum"] as? String == "00042")
  }

  @Test("a round trip through JSON Lines, gzip and SQLite keeps every value")
  func roundTrip() async {
    _ = await output("convert", "p.csv", "--output", "p.jsonl.gz")
    _ = await output("convert", "p.csv", "--output", "p.db")
    let expected = Self.parts.replacing("1.50", with: "1.5")
    #expect(await output("convert", "p.jsonl.gz") == expected)
    #expect(await output("convert", "p.db") == expected)
  }

  @Test("import stores all rows or none, and says what to do with a table that is there")
  func importing() async {
    _ = await output("import", "p.csv", "--into", "x.db")
    let again = await console.run(["table", "import", "p.csv", "--into", "x.db"])
    #expect(again.status == 65)
    #expect(again.error.contains("Pass --append to add the rows, or --replace to delete it."))
    _ = await output("import", "p.csv", "--into", "x.db", "--append")
    #expect(await output("count", "x.db") == "6\n")
    let bad = await console.run(
      ["table", "import", "p.csv", "--into", "y.db", "--types", "part=integer"]
    )
    #expect(bad.status == 65)
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: console.directory.path.string
    )
    #expect(files?.filter { $0.contains("y.db") } == [])
  }

  @Test("rejected rows go to a file with line, offset and reason, and are counted")
  func rejects() async throws {
    try console.directory.write("a,b\n1,2\n3\n4,5,6\n7,8\n", to: "r.csv")
    let failed = await console.run(["table", "count", "r.csv"])
    #expect(failed.status == 65)
    #expect(failed.error.hasPrefix("batteries: \(console.directory.path)/r.csv:3: "))
    let result = await console.run(["table", "head", "r.csv", "--rejects", "bad.csv"])
    #expect(result.status == 0)
    #expect(result.error.contains("2 rows parsed + 2 rejected = 4 rows."))
    let rejects = await output("convert", "bad.csv", "--columns", "line,offset")
    #expect(rejects == "line,offset\n3,8\n4,10\n")
    let limited = await console.run(["table", "head", "r.csv", "--max-rejects", "1"])
    #expect(limited.status == 65)
    #expect(await output("count", "r.csv", "--ragged", "keep") == "4\n")
  }

  /// A file that is wrong, the options, and what the one line of the error holds.
  struct BadInput: Sendable, CustomTestStringConvertible {
    var content: [UInt8]
    var options: [String] = []
    var status: Int32 = 65
    var message: String

    var testDescription: String { message }

    init(_ text: String, _ options: [String] = [], status: Int32 = 65, says message: String) {
      self.init(Array(text.utf8), options, status: status, says: message)
    }

    init(_ bytes: [UInt8], _ options: [String] = [], status: Int32 = 65, says message: String) {
      content = bytes
      self.options = options
      self.status = status
      self.message = message
    }

    static let all = [
      BadInput("a,b\n1,\"x\n2,y\n", says: ":2: "),
      BadInput("a,b\n1,\"x\"y\n", ["--strict"], says: ":2: "),
      BadInput("a,b\n1\n", says: ":2: "),
      BadInput("a,a\n1,2\n", says: "\"a\""),
      BadInput("a,\n1,2\n", says: "x.csv"),
      BadInput("a\n1\0\n", says: "NUL"),
      BadInput([0x61, 0x0A, 0xFF, 0xFE, 0x0A], says: "UTF-8"),
      BadInput("a\nabcdef\n", ["--field-limit", "5"], says: ":2: "),
      BadInput("a\n99999999999999999999\n", ["--types", "a=integer"], says: ":2: "),
      BadInput("", says: "the file is empty"),
      BadInput("a\n1\n", ["--where", "b > 1"], status: 64, says: "b"),
      BadInput("a\n1\n", ["--where", "a >"], status: 64, says: "where"),
      BadInput("a\n1\n", ["--columns", "b"], status: 64, says: "There is no column \"b\""),
    ]
  }

  @Test("bad input ends with its status and one line", arguments: BadInput.all)
  func badInput(example: BadInput) async throws {
    let file = console.directory.path.appending("x.csv")
    try Data(example.content).write(to: URL(fileURLWithPath: file.string))
    let result = await console.run(["table", "convert", "x.csv"] + example.options)
    #expect(result.status == example.status, "\(result.error)")
    #expect(result.error.contains(example.message), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.output == "")
  }

  @Test("a header without rows is an empty table")
  func headerOnly() async throws {
    try console.directory.write("a,b\n", to: "h.csv")
    #expect(await output("count", "h.csv") == "0\n")
    #expect(await output("convert", "h.csv") == "a,b\n")
    #expect(await output("convert", "h.csv", "--format", "json") == "[]\n")
  }

  @Test("sniff says when its types are those of the start alone, and looks at all on request")
  func sniff() async throws {
    let rows = (1...200_000).map { "\($0),1\n" }.joined()
    try console.directory.write("id,n\n\(rows)007,x\n", to: "late.csv")
    let start = await output("sniff", "late.csv")
    #expect(start.contains("  id: integer\n  n: integer\n"))
    #expect(start.hasSuffix("a later value may need another. --all looks at every value.\n"))
    let all = await output("sniff", "late.csv", "--all")
    #expect(all.contains("  id: text\n  n: text\n"))
    #expect(!all.contains("--all"))
    #expect(await output("sniff", "late.csv", "--format", "json").contains("\"complete\": false"))
    #expect(await output("sniff", "p.csv", "--format", "json").contains("\"complete\": true"))
  }

  @Test("validate ends with status 1 when a row is wrong")
  func validate() async throws {
    try console.directory.write("a,b\n1,2\n3\n", to: "r.csv")
    #expect(await output("validate", "p.csv").hasPrefix("valid: 3 rows"))
    let result = await console.run("table", "validate", "r.csv", "--format", "json")
    #expect(result.status == 1)
    #expect(result.output.contains("\"valid\": false"))
    #expect(result.output.contains("\"line\": 3"))
  }

  @Test("sql names the tables after the files, and says which there are")
  func sql() async throws {
    try console.directory.write("{\"city\": \"Rome\", \"country\": \"IT\"}\n", to: "c.jsonl")
    let sql = "SELECT part, country FROM p JOIN c USING (city) ORDER BY part"
    #expect(
      await output("sql", sql, "p.csv", "c.jsonl", "--format", "csv")
        == "part,country\n00042,IT\n00044,IT\n"
    )
    let wrong = await console.run("table", "sql", "SELECT * FROM q", "p.csv")
    #expect(wrong.status == 64)
    #expect(wrong.error.contains("The files are the tables \"p\"."))
  }

  @Test("standard input, a closed pipe and a shell's pipe work")
  func pipes() async throws {
    let binary = BuiltBinary(directory: console.directory.path)
    let counted = try await binary.shell("cat p.csv | $batteries table count -")
    #expect(counted.output == "3\n")
    let typed = try await binary.shell("gzip -c p.csv | $batteries table sort - --by -qty -c part")
    #expect(typed.output == "part\n00044\n00043\n00042\n")
    for format in ["csv", "jsonl"] {
      let grouped = try await binary.shell(
        "$batteries table convert p.csv --format \(format) | $batteries table group - --by city "
          + "--where 'qty > 3' --format csv"
      )
      #expect(grouped.output == "city,count\nOslo,1\nRome,1\n")
    }
    let closed = try await binary.shell(
      "(echo a; yes | head -n 3000000) | $batteries table convert - | head -n 1"
    )
    #expect(closed.status == 0)
    #expect(closed.output == "a\n")
    #expect(closed.error == "")
  }
}
