import BatteryNumbers
import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Groups by numbers", .timeLimit(.minutes(5))) struct GroupNameTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func ask(
    _ question: any StatsQuestion,
    _ files: [String],
    where condition: String? = nil,
    by: [String] = [],
    reading: TableReading = TableReading(),
    workers: Int = 1
  ) throws -> StatsAnswer {
    let work = StatsWork(
      question,
      StatsSettings(workers: workers),
      condition: try condition.map { try TableExpression($0) },
      by: by
    )
    return try work.answer(
      TableOpener(reading, files.map { directory.path.appending($0) }, outputs: [])
    )
  }

  private static let names: [(text: String, name: String)] = [
    ("1", "1"), ("1.0", "1"), ("+1", "1"), ("1e0", "1"), ("10e-1", "1"), (" 1.00", "1"),
    ("-2.50", "-2.5"), ("-0", "0"), ("0.0", "0"), ("100", "100"), ("1e2", "100"), ("-10", "-10"),
    ("1e-3", "0.001"), ("12345678901234567890123", "12345678901234567890123"),
    ("007", "007"), ("01.5", "01.5"), ("north", "north"), ("1x", "1x"), ("", ""), ("nan", "nan"),
    ("-", "-"), ("1e99999", "1e99999"),
  ]

  @Test("have the shortest name that the number has, and texts their own", arguments: names)
  func canonical(text: String, name: String) {
    #expect(GroupName.canonical(text) == name)
    #expect(GroupName.canonical(name) == name)
  }

  private static let rows = "g,x\n1,1\n1.0,2\n1e0,4\n2,8\n2.00,9\n02x,5\n+2,7\n"

  private static func groups(_ answer: StatsAnswer) -> [String] {
    answer.json["groups"]?.array?.compactMap { $0["group"]?["g"]?.string } ?? []
  }

  private static func counts(_ answer: StatsAnswer) -> [Int64] {
    answer.json["groups"]?.array?.compactMap { $0["columns"]?["x"]?["count"]?.integer } ?? []
  }

  @Test("are one group where the numbers are equal, with a condition on them and without")
  func by() throws {
    try directory.write(Self.rows, to: "a.csv")
    for question in [DescribeQuestion(columns: ["x"]), DescribeQuestion(), HistogramQuestion()]
      as [any StatsQuestion]
    {
      for condition in [nil, "x > 0", "g <> '3'"] {
        let answer = try ask(question, ["a.csv"], where: condition, by: ["g"])
        #expect(Self.groups(answer) == ["1", "2", "02x"])
        #expect(Self.counts(answer) == [3, 3, 1])
      }
    }
    try directory.write("g,x\n1,3\n3,4\nnorth,6\n", to: "b.csv")
    let both = try ask(DescribeQuestion(), ["a.csv", "b.csv"], by: ["g"])
    #expect(Self.groups(both) == ["1", "2", "3", "02x", "north"])
    // Names that are mostly none stay as they are.
    let texts = try ask(
      DescribeQuestion(),
      ["c.csv", "a.csv"].map { name in
        if name == "c.csv" { try directory.write("g,x\nnorth,3\n1.0,4\nsouth,6\n", to: name) }
        return name
      },
      by: ["g"]
    )
    #expect(Self.groups(texts).contains("1.0"))
  }

  @Test("stay apart where they are to be texts")
  func texts() throws {
    try directory.write(Self.rows, to: "a.csv")
    var all = TableReading()
    all.allText = true
    var one = TableReading()
    one.types = ["g": .text]
    for reading in [all, one] {
      let answer = try ask(DescribeQuestion(columns: ["x"]), ["a.csv"], by: ["g"], reading: reading)
      #expect(Self.groups(answer).count == 7)
    }
  }

  @Test("of a file of many rows are the same for any number of workers")
  func workers() throws {
    let spellings = ["1", "1.0", "2", "2.50", "2.5", "25e-1"]
    var text = "g,x\n"
    for row in 0..<40_000 { text += "\(spellings[row * 7 % 6]),\(row)\n" }
    try directory.write(text, to: "many.csv")
    let answers = try [1, 3].map {
      try ask(DescribeQuestion(), ["many.csv"], by: ["g"], workers: $0).json
    }
    #expect(answers[0] == answers[1])
    #expect(
      answers[0]["groups"]?.array?.compactMap { $0["group"]?["g"]?.string } == ["1", "2", "2.5"]
    )
  }

  @Test("are one level of an analysis of variance and of a formula")
  func levels() throws {
    try directory.write("g,x\n1,1\n1.0,2\n1,4\n2,8\n2.0,9\n2,7\n", to: "a.csv")
    try directory.write("g,x\n1,1\n1,2\n1,4\n2,8\n2,9\n2,7\n", to: "b.csv")
    let questions: [any StatsQuestion] = [
      TestQuestion(test: .anova, values: ["x"], group: "g"),
      TestQuestion(test: .t, values: ["x"], group: "g"), RegressQuestion(formula: "x ~ C(g)"),
      TestQuestion(test: .chiSquare, labels: ["g"], expected: ["1.0": 1, "2": 2]),
    ]
    for question in questions {
      #expect(try ask(question, ["a.csv"]).json == ask(question, ["b.csv"]).json)
    }
  }

  @Test("are one stratum of a sample")
  func strata() throws {
    try directory.write(
      "g,x\n" + (0..<30).map { "\(["1", "1.0", "2"][$0 % 3]),\($0)\n" }.joined(),
      to: "s.csv"
    )
    // Of three strata the first two would have a row each.
    let opener = try TableOpener(TableReading(), [directory.path.appending("s.csv")], outputs: [])
    var reader = try RowSample(SampleQuestion(rows: 2, stratify: ["g"]), seed: 1).rows(opener)
    var names: [String] = []
    while let batch = try reader.next() {
      for row in 0..<batch.count { names.append(batch.columns[0][row].description) }
    }
    #expect(names.count { $0.hasPrefix("2") } == 1)
  }
}
