import BatteryNumbers
import BatteryStatistics
import Testing

@Suite("Formula") struct FormulaTests {
  static let table: [String: FormulaColumn] = [
    "y": .numbers([1, 4, 2, 8, 5, 7]), "x": .exact([1, 2, 3, 4, 5, 6]),
    "z": .numbers([1, 0, 2, 1, 0, 3]), "g": .labels(["b", "a", "c", "a", "b", "c"]),
    "two words": .numbers([1, 2, 1, 2, 1, 2]),
  ]

  @Test(
    "names the columns of a model",
    arguments: [
      ("y ~ x", ["(Intercept)", "x"]), ("y~x-1", ["x"]), ("y ~ 0 + x", ["x"]),
      ("y ~ 1", ["(Intercept)"]),
      ("y ~ x + I(x^2) + C(g)", ["(Intercept)", "x", "I(x^2)", "C(g)[b]", "C(g)[c]"]),
      ("y ~ g", ["(Intercept)", "g[b]", "g[c]"]), ("y ~ g - 1", ["g[a]", "g[b]", "g[c]"]),
      ("y ~ x*z", ["(Intercept)", "x", "z", "x:z"]), ("y ~ x:z", ["(Intercept)", "x:z"]),
      ("log(y) ~ sqrt(x) + x + x", ["(Intercept)", "sqrt(x)", "x"]),
      ("y ~ x:C(g)", ["(Intercept)", "x:C(g)[b]", "x:C(g)[c]"]),
      ("y ~ `two words` + I(-x + 2 * z / 4)", ["(Intercept)", "two words", "I(-x + 2 * z / 4)"]),
    ]
  )
  func names(formula: String, names: [String]) throws {
    let (design, outcome) = try Formula(formula).design(Self.table)
    #expect(design.names == names)
    #expect(outcome.count == 6)
    #expect(design.columns.allSatisfy { $0.count == 6 })
  }

  @Test("computes what the columns hold")
  func values() throws {
    let (design, _) = try Formula("y ~ I((x - 1)^2 / 2) + C(g) + z:x").design(Self.table)
    #expect(design.columns[1] == [0, 0.5, 2, 4.5, 8, 12.5])
    #expect(design.columns[2] == [1, 0, 0, 0, 1, 0])
    #expect(design.columns[3] == [0, 0, 1, 0, 0, 1])
    #expect(design.columns[4] == [1, 0, 6, 4, 0, 18])
  }

  @Test(
    "says where it cannot be read",
    arguments: [
      ("y", "column 2: a ~ after the outcome"), ("y ~", "column 4: a column"),
      ("y ~ x z", "column 7: +, -, : or * between terms"), ("y ~ x + ", "column 9: a column"),
      ("y ~ (x", "column 7: a closing parenthesis"), ("y ~ sin(x)", "instead of sin"),
      ("y ~ x + 2", "a 0 or 1 for the intercept"), ("y ~ `x", "a name between two `"),
      ("y ~ C(x + 1)", "the name of one column"),
    ]
  )
  func mistakes(formula: String, message: String) {
    let error = #expect(throws: StatisticsError.self) { try Formula(formula) }
    #expect(error?.code == .formula)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("survives any number of parentheses")
  func depth() {
    let deep = "y ~ " + String(repeating: "(", count: 100_000)
    #expect(throws: StatisticsError.self) { try Formula(deep) }
  }

  @Test("says which column is missing, holds names or divides by zero")
  func columns() throws {
    func error(_ formula: String) -> StatisticsError? {
      #expect(throws: StatisticsError.self) { try Formula(formula).design(Self.table) }
    }
    #expect(error("y ~ w")?.code == .unknownColumn)
    #expect(error("y ~ w")?.columns == ["w"])
    #expect(error("g ~ x")?.code == .formula)
    #expect(error("y ~ log(g)")?.code == .formula)
    #expect(error("y ~ log(z)")?.code == .notFinite)
    #expect(error("y ~ I(x / z)")?.code == .invalidArgument)
  }
}
