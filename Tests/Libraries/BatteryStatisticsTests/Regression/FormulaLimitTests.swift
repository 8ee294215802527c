import BatteryStatistics
import Testing

@Suite("The limits of a formula", .timeLimit(.minutes(5)))
struct FormulaLimitTests {
  private static func sum(_ count: Int) -> String {
    [String](repeating: "x", count: count).joined(separator: " + ")
  }

  @Test(
    "are named",
    arguments: [
      ("y ~ I(" + sum(30_000) + ")", "at most 1000 parts"),
      (sum(30_000) + " ~ x", "at most 1000 parts"),
      ("y ~ " + (1...25).map { "x\($0)" }.joined(separator: " * "), "at most 500 terms"),
      ("y ~ " + (1...501).map { "x\($0)" }.joined(separator: " + "), "at most 500 terms"),
      ("y ~ I(1e9999999 * x)", "exponent of a number is from -1,100 to 1,100"),
      ("y ~ I(1e-9999999 * x)", "exponent of a number is from -1,100 to 1,100"),
      ("y ~ I(1e99999999999999999999 * x)", "exponent of a number is from -1,100 to 1,100"),
    ]
  )
  func limits(formula: String, message: String) {
    let error = #expect(throws: StatisticsError.self) { try Formula(formula) }
    #expect(error?.code == .formula)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("leave room for what is needed")
  func room() throws {
    let terms = (1...500).map { "x\($0)" }.joined(separator: " + ")
    #expect(try Formula("y ~ " + terms).columns.count == 501)
    #expect(try Formula("y ~ I(" + Self.sum(900) + ")").columns == ["y", "x"])
    let (design, _) = try Formula("y ~ I(1e3 * x)").design([
      "y": .numbers([1, 2, 4]), "x": .numbers([1, 2, 3]),
    ])
    #expect(design.columns[1] == [1_000, 2_000, 3_000])
  }
}
