import BatteryStatistics
import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Types that are given", .timeLimit(.minutes(5))) struct GivenTypesTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    let rows = [
      "{\"a\":1,\"b\":\"2\",\"c\":1.50}", "{\"a\":2,\"b\":3,\"c\":1.5}",
      "{\"a\":4,\"b\":5,\"c\":2}",
    ]
    try directory.write(rows.joined(separator: "\n") + "\n", to: "t.jsonl")
    try directory.write("[" + rows.joined(separator: ",") + "]", to: "t.json")
    try directory.write("a,b,c\n1,2,1.50\n2,3,1.5\n4,5,2\n", to: "t.csv")
    let database = try SQLiteDatabase(directory.path.appending("t.sqlite"), for: .creating)
    try database.execute(
      "CREATE TABLE t(a, b, c); INSERT INTO t VALUES (1, '2', 1.5), (2, 3, '1.50'), (4, 5, 2)"
    )
  }

  private static let files = ["t.csv", "t.jsonl", "t.json", "t.sqlite"]

  private func ask(
    _ question: any StatsQuestion,
    _ file: String,
    _ types: [String: ColumnType] = [:],
    allText: Bool = false,
    where condition: String? = nil,
    by: [String] = []
  ) throws -> StatsAnswer {
    var reading = TableReading()
    reading.types = types
    reading.allText = allText
    let work = StatsWork(
      question,
      condition: try condition.map { try TableExpression($0) },
      by: by
    )
    return try work.answer(
      TableOpener(reading, [directory.path.appending(file)], outputs: [])
    )
  }

  @Test("as text leave a column out of the numbers, whatever the format", arguments: files)
  func text(file: String) throws {
    let all = try ask(DescribeQuestion(), file)
    #expect(all.json["columns"]?.object?.keys == ["a", "b", "c"])
    for types in [["b": ColumnType.text], ["b": .text, "c": .text]] {
      let answer = try ask(DescribeQuestion(), file, types)
      #expect(answer.json["columns"]?.object?.keys == ["a", "b", "c"].filter { types[$0] == nil })
      #expect(
        answer.notes.contains(
          "Left out, since not numbers: \(types.keys.sorted().joined(separator: ", "))."
        )
      )
    }
    // What is named is one of numbers all the same.
    let named = try ask(DescribeQuestion(columns: ["b"]), file, ["b": .text])
    #expect(named.json["columns"]?["b"]?["mean"]?.double == 10.0 / 3)
  }

  @Test("as texts of all columns leave no numbers but those that are named", arguments: files)
  func allText(file: String) throws {
    let error = #expect(throws: TableError.self) {
      try ask(DescribeQuestion(), file, allText: true)
    }
    #expect(
      error?.message.hasSuffix("no column looks like numbers. Name those that are, with --columns.")
        == true
    )
    let answer = try ask(
      DescribeQuestion(columns: ["c"]),
      file,
      allText: true,
      where: "a = '2' or a = '4'"
    )
    #expect(answer.json["columns"]?["c"]?["mean"]?.double == 1.75)
    let groups = try ask(DescribeQuestion(columns: ["a"]), file, allText: true, by: ["c"])
    #expect(groups.json["groups"]?.array?.count == 3)
    let equal = try ask(
      DescribeQuestion(columns: ["a"]),
      file,
      ["c": file == "t.sqlite" ? .text : .decimal],
      by: ["c"]
    )
    #expect(equal.json["groups"]?.array?.count == (file == "t.sqlite" ? 3 : 2))
  }

  @Test("other than text are refused for a database, which has types of its own")
  func database() throws {
    for type in [ColumnType.integer, .double, .date] {
      let error = #expect(throws: TableError.self) {
        try ask(DescribeQuestion(), "t.sqlite", ["a": type])
      }
      #expect(
        error?.message.contains("t.sqlite: the values of a database have types of their own")
          == true
      )
      #expect(error?.code == .invalidExpression)
    }
    #expect(throws: Never.self) { try ask(DescribeQuestion(), "t.sqlite", ["other": .integer]) }
  }

  @Test("that a value does not fit are an error with its line")
  func misfit() throws {
    try directory.write("{\"a\":\"1\",\"t\":true}\n{\"a\":\"x\",\"t\":false}\n", to: "s.jsonl")
    let error = #expect(throws: TableError.self) {
      try ask(DescribeQuestion(), "s.jsonl", ["a": .integer])
    }
    #expect(error?.message.contains("s.jsonl:2:") == true)
  }

  @Test("NaN in a pipe is told of with its line, which is found by reading again")
  func pipe() throws {
    let path = directory.path.appending("pipe")
    try #require(mkfifo(path.string, 0o600) == 0)
    Thread.detachNewThread {
      // Waits for who reads.
      guard let file = try? FileDescriptor.open(path, .writeOnly) else { return }
      _ = try? file.writeAll(Array("x,y\n1,2\n2,nan\n3,nan\n".utf8))
      try? file.close()
    }
    let error = #expect(throws: TableError.self) { try ask(DescribeQuestion(), "pipe") }
    #expect(
      error?.message.contains(":3: the column \"y\" has NaN or infinity here, the first of 2")
        == true
    )
  }
}
