import BatteryJobs
import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Weights of rows", .timeLimit(.minutes(5))) struct WeightedFoldTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func ask(
    _ question: any StatsQuestion,
    _ text: String,
    as name: String = "a.csv",
    by: [String] = [],
    na: NotFinitePolicy = .fail,
    settings: StatsSettings = StatsSettings(weights: "w"),
    memory: TableMemory = TableMemory()
  ) throws -> StatsAnswer {
    try directory.write(text, to: name)
    let opener = try TableOpener(
      TableReading(),
      [directory.path.appending(name)],
      outputs: [],
      memory: memory
    )
    return try StatsWork(question, settings, by: by, na: na).answer(opener)
  }

  private static let rows = "x,w,g\n0.1,2,a\n0.3,1,a\n,5,a\n7,0,a\n1e400,1,b\n3e400,3,b\n"

  @Test("make exact means, variances and quantiles, in the file and in memory")
  func exact() throws {
    let groups = try ask(DescribeQuestion(columns: ["x"]), Self.rows, by: ["g"]).json["groups"]
    let a = try #require(groups?[0]?["columns"]?["x"])
    #expect(a["count"]?.integer == 3)
    #expect(a["missing"]?.integer == 1)
    #expect(a["weight"]?.description == "3")
    #expect(a["mean"]?.double == 0.5 / 3)
    // 2·(1/15)² + (2/15)² = 6/225 = 2/75; times 3 / (9 - 5).
    #expect(a["variance"]?.double == 0.02)
    #expect(a["maximum"]?.description == "0.3")
    #expect(a["median"]?.description == "0.1")
    let b = try #require(groups?[1]?["columns"]?["x"])
    #expect(b["mean"]?.description == "2.5e400")
    #expect(b["median"]?.description == "3e400")
  }

  @Test("of 0 count a number, which is in no bin then, and a note says so")
  func zeroInHistograms() throws {
    let text = "x,w\n1,2\n2,0\n3,1\n4,1\n9,0\n"
    let answer = try ask(HistogramQuestion(bins: 3), text)
    let x = try #require(answer.json["columns"]?["x"])
    #expect(x["count"]?.integer == 5)
    #expect(x["counts"]?.array?.compactMap(\.integer) == [1, 0, 2])
    #expect(answer.notes.contains("x: 2 of 5 numbers have a weight of 0 and are in no bin."))
    let full = try ask(HistogramQuestion(bins: 3), "x,w\n1,2\n3,1\n4,1\n")
    #expect(!full.notes.contains { $0.contains("weight of 0") })
  }

  @Test("are left to --columns and are no column themselves where none is named")
  func columns() throws {
    for name in ["a.csv", "a.jsonl"] {
      let text =
        name == "a.csv" ? "x,w\n1,1\n2,3\n" : "{\"x\": 1, \"w\": 1}\n{\"x\": 2, \"w\": 3}\n"
      let answer = try ask(DescribeQuestion(), text, as: name)
      #expect(answer.json["columns"]?.object?.keys == ["x"])
      #expect(answer.json["columns"]?["x"]?["mean"]?.double == 1.75)
    }
  }

  @Test("give the same bits for any number of workers, and in the fast lane those of doubles")
  func workers() throws {
    var source = SplitMix(state: 3)
    let text = (0..<60_000).reduce(into: "x,w\n") { text, _ in
      text += "\(Double(source.next() >> 11) * 0x1p-53),\(source.next() % 1000).25\n"
    }
    let questions: [any StatsQuestion] = [
      DescribeQuestion(), QuantileQuestion(), HistogramQuestion(),
    ]
    for question in questions {
      let one = try ask(question, text, settings: StatsSettings(workers: 1, weights: "w"))
      let many = try ask(question, text, settings: StatsSettings(workers: 5, weights: "w"))
      #expect(one.json == many.json)
      let fast = try ask(question, text, settings: StatsSettings(lane: .fast, weights: "w"))
      #expect(fast.json["columns"]?["x"]?["lane"]?.string == "fast")
    }
    #expect(throws: TableError.self) {
      try ask(DescribeQuestion(), text, memory: TableMemory(limit: 64 << 20))
    }
  }

  static let bad = [
    ("x,w\n1,2\n2,-1.5\n", "a.csv:3: the weight -1.5 in the column \"w\" is negative."),
    ("x,w\n1,2\n2,\n", "a.csv:3: the column \"w\" has no weight here."),
    ("x,w\n1,2\n\n2,nan\n", "a.csv:4: the weight in the column \"w\" is no finite number."),
    ("x,w\n1,2\n2,two\n", "a.csv:3: \"two\" in the column \"w\" is not a number."),
  ]

  @Test("that are none are refused with the line", arguments: bad, NotFinitePolicy.allCases)
  func refused(example: (text: String, message: String), na: NotFinitePolicy) throws {
    let error = #expect(throws: TableError.self) {
      try ask(DescribeQuestion(columns: ["x"]), example.text, na: na)
    }
    let message = try #require(error?.message)
    #expect(message.contains(example.message), "\(message)")
    #expect(error?.code == .invalidData)
  }

  @Test("that are all 0 have no answer, and those of one row no spread of a sample")
  func zero() throws {
    let error = #expect(throws: StatisticsError.self) {
      try ask(DescribeQuestion(columns: ["x"]), "x,w\n1,0\n2,0\n")
    }
    #expect(error?.message.hasPrefix("All weights in the column w are 0.") == true)
    let single = try ask(DescribeQuestion(columns: ["x"]), "x,w\n1,0\n2,3\n")
    #expect(single.json["columns"]?["x"]?["variance"]?.isNull == true)
    #expect(single.json["columns"]?["x"]?["mean"]?.double == 2)
    #expect(single.notes.contains { $0.contains("one row has all of the weight") })
  }

  @Test(
    "go with no quantile method but the inverse",
    arguments: [("7", 7), ("2", 2), ("exclusive", 6)]
  )
  func methods(method: String, number: Int) throws {
    let error = #expect(throws: StatisticsError.self) {
      try ask(QuantileQuestion(columns: ["x"], method: method), Self.rows)
    }
    #expect(error?.message.hasPrefix("The quantile method \(number) takes no weights") == true)
    #expect(throws: StatisticsError.self) {
      try ask(QuantileQuestion(columns: ["x"], sketch: true), "x,w\n1,2\n")
    }
    #expect(throws: Never.self) {
      try ask(QuantileQuestion(columns: ["x"], method: "1"), "x,w\n1,2\n")
    }
  }

  @Test("are summed in the bins of a histogram, and drawn where they are whole")
  func histogram() throws {
    let text = "x,w\n0.1,2\n0.2,1\n0.3,4\n0.3,1\n9,0\n"
    let answer = try ask(HistogramQuestion(columns: ["x"], bins: 2), text)
    let x = try #require(answer.json["columns"]?["x"])
    #expect(x["edges"]?.array?.map(\.description) == ["0.1", "0.2", "0.3"])
    #expect(x["counts"]?.array?.compactMap(\.integer) == [1, 3])
    #expect(x["weights"]?.array?.compactMap(\.double) == [2, 6])
    #expect(x["densities"]?.array?.compactMap(\.double) == [2.5, 7.5])
    #expect(answer.drawings.count == 1)
    let parts = try ask(HistogramQuestion(columns: ["x"], bins: 2), "x,w\n1,0.5\n2,1\n")
    #expect(parts.drawings.isEmpty)
  }

  @Test("are judged as they are written, also below all doubles")
  func tiny() throws {
    let text = "x,y,w\n1,2,1e-400\n2,3,2e-400\n4,9,1e-400\n7,1,0e-400\n"
    let described = try ask(DescribeQuestion(columns: ["x"]), text)
    #expect(described.json["columns"]?["x"]?["mean"]?.description == "2.25")
    let whole = "x,y,w\n1,2,1\n2,3,2\n4,9,1\n7,1,0\n"
    let pairs = CorrelateQuestion(columns: ["x", "y"])
    #expect(try ask(pairs, text).json["coefficients"] == ask(pairs, whole).json["coefficients"])
    for model in ["linear", "polynomial:2"] {
      let question = RegressQuestion(formula: "y ~ x", model: try RegressionKind(parsing: model))
      let error = #expect(throws: StatisticsError.self) { try ask(question, text) }
      #expect(
        error?.message.contains("a.csv:2: the weight 1e-400 in the column \"w\" is beyond doubles")
          == true
      )
    }
    for question in [DescribeQuestion(columns: ["x"]), pairs] as [any StatsQuestion] {
      let error = #expect(throws: (any Error).self) {
        try ask(question, "x,y,w\n1,2,1\n2,3,-1e-400\n4,9,1\n")
      }
      #expect(
        "\(try #require(error))".contains("a.csv:3: the weight -1e-400 in the column \"w\" is")
      )
    }
  }

  /// A row of numbers and weights.
  private static func batch(_ number: String, _ weight: String, count: Int) -> StatsBatch {
    let texts = [number, weight].map { text in
      Column.text(TextColumn([String](repeating: text, count: count)))
    }
    return StatsBatch(
      batch: Batch(Schema([.init("x", .text), .init("w", .text)]), texts),
      rows: nil,
      numbers: ["x", "w"].enumerated().map {
        ($0, NumberReader(name: $1, lane: .exact, hasTexts: true))
      },
      labels: [],
      keys: []
    )
  }

  @Test("and numbers take room by their length, and the remedy is one that helps")
  func room() throws {
    let long = String(repeating: "7", count: 1000)
    for (number, weight) in [("7", "1"), (long, "1"), ("7", long)] {
      var fold = WeightedFold(["x"], NumberRoom(bytes: 100_000))
      guard number == long || weight == long else {
        try fold.add(Self.batch(number, weight, count: 250), at: 0)
        continue
      }
      let error = #expect(throws: TableError.self) {
        try fold.add(Self.batch(number, weight, count: 250), at: 0)
      }
      #expect(error?.message.hasSuffix("fewer columns or rows, with --columns or --where.") == true)
    }
  }

  @Test("of a table in memory may be NaN or none, and end no program")
  func table() throws {
    let settings = StatsSettings(weights: "w")
    func table(_ x: [Double], _ w: [Double]) -> StatsTable {
      StatsTable(
        rows: x.count,
        numbers: [
          "x": NumberColumn(name: "x", doubles: x),
          "y": NumberColumn(name: "y", doubles: [1, 4, 2]),
          "w": NumberColumn(name: "w", doubles: w),
        ],
        order: ["x", "y"]
      )
    }
    let answer = try DescribeQuestion().answer(table([1, .nan, 3], [1, 1, 1]), settings)
    #expect(answer.json["columns"]?["x"]?["mean"]?.double == 2)
    #expect(answer.json["columns"]?["x"]?["missing"]?.integer == 1)
    let wrong: [([Double], [Double])] = [
      ([1, 2, 3], [1, .nan, 1]), ([1, 2, 3], [1, .infinity, 1]), ([1, 2, 3], [1, -1, 1]),
      ([1, 2, 3], [0, 0, 0]), ([1, 2, 3], [1, 1]), ([1, 2], [1, 1, 1]),
    ]
    for (x, w) in wrong {
      #expect(throws: StatisticsError.self) { try DescribeQuestion().answer(table(x, w), settings) }
      #expect(throws: StatisticsError.self) {
        try CorrelateQuestion().answer(table(x, w), settings)
      }
    }
    let error = #expect(throws: StatisticsError.self) {
      try CorrelateQuestion().answer(table([1, .nan, 3], [1, 1, 1]), StatsSettings())
    }
    #expect(error?.row == 1)
  }
}
