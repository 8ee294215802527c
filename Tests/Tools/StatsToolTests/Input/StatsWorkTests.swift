import BatteryJobs
import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Questions about files", .timeLimit(.minutes(5))) struct StatsWorkTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func ask(
    _ question: any StatsQuestion,
    _ files: [String],
    where condition: String? = nil,
    by: [String] = [],
    na: NotFinitePolicy = .fail,
    settings: StatsSettings = StatsSettings(),
    memory: TableMemory = TableMemory(),
    reading: TableReading = TableReading()
  ) throws -> StatsAnswer {
    let opener = try TableOpener(
      reading,
      files.map { directory.path.appending($0) },
      outputs: [],
      memory: memory
    )
    let work = StatsWork(
      question,
      settings,
      condition: try condition.map { try TableExpression($0) },
      by: by,
      na: na
    )
    return try work.answer(opener)
  }

  /// Numbers of which the figures were computed with Python's fractions and decimals of 60 digits.
  private static let hard = [
    "10000000.2", "10000000.1", "10000000.3", "10000000.1", "10000000.3", "-3.25",
    "0.000012345678901234567", "12345678901234567890.5", "7",
  ]

  @Test("describe is exact where doubles are not", arguments: ["csv", "jsonl"])
  func exact(format: String) throws {
    let text =
      format == "csv"
      ? "x\n" + Self.hard.joined(separator: "\n") + "\n"
      : Self.hard.map { "{\"x\": \($0)}\n" }.joined()
    try directory.write(text, to: "hard.\(format)")
    let x = try #require(try ask(DescribeQuestion(), ["hard.\(format)"]).json["columns"]?["x"])
    #expect(x["count"]?.integer == 9)
    #expect(x["mean"]?.double == 1.3717421001427297e+18)
    #expect(x["variance"]?.double == 1.693508750358156e+37)
    #expect(x["standardDeviation"]?.double == 4.115226300409439e+18)
    #expect(x["populationStandardDeviation"]?.double == 3.8798725641823237e+18)
    #expect(x["skewness"]?.double == 2.4748737341529163)
    #expect(x["kurtosis"]?.double == 4.125)
    #expect(x["lag1Autocorrelation"]?.double == -0.13888888889005327)
    #expect(x["minimum"]?.description == "-3.25")
    #expect(x["median"]?.description == "10000000.1")
    #expect(x["maximum"]?.description == "12345678901234567890.5")
    #expect(x["lane"]?.string == "exact")
  }

  @Test("describe has exactly the keys that programs rely on")
  func keys() throws {
    try directory.write("x\n1\n2\n", to: "a.csv")
    let answer = try ask(DescribeQuestion(), ["a.csv"])
    #expect(answer.json.object?.keys == ["columns"])
    #expect(
      answer.json["columns"]?["x"]?.object?.keys.sorted()
        == [
          "count", "kurtosis", "lag1Autocorrelation", "lane", "maximum", "mean", "median",
          "minimum",
          "missing", "populationStandardDeviation", "q1", "q3", "skewness", "standardDeviation",
          "variance",
        ]
    )
  }

  private static func big(_ rows: Int) -> String {
    var source = SplitMix(state: 5)
    var text = "x,y,city\n"
    for row in 0..<rows {
      let x = Double(source.next() >> 11) * 0x1p-53 - 0.5
      text +=
        "\(x),\(row % 97 == 0 ? "" : "\(x * x * 1e-4)"),\(["Rome", "Oslo", "Bern"][row % 3])\n"
    }
    return text
  }

  @Test("every figure has the same bits for any number of workers and any memory")
  func reproducible() throws {
    try directory.write(Self.big(120_000), to: "big.csv")
    let questions: [any StatsQuestion] = [
      DescribeQuestion(), QuantileQuestion(q: ["0.1", "1/3", "0.999"]), HistogramQuestion(),
      QuantileQuestion(sketch: true),
    ]
    for question in questions {
      for lane in [Lane.exact, .fast] {
        let answers = try [1, 2, 7].map { workers in
          try ask(
            question,
            ["big.csv"],
            settings: StatsSettings(lane: lane, workers: workers),
            memory: TableMemory(limit: workers == 7 ? 64 << 20 : nil)
          ).json
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0] == answers[2])
      }
    }
  }

  @Test("a file in two has the answer of the whole, and so has a table of doubles as text")
  func parts() throws {
    let lines = Self.big(3000).split(separator: "\n").map(String.init)
    try directory.write(lines.joined(separator: "\n") + "\n", to: "all.csv")
    try directory.write(lines[...1000].joined(separator: "\n") + "\n", to: "1.csv")
    try directory.write(
      ([lines[0]] + lines[1001...]).joined(separator: "\n") + "\n",
      to: "2.csv"
    )
    let whole = try ask(DescribeQuestion(), ["all.csv"]).json
    #expect(try ask(DescribeQuestion(), ["1.csv", "2.csv"]).json == whole)
    let groups = try ask(DescribeQuestion(), ["1.csv", "2.csv"], by: ["city"]).json
    #expect(try ask(DescribeQuestion(), ["all.csv"], by: ["city"]).json == groups)
    let names = groups["groups"]?.array?.compactMap { $0["group"]?["city"]?.string }
    #expect(names == ["Bern", "Oslo", "Rome"])
    let rome = groups["groups"]?[2]?["columns"]
    #expect(
      try ask(DescribeQuestion(), ["all.csv"], where: "city = 'Rome'").json["columns"] == rome
    )
  }

  @Test("a condition on a column of numbers keeps its digits")
  func condition() throws {
    try directory.write("x\n0.1\n0.2\n0.00001\n0.30000000000000004\n-5\n", to: "a.csv")
    let x = try ask(DescribeQuestion(), ["a.csv"], where: "x > 0").json["columns"]?["x"]
    #expect(x?["count"]?.integer == 4)
    #expect(x?["minimum"]?.description == "0.00001")
    #expect(x?["maximum"]?.description == "0.30000000000000004")
  }

  @Test("what is not defined is null, and said to be")
  func undefined() throws {
    try directory.write("one,same,none\n4,2,\n,2,\n,2,\n", to: "a.csv")
    let answer = try ask(DescribeQuestion(columns: ["one", "same", "none"]), ["a.csv"])
    let columns = try #require(answer.json["columns"])
    #expect(columns["one"]?["standardDeviation"]?.isNull == true)
    #expect(columns["one"]?["mean"]?.double == 4)
    #expect(columns["one"]?["missing"]?.integer == 2)
    #expect(columns["same"]?["standardDeviation"]?.double == 0)
    #expect(columns["same"]?["skewness"]?.isNull == true)
    #expect(columns["same"]?["lag1Autocorrelation"]?.isNull == true)
    #expect(columns["none"]?["mean"]?.isNull == true)
    #expect(columns["none"]?["median"]?.isNull == true)
    for name in ["one", "same", "none"] {
      #expect(answer.notes.contains { $0.hasPrefix("\(name): ") }, "\(name)")
    }
  }

  @Test(
    "a cell that is not a number is named with file, line and column",
    arguments: [false, true]
  )
  func badCell(inMemory: Bool) throws {
    try directory.write("a,b\n1,2\n3,4\n5,x7\n", to: "bad.csv")
    let question: any StatsQuestion =
      inMemory ? CorrelateQuestion(columns: ["a", "b"]) : DescribeQuestion(columns: ["a", "b"])
    let error = #expect(throws: TableError.self) { try ask(question, ["bad.csv"]) }
    let message = try #require(error?.message)
    #expect(message.contains("bad.csv:4: \"x7\" in the column \"b\" is not a number."))
    #expect(throws: TableError.self) { try ask(DescribeQuestion(), ["bad.csv"]) }
    #expect(throws: Never.self) {
      var reading = TableReading()
      reading.null = ["x7"]
      _ = try ask(question, ["bad.csv"], reading: reading)
    }
  }

  @Test(
    "one cell that is no number is an error wherever it stands, and no column goes away",
    arguments: [1, 2, 500, 1500, 50_000],
    ["csv", "jsonl"]
  )
  func latePlaces(row: Int, format: String) throws {
    let isCSV = format == "csv"
    let text = (1...50_000).map { number in
      let cell = number == row ? (isCSV ? "n/a" : "\"n/a\"") : "\(number)"
      return isCSV ? "\(number),\(cell)\n" : "{\"a\":\(number),\"b\":\(cell)}\n"
    }
    try directory.write((isCSV ? "a,b\n" : "") + text.joined(), to: "late.\(format)")
    let questions: [any StatsQuestion] = [DescribeQuestion(), CorrelateQuestion()]
    for question in questions {
      let error = #expect(throws: TableError.self) { try ask(question, ["late.\(format)"]) }
      let place = isCSV ? "late.csv:\(row + 1): " : "late.jsonl: row \(row): "
      #expect(error?.message.contains(place + "\"n/a\" in the column \"b\"") == true, "\(row)")
    }
    #expect(throws: Never.self) { try ask(DescribeQuestion(columns: ["a"]), ["late.\(format)"]) }
  }

  @Test("a column of texts is left out, and the answer says so to programs, too")
  func leftOut() throws {
    try directory.write("a,name,part\n1,x,007\n2,3,1\n3,y,2\n", to: "a.csv")
    let answer = try ask(DescribeQuestion(), ["a.csv"])
    #expect(answer.json["columns"]?.object?.keys == ["a"])
    let note = "Left out, since not numbers: name, part."
    #expect(answer.notes == [note])
    #expect(answer.json["notes"] == .array([.string(note)]))
  }

  @Test("a group without an answer is named beside those that have one")
  func badGroup() throws {
    try directory.write("g,x,y\na,1,1\na,1,2\na,1,3\nb,1,2\nb,2,3\nb,3,5\n", to: "g.csv")
    let question = RegressQuestion(formula: "y ~ x")
    let answer = try ask(question, ["g.csv"], by: ["g"])
    let groups = try #require(answer.json["groups"]?.array)
    #expect(groups[0]["error"]?.string?.contains("The column x is the same in every row") == true)
    #expect(groups[1]["coefficients"]?.array?.count == 2)
    #expect(answer.notes.contains { $0.hasPrefix("g = a: no answer: The column x") })
    let error = #expect(throws: StatisticsError.self) {
      try ask(question, ["g.csv"], where: "g = 'a'", by: ["g"])
    }
    #expect(error?.message.hasPrefix("g = a: The column x") == true)
    // A question that is wrong is so for every group.
    #expect(throws: StatisticsError.self) {
      try ask(OutliersQuestion(), ["g.csv"], by: ["g"], settings: StatsSettings(weights: "x"))
    }
  }

  @Test(
    "what has no answer at all is an error in every question",
    arguments: [
      DescribeQuestion(columns: ["c"]), HistogramQuestion(columns: ["c"]),
      QuantileQuestion(columns: ["c"]), OutliersQuestion(columns: ["c"]),
      NormalityQuestion(columns: ["c"]), CorrelateQuestion(columns: ["c", "d"]),
      RegressQuestion(formula: "c ~ d"), TestQuestion(test: .t, values: ["c"]),
      CrossValidateQuestion(formula: "c ~ d"),
    ] as [any StatsQuestion]
  )
  func noAnswer(question: any StatsQuestion) throws {
    try directory.write("c,d,e,f\n5,5,,a\n5,5,,a\n5,5,,a\n5,5,,a\n", to: "c.csv")
    let empty = #expect(throws: StatisticsError.self) {
      try ask(question, ["c.csv"], where: "c > 9")
    }
    #expect(empty?.code == .tooFewValues)
    #expect(
      empty?.message
        == "c.csv: no row of 4 meets the condition. Change --where."
        .replacing("c.csv", with: directory.path.appending("c.csv").string)
    )
    guard !(question is any StreamedQuestion) else { return }
    guard !(question is CrossValidateQuestion) else { return }
    let error = #expect(throws: StatisticsError.self) { try ask(question, ["c.csv"]) }
    #expect(
      error.map { ![.invalidArgument, .formula].contains($0.code) } == true,
      "\(error as Any)"
    )
  }

  @Test("what is wrong with a row says which")
  func placed() throws {
    try directory.write("y,x,w,z\n1,1,1,2\n,1,-1,0\n2,2,1,1\n3,4,-1,0\n5,5,0,3\n", to: "w.csv")
    let weighted = StatsSettings(weights: "w")
    let cases: [(any StatsQuestion, StatsSettings, String)] = [
      (RegressQuestion(formula: "y ~ x"), weighted, #"w.csv:5: the weight -1 in the column "w""#),
      (
        CorrelateQuestion(columns: ["y", "x"]), weighted,
        #"w.csv:5: the weight -1 in the column "w""#
      ),
      (RegressQuestion(formula: "y ~ I(x / z)"), StatsSettings(), "w.csv:5: x / z divides by 0"),
      (RegressQuestion(formula: "y ~ log(z)"), StatsSettings(), "w.csv:5: log(z) is infinite"),
      (
        RegressQuestion(formula: "z ~ x", model: .logistic), StatsSettings(), "w.csv:2: the outcome"
      ),
    ]
    for (question, settings, message) in cases {
      let error = #expect(throws: StatisticsError.self) {
        try ask(question, ["w.csv"], settings: settings)
      }
      #expect(error?.code == .invalidData)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }

  @Test("a condition takes a column of exponents and long decimals, and no digit is lost")
  func mixedCondition() throws {
    try directory.write(
      "x\n1e-05\n0.30000000000000004\n-5\n12345.678901234567\n",
      to: "mix.csv"
    )
    for question in [DescribeQuestion(), DescribeQuestion(columns: ["x"])] {
      let x = try ask(question, ["mix.csv"], where: "x > 0").json["columns"]?["x"]
      #expect(x?["count"]?.integer == 3)
      #expect(x?["minimum"]?.description == "0.00001")
      #expect(x?["median"]?.description == "0.30000000000000004")
    }
  }

  @Test("NaN and infinity are an error with the count and the first line, or are left out")
  func notFinite() throws {
    try directory.write("x\n1\nNaN\n2\n-inf\n3\n", to: "nan.csv")
    let question = DescribeQuestion(columns: ["x"])
    let error = #expect(throws: TableError.self) { try ask(question, ["nan.csv"]) }
    let message = try #require(error?.message)
    #expect(message.contains("nan.csv:3: the column \"x\" has NaN or infinity"))
    #expect(message.contains("the first of 2"))
    let x = try ask(question, ["nan.csv"], na: .skip).json["columns"]?["x"]
    #expect(x?["count"]?.integer == 3)
    #expect(x?["missing"]?.integer == 2)
    #expect(x?["mean"]?.double == 2)
    // The column is found to be one of numbers, too; part numbers are not.
    try directory.write("x,id\n1,007\nNaN,1e5\n2,3\n", to: "found.csv")
    #expect(throws: TableError.self) { try ask(DescribeQuestion(), ["found.csv"]) }
    let found = try ask(DescribeQuestion(), ["found.csv"], na: .skip).json["columns"]?.object
    #expect(found?.keys == ["x"])
  }

  @Test("a column of numbers with exponents is one of numbers")
  func exponents() throws {
    try directory.write("x,part\n1e5,1e5\n2E5,007\n+3e+5,2\n", to: "a.csv")
    let columns = try ask(DescribeQuestion(), ["a.csv"]).json["columns"]
    #expect(columns?.object?.keys == ["x"])
    #expect(columns?["x"]?["mean"]?.double == 200_000)
  }

  @Test("a number beyond a double is not said to be infinite", arguments: NotFinitePolicy.allCases)
  func beyondDouble(na: NotFinitePolicy) throws {
    try directory.write("x\n1\n1e1050\n", to: "far.csv")
    let error = #expect(throws: TableError.self) {
      try ask(
        DescribeQuestion(columns: ["x"]),
        ["far.csv"],
        na: na,
        settings: StatsSettings(lane: .fast)
      )
    }
    let message = try #require(error?.message)
    #expect(message.contains("far.csv:3: \"1e1050\" in the column \"x\" is beyond a double."))
    #expect(message.contains("Leave --fast"))
  }

  @Test(
    "histograms reach from the least double to the largest",
    arguments: [("-1.7e308", "1.7e308"), ("0", "5e-324"), ("0", "1e-320"), ("1e-310", "2e-310")],
    [Lane.exact, .fast]
  )
  func farHistogram(ends: (String, String), lane: Lane) throws {
    try directory.write("x\n\(ends.0)\n\(ends.1)\n", to: "far.csv")
    let answer = try ask(
      HistogramQuestion(columns: ["x"], bins: 2),
      ["far.csv"],
      settings: StatsSettings(lane: lane)
    )
    let counts = answer.json["columns"]?["x"]?["counts"]?.array?.compactMap(\.integer)
    #expect(counts?.reduce(0, +) == 2)
    #expect(counts?.last.map { $0 > 0 } == true)
  }

  @Test("a histogram of numbers beyond doubles has its counts and no drawing")
  func farEdges() throws {
    try directory.write("x\n0\n1e1050\n", to: "far.csv")
    let answer = try ask(HistogramQuestion(columns: ["x"], bins: 2), ["far.csv"])
    let x = try #require(answer.json["columns"]?["x"])
    #expect(x["edges"]?.array?.map(\.description) == ["0", "5e1049", "1e1050"])
    #expect(x["counts"]?.array?.compactMap(\.integer) == [1, 1])
    #expect(answer.drawings.isEmpty)
    #expect(answer.notes.contains { $0.contains("beyond the range of doubles") })
  }

  /// Two samples of unequal lengths in two columns, with what R's `t.test`, `wilcox.test` and `ks.test`
  /// say of them.
  private static let unequal: [(test: HypothesisTestKind, statistic: Double, p: Double)] = [
    (.t, -1.5804338562079845, 0.16755409288234835), (.mannWhitney, 3, 1.0 / 6),
    (.ks, 2.0 / 3, 1.0 / 3),
  ]

  @Test("two samples that are no pairs keep all of their values", arguments: unequal)
  func unequalSamples(example: (test: HypothesisTestKind, statistic: Double, p: Double)) throws {
    try directory.write("a,b\n1,2\n3,4\n5,6\n,8\n,9\n,30\n,\n", to: "two.csv")
    for lane in [Lane.exact, .fast] {
      let answer = try ask(
        TestQuestion(test: example.test, values: ["a", "b"]),
        ["two.csv"],
        settings: StatsSettings(lane: lane)
      )
      #expect(answer.json["samples"]?.array?.map { $0["count"]?.integer } == [3, 6])
      let (statistic, p) = (answer.json["statistic"]?.double, answer.json["p"]?.double)
      #expect(try (#require(statistic) - example.statistic).magnitude < 1e-12)
      #expect(try (#require(p) - example.p).magnitude < 1e-12)
      #expect(answer.json["missing"]?.integer == 5)
      #expect(answer.notes.contains("4 values of a are missing."))
      #expect(answer.notes.contains("1 value of b is missing."))
    }
  }

  @Test("pairs are whole rows, and groups have samples of their own lengths")
  func pairsAndGroups() throws {
    try directory.write("g,a,b\nu,1,2\nu,3,\nv,5,6\nu,7,9\nv,,8\nv,6,\n", to: "two.csv")
    for test in [HypothesisTestKind.t, .wilcoxon] {
      let pairs = try ask(
        TestQuestion(test: test, values: ["a", "b"], paired: true),
        ["two.csv"]
      )
      #expect(pairs.json["samples"]?.array?.map { $0["count"]?.integer } == [3, 3])
      #expect(pairs.json["missing"]?.integer == 3)
      #expect(pairs.notes.contains("3 rows were left out because a value is missing."))
    }
    let groups = try ask(
      TestQuestion(test: .t, values: ["a", "b"]),
      ["two.csv", "two.csv"],
      by: ["g"]
    )
    let counts = groups.json["groups"]?.array?.map { group in
      group["samples"]?.array?.map { $0["count"]?.integer }
    }
    #expect(counts == [[6, 4], [4, 4]])
    try directory.write("a,b\n,\n,\n", to: "none.csv")
    let error = #expect(throws: StatisticsError.self) {
      try ask(TestQuestion(test: .t, values: ["a", "b"]), ["none.csv"])
    }
    #expect(error?.message == "All 2 rows lack a value in a, b. Give rows that have all.")
  }

  @Test("the fast lane is near, and says what it is")
  func fast() throws {
    try directory.write(Self.big(5000), to: "big.csv")
    let exact = try #require(try ask(DescribeQuestion(), ["big.csv"]).json["columns"]?["x"])
    let fast = try #require(
      try ask(DescribeQuestion(), ["big.csv"], settings: StatsSettings(lane: .fast))
        .json["columns"]?["x"]
    )
    #expect(fast["lane"]?.string == "fast")
    for key in ["mean", "variance", "skewness", "kurtosis", "lag1Autocorrelation", "median"] {
      let one = try #require(exact[key]?.double)
      let other = try #require(fast[key]?.double)
      #expect(abs(one - other) <= 1e-12 * max(1, abs(one)), "\(key) \(one) \(other)")
    }
  }

  @Test("histograms count every number once, by the rule that is said")
  func histogram() throws {
    let numbers = (0..<1000).map { "\($0 % 100)" }
    try directory.write("x\n" + numbers.joined(separator: "\n") + "\n", to: "h.csv")
    let ten = try ask(HistogramQuestion(bins: 10), ["h.csv"])
    let x = try #require(ten.json["columns"]?["x"])
    #expect(
      x["counts"]?.array?.compactMap(\.integer) == [
        100, 100, 100, 100, 100, 100, 100, 100, 100, 100,
      ]
    )
    #expect(x["edges"]?.array?.count == 11)
    #expect(x["edges"]?[10]?.double == 99)
    let auto = try #require(try ask(HistogramQuestion(), ["h.csv"]).json["columns"]?["x"])
    // numpy.histogram_bin_edges(x, "fd") has as many.
    #expect(auto["counts"]?.array?.count == 10)
    #expect(auto["counts"]?.array?.compactMap(\.integer).reduce(0, +) == 1000)
    #expect(auto["rule"]?.string == "Freedman–Diaconis")
    #expect(ten.drawings.count == 1)
  }
}
