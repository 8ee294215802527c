import BatteryJobs
import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Cells and lines that cannot be read", .timeLimit(.minutes(5)))
struct UnreadableCellTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func ask(
    _ question: any StatsQuestion,
    _ file: String,
    where condition: String? = nil,
    by: [String] = [],
    settings: StatsSettings = StatsSettings(),
    reading: TableReading = TableReading()
  ) throws -> StatsAnswer {
    let work = StatsWork(
      question,
      settings,
      condition: try condition.map { try TableExpression($0) },
      by: by
    )
    return try work.answer(
      TableOpener(reading, [directory.path.appending(file)], outputs: [])
    )
  }

  private func refusal(
    _ question: any StatsQuestion,
    _ file: String,
    where condition: String? = nil,
    by: [String] = []
  ) -> String {
    let error = #expect(throws: TableError.self) {
      try ask(question, file, where: condition, by: by)
    }
    #expect(error?.code == .invalidData)
    return error?.message ?? ""
  }

  @Test(
    "a text among numbers of JSON that a condition takes is an error with its row",
    arguments: [
      DescribeQuestion(columns: ["a"]), QuantileQuestion(columns: ["a"]),
      HistogramQuestion(columns: ["a"]), NormalityQuestion(columns: ["a"]),
      OutliersQuestion(columns: ["a"]), RegressQuestion(formula: "a ~ b"), DescribeQuestion(),
    ] as [any StatsQuestion]
  )
  func mixedJSON(question: any StatsQuestion) throws {
    let rows = [
      "{\"a\":1,\"b\":1}", "{\"a\":\"two\",\"b\":2}", "{\"a\":3,\"b\":5}", "{\"a\":4,\"b\":1}",
    ]
    try directory.write(rows.joined(separator: "\n") + "\n", to: "mix.jsonl")
    try directory.write("[\(rows.joined(separator: ","))]\n", to: "mix.json")
    for file in ["mix.jsonl", "mix.json"] {
      let message = refusal(question, file, where: "a < 3")
      #expect(message.contains("\(file): row 2: \"two\" in the column \"a\" is not a number."))
      #expect(!message.contains("single quotes"))
    }
  }

  @Test("texts that are numbers are compared as such, to the last digit")
  func textNumbers() throws {
    try directory.write("{\"a\":\"0.10\"}\n{\"a\":2}\n{\"a\":\"30\"}\n", to: "t.jsonl")
    let answer = try ask(DescribeQuestion(columns: ["a"]), "t.jsonl", where: "a < 3")
    #expect(answer.json["columns"]?["a"]?["count"]?.integer == 2)
    #expect(answer.json["columns"]?["a"]?["mean"]?.double == 1.05)
  }

  @Test(
    "a condition on numbers with a cell that is none says where it stands",
    arguments: [["a"], ["b"]]
  )
  func condition(columns: [String]) throws {
    try directory.write("a,b,c\n1,2,u\nx,3,v\n4,5,w\n6,7,w\n", to: "bad.csv")
    for by in [[], ["c"], ["a"]] {
      guard !columns.contains(where: by.contains) else { continue }
      let question = DescribeQuestion(columns: columns)
      let message = refusal(question, "bad.csv", where: "a > 1 and b > 0", by: by)
      #expect(message.contains("bad.csv:3: \"x\" in the column \"a\" is not a number."))
      #expect(!message.contains("quotes"))
    }
    // A column of texts is one.
    let error = #expect(throws: TableError.self) {
      try ask(DescribeQuestion(columns: ["b"]), "bad.csv", where: "c > 1")
    }
    #expect(error?.message.contains("Write '1' in single quotes.") == true)
  }

  @Test("two columns of texts in a condition are told of one after the other")
  func severalTexts() throws {
    let rows = "1e-05,u\n0.30000000000000004,v\n12345.678901234567,w\n"
    try directory.write("a,c\n" + rows, to: "two.csv")
    let error = #expect(throws: TableError.self) {
      try ask(DescribeQuestion(columns: ["a"]), "two.csv", where: "a > 0 and c > 1")
    }
    #expect(error?.message.contains("Write '1' in single quotes.") == true)
  }

  @Test("a blob of a database is not a number, whatever its bytes are")
  func blobs() throws {
    let database = try SQLiteDatabase(directory.path.appending("b.sqlite"), for: .creating)
    try database.execute(
      "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (X'3432', 4)"
    )
    for condition in [nil, "a > 1", "b > 1"] {
      let message = refusal(DescribeQuestion(columns: ["a"]), "b.sqlite", where: condition)
      #expect(message.contains("b.sqlite: row 4: the blob in the column \"a\" is not a number."))
    }
    let b = try ask(DescribeQuestion(columns: ["b"]), "b.sqlite").json["columns"]?["b"]
    #expect(b?["count"]?.integer == 4)
  }

  @Test(
    "a line of JSON that cannot be read is an error, unless such lines may be left out",
    arguments: ["{a:2}", "{\"a\":NaN}", "{\"a\":1"]
  )
  func lines(line: String) throws {
    try directory.write("{\"a\":1}\n\(line)\n{\"a\":2}\n", to: "broken.jsonl")
    for question in [DescribeQuestion(columns: ["a"]), DescribeQuestion()] {
      #expect(refusal(question, "broken.jsonl").contains("broken.jsonl:2: "))
    }
    let opener = try TableOpener(
      TableReading(),
      [directory.path.appending("broken.jsonl")],
      outputs: []
    )
    #expect(throws: TableError.self) {
      try RowSample(SampleQuestion(rows: 1), seed: 1).parts(opener)
    }
    var reading = TableReading()
    reading.maxRejects = 1
    let answer = try ask(DescribeQuestion(), "broken.jsonl", reading: reading)
    #expect(answer.json["columns"]?["a"]?["count"]?.integer == 2)
    let notes = answer.json["notes"]?.array?.compactMap(\.string)
    #expect(notes?.contains("1 row could not be read, and is left out.") == true)
  }

  @Test("rows that widen the table make columns of numbers, too")
  func ragged() throws {
    try directory.write("a,b\n1,2\n3\n4,5,0.30000000000000004\n", to: "rag.csv")
    var reading = TableReading()
    reading.ragged = .keep
    for condition in [nil, "a > 1"] {
      let columns = try ask(DescribeQuestion(), "rag.csv", where: condition, reading: reading)
        .json["columns"]
      #expect(columns?.object?.keys == ["a", "b", "column3"])
      #expect(columns?["b"]?["missing"]?.integer == 1)
      #expect(columns?["column3"]?["maximum"]?.description == "0.30000000000000004")
    }
  }

  @Test("the weights among the columns are told of")
  func weights() throws {
    try directory.write("a,w\n1,1\n2,3\n", to: "w.csv")
    let weighted = StatsSettings(weights: "w")
    let error = #expect(throws: StatisticsError.self) {
      try ask(DescribeQuestion(columns: ["w"]), "w.csv", settings: weighted)
    }
    #expect(error?.message.contains("The column w has the weights") == true)
    let answer = try ask(DescribeQuestion(columns: ["a", "w"]), "w.csv", settings: weighted)
    #expect(answer.json["columns"]?.object?.keys == ["a"])
    #expect(answer.notes.contains("w: left out of the columns, since it has the weights."))
  }

  @Test("NaN is counted in the column that is named")
  func notFinite() throws {
    try directory.write("a,b\n1,NaN\ninf,2\n3,4\n-inf,5\n", to: "nan.csv")
    let message = refusal(DescribeQuestion(), "nan.csv")
    #expect(message.contains("nan.csv:2: the column \"b\" has NaN or infinity here"))
    #expect(message.contains("the first of 1 such value."))
  }

  @Test("a sample says when there are too few rows for it")
  func samples() throws {
    try directory.write("g,a\nx,1\ny,2\nz,3\n", to: "s.csv")
    func notes(_ question: SampleQuestion) throws -> [String] {
      let files = [directory.path.appending("s.csv")]
      return try RowSample(question, seed: 1)
        .parts(TableOpener(TableReading(), files, outputs: [])).notes
    }
    #expect(try notes(SampleQuestion(rows: 3, stratify: ["g"])).isEmpty)
    let few = "There are 3 rows, fewer than the 5 asked for."
    #expect(try notes(SampleQuestion(rows: 5)) == [few])
    #expect(try notes(SampleQuestion(rows: 5, stratify: ["g"], rest: "rest.csv")) == [few])
    #expect(
      try notes(SampleQuestion(rows: 1, stratify: ["g"]))
        == ["1 row of 3 groups: 2 of these have none in the sample."]
    )
  }
}
