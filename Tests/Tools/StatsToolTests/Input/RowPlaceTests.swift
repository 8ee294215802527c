import BatteryJobs
import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Places of rows", .timeLimit(.minutes(5))) struct RowPlaceTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func outliers(
    _ files: [String],
    where condition: String? = nil,
    by: [String] = [],
    workers: Int = 2
  ) throws -> StatsAnswer {
    let paths = files.map { directory.path.appending($0) }
    let work = StatsWork(
      OutliersQuestion(columns: ["a"], rule: NamedOutlierRule(.interquartileRange(factor: 3))),
      StatsSettings(workers: workers),
      condition: try condition.map { try TableExpression($0) },
      by: by
    )
    return try work.answer(TableOpener(TableReading(), paths, outputs: []))
  }

  private static func found(_ json: JSONValue?) -> [JSONValue] {
    json?["columns"]?["a"]?["outliers"]?.array ?? []
  }

  /// Rows of three lines, of one, without a value, and one that is blank.
  private static let text =
    "a,b\n1,\"x\ny\nz\"\n\n2,p\n,q\n3,p\n1000,p\n1,p\n2,q\n3,p\n2,p\n-900,q\n"

  @Test("are the lines and rows of the file, not of those that were asked for")
  func lines() throws {
    try directory.write(Self.text, to: "a.csv")
    let all = Self.found(try outliers(["a.csv"]).json)
    #expect(all.compactMap { $0["line"]?.integer } == [9, 14])
    #expect(all.compactMap { $0["row"]?.integer } == [5, 10])
    let some = try outliers(["a.csv"], where: "b != 'q'")
    #expect(Self.found(some.json).compactMap { $0["line"]?.integer } == [9])
    #expect(some.sections[0].table.columns[0].name == "line")
    #expect(some.sections[0].table.rows[0][0] == "9")
  }

  @Test("of several files have the name of theirs, and groups have rows of their own")
  func files() throws {
    try directory.write(Self.text, to: "a.csv")
    try directory.write("a,b\n1,p\n2,p\n2,p\n5000,p\n", to: "b.csv")
    let both = try outliers(["a.csv", "b.csv"])
    let names = Self.found(both.json).compactMap { $0["file"]?.string }
    #expect(names.map { $0.suffix(5) } == ["a.csv", "a.csv", "b.csv"])
    #expect(Self.found(both.json).compactMap { $0["line"]?.integer } == [9, 14, 5])
    #expect(Self.found(both.json).compactMap { $0["row"]?.integer } == [5, 10, 4])
    #expect(both.sections[0].table.columns.prefix(2).map(\.name) == ["file", "line"])
    let groups = try outliers(["a.csv", "b.csv"], by: ["b"]).json["groups"]?.array
    #expect(Self.found(groups?[0]).compactMap { $0["line"]?.integer } == [9, 5])
  }

  @Test("are rows where a source has no lines")
  func rows() throws {
    let text = ["1", "2", "null", "2", "1", "3", "2", "700"].map { "{\"a\": \($0)}\n" }.joined()
    try directory.write(text, to: "a.jsonl")
    let answer = try outliers(["a.jsonl"])
    let place = try #require(Self.found(answer.json).first)
    #expect(place["row"]?.integer == 8)
    #expect(place["line"] == nil)
    #expect(answer.sections[0].table.columns[0].name == "row")
  }

  @Test("do not depend on who reads which part of a file", arguments: [1, 2, 7])
  func large(workers: Int) throws {
    let marks = [3, 70_001, 150_000, 199_999]
    let lines = (1...200_000).map { marks.contains($0) ? "-77,\($0)\n" : "\($0 % 10),\($0)\n" }
    try directory.write("a,b\n" + lines.joined(), to: "large.csv")
    let found = Self.found(try outliers(["large.csv"], where: "b != 70001", workers: workers).json)
    #expect(found.compactMap { $0["line"]?.integer } == [4, 150_001, 200_000])
    #expect(found.compactMap { $0["row"]?.integer } == [3, 150_000, 199_999])
  }

  @Test("are those of the rows with the largest leverage and distance")
  func diagnostics() throws {
    try directory.write("y,x\n1,1\n,2\n2,2\n3,3\n,4\n9,90\n4,4\n", to: "r.csv")
    let work = StatsWork(RegressQuestion(formula: "y ~ x"))
    let file = directory.path.appending("r.csv")
    let answer = try work.answer(TableOpener(TableReading(), [file], outputs: []))
    for key in ["largestLeverage", "largestCooksDistance"] {
      #expect(answer.json[key]?["line"]?.integer == 7, "\(key)")
      #expect(answer.json[key]?["row"]?.integer == 6, "\(key)")
    }
    let cells = answer.sections.flatMap(\.table.rows).flatMap { $0 }
    #expect(cells.contains { $0.hasSuffix("in line 7") })
  }

  @Test("are kept as stretches of rows that follow each other")
  func stretches() {
    var origins = RowOrigins(files: ["a.csv", "b.csv"])
    for (index, row) in [1, 2, 3, 7, 8, 1, 2].enumerated() {
      let file = index < 5 ? 0 : 1
      origins.append(.init(index: index, row: row, line: row + 1, file: file))
    }
    #expect(origins.runs.count == 3)
    #expect((0..<7).map { origins.place(of: $0).row } == [1, 2, 3, 7, 8, 1, 2])
    #expect(origins.place(of: 4).description == "line 9 of a.csv")
    #expect(origins.place(of: 5).prefix == "b.csv:2")
  }
}
