import BatteryStatistics
import BatteryTables
import StatsTool
import Testing

@Suite("Normality question") struct NormalityQuestionTests {
  @Test("leaves a test out that too few or too many values have no probability for, and says why")
  func limits() throws {
    let many = (0..<5_001).map { Double($0 * 7919 % 5_003) }
    let answer = try NormalityQuestion().answer(
      StatsTable(["v": many]),
      StatsSettings(lane: .fast)
    )
    #expect(answer.json.at("columns.v.shapiroWilk") == .null)
    #expect(answer.json.at("columns.v.andersonDarling.p")?.double != nil)
    #expect(
      answer.notes == [
        "v: Shapiro-Wilk: Shapiro and Wilk's test holds for up to 5000 values and there are 5001."
          + " Take Anderson and Darling's."
      ]
    )
    let few = try NormalityQuestion().answer(
      StatsTable(["v": [1, 2, 4]]),
      StatsSettings(lane: .fast)
    )
    #expect(few.json.at("columns.v.shapiroWilk.probability") == "computed")
    #expect(few.json.at("columns.v.jarqueBera.probability") == "asymptotic")
    #expect(few.json.at("columns.v.dAgostino") == .null)
    #expect(
      few.notes.last
        == "v: Anderson-Darling, D'Agostino-Pearson: The sample has 3 values."
        + " The test takes 8 or more."
    )
  }

  @Test(
    "refuses data of which no test can be made",
    arguments: [
      (
        ["v": [3, 3, 3]], "v: The sample is constant: there is nothing to measure by."
      ),
      (["v": []], "v: Shapiro-Wilk: The sample has 0 values. The test takes 3 or more."),
      (["v": [1]], "v: Shapiro-Wilk: The sample has 1 value. The test takes 3 or more."),
      (
        ["v": [3, 3], "w": [1e200, -1e200]],
        "None of 2 columns has an answer. v: The sample is constant: there is nothing to measure by."
      ),
    ] as [([String: [Double]], String)]
  )
  func noAnswer(columns: [String: [Double]], message: String) throws {
    let error = #expect(throws: StatisticsError.self) {
      try NormalityQuestion().answer(StatsTable(columns), StatsSettings())
    }
    #expect(error?.message == message)
    #expect(error?.code != .invalidArgument)
  }

  @Test("says of a constant column that it has no answer, and answers for the others")
  func constant() throws {
    let table = try StatsTable([
      "v": [Double](repeating: 3, count: 9), "w": (0..<9).map { Double($0) },
    ])
    let answer = try NormalityQuestion().answer(table, StatsSettings())
    for test in ["shapiroWilk", "andersonDarling", "jarqueBera", "dAgostino"] {
      #expect(answer.json.at("columns.v.\(test)") == .null)
      #expect(answer.json.at("columns.w.\(test).p")?.double != nil)
    }
    #expect(
      answer.notes == [
        "v: The sample is constant: there is nothing to measure by.",
        "Tests of normality are computed in doubles, in the fast lane.",
      ]
    )
  }

  @Test("refuses weights and a column that is not there")
  func refusals() throws {
    let table = try StatsTable(["v": [1, 2, 3]])
    let weights = #expect(throws: StatisticsError.self) {
      try NormalityQuestion().answer(table, StatsSettings(weights: "v"))
    }
    #expect(
      weights?.message
        == "The tests of normality take no weights and v was given. Leave the weights out."
    )
    let column = #expect(throws: StatisticsError.self) {
      try NormalityQuestion(columns: ["x"]).answer(table, StatsSettings())
    }
    #expect(column?.message == "There is no column of numbers “x”. There are v.")
  }
}
