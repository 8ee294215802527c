import BatteryNumbers
import BatteryStatistics
import Testing

@Suite("Formula") struct FormulaTests {
  static let table: [String: FormulaColumn] = [
    "y": .numbers([1, 4, 2, 8, 5, 7]), "x": .exact([1, 2, 3, 4, 5, 6]),
    "z": .numbers([1, 0, 2, 1, 0, 3]), "g": .labels(["b", "a", "c", "a", "b", "c"]),
    "h": .labels(["m", "m", "n", "n", "n", "m"]), "one": .labels(["a", "a", "a", "a", "a", "a"]),
    "two words": .numbers([1, 2, 1, 2, 1, 2]),
    "half": .exact(Array<Fraction>([1, 2, 2, 1, 2, 1]).map { $0 / 2 }),
  ]

  @Test(
    "names the columns of a model",
    arguments: [
      ("y ~ x", ["(Intercept)", "x"]), ("y~x-1", ["x"]), ("y ~ 0 + x", ["x"]),
      ("y ~ 1", ["(Intercept)"]), ("y ~ + x", ["(Intercept)", "x"]),
      ("y ~ x + I(x^2) + C(g)", ["(Intercept)", "x", "I(x^2)", "C(g)[b]", "C(g)[c]"]),
      ("y ~ x*z", ["(Intercept)", "x", "z", "x:z"]), ("y ~ x:z", ["(Intercept)", "x:z"]),
      ("y ~ x:z + x", ["(Intercept)", "x", "x:z"]),
      ("y ~ x:x + z:x + x:z", ["(Intercept)", "x", "z:x"]),
      ("log(y) ~ sqrt(x) + x + x", ["(Intercept)", "sqrt(x)", "x"]),
      ("y ~ (x + z):half", ["(Intercept)", "x:half", "z:half"]),
      ("y ~ (x + z) * half - z", ["(Intercept)", "x", "half", "x:half", "z:half"]),
      ("y ~ C(half)", ["(Intercept)", "C(half)[1]"]),
      ("y ~ C(half) - 1", ["C(half)[0.5]", "C(half)[1]"]),
    ]
  )
  func names(formula: String, names: [String]) throws {
    let (design, outcome) = try Formula(formula).design(Self.table)
    #expect(design.names == names)
    #expect(outcome.count == 6)
    #expect(design.columns.allSatisfy { $0.count == 6 })
  }

  @Test(
    "keeps the parentheses of arithmetic, and no others",
    arguments: [
      ("I(1/(x*z+1))", "I(1 / (x * z + 1))"), ("I((x+2)*z)", "I((x + 2) * z)"),
      ("I(x-(z-half))", "I(x - (z - half))"), ("I((x-z)-half)", "I(x - z - half)"),
      ("I(x*(z*half))", "I(x * (z * half))"), ("I((-x)^2)", "I((-x)^2)"), ("I(-x^2)", "I(-x^2)"),
      ("I((x^2)^3)", "I((x^2)^3)"), ("I(x^(z+1))", "I(x^(z + 1))"), ("I(-(x+z))", "I(-(x + z))"),
      ("I(-x + 2 * z / 4)", "I(-x + 2 * z / 4)"), ("log((x+1)/2)", "log((x + 1) / 2)"),
      ("I(`two words`^2)", "I(`two words`^2)"), ("`two words`", "two words"),
      ("I(1e-3*x)", "I(1e-3 * x)"), ("I(x**2)", "I(x^2)"), ("I(.5*x)", "I(.5 * x)"),
    ]
  )
  func parentheses(term: String, name: String) throws {
    let (design, _) = try Formula("y ~ \(term)").design(Self.table)
    #expect(design.names[1] == name)
    // What is written is read as the same.
    if !name.hasPrefix("two") {
      let again = try Formula("y ~ \(name)").design(Self.table).design
      #expect(again.columns == design.columns)
    }
  }

  /// What R's `model.matrix` and patsy call treatment coding, as far as the columns go.
  static let grouped: [(formula: String, names: [String])] = [
    ("y ~ g", ["(Intercept)", "g[b]", "g[c]"]), ("y ~ g - 1", ["g[a]", "g[b]", "g[c]"]),
    ("y ~ g + h - 1", ["g[a]", "g[b]", "g[c]", "h[n]"]),
    ("y ~ x:C(g)", ["(Intercept)", "x:C(g)[a]", "x:C(g)[b]", "x:C(g)[c]"]),
    ("y ~ x*g", ["(Intercept)", "x", "g[b]", "g[c]", "x:g[b]", "x:g[c]"]),
    (
      "y ~ g*h",
      ["(Intercept)", "g[b]", "g[c]", "h[n]", "g[b]:h[n]", "g[c]:h[n]"]
    ),
    (
      "y ~ g:h - 1",
      ["g[a]:h[m]", "g[b]:h[m]", "g[c]:h[m]", "g[a]:h[n]", "g[b]:h[n]", "g[c]:h[n]"].sorted()
    ),
    ("y ~ h + g:h", ["(Intercept)", "h[n]", "g[b]:h[m]", "g[b]:h[n]", "g[c]:h[m]", "g[c]:h[n]"]),
  ]

  @Test("has each group once, and not twice with the intercept", arguments: grouped)
  func coding(example: (formula: String, names: [String])) throws {
    let (design, _) = try Formula(example.formula).design(Self.table)
    #expect(design.names == example.names)
  }

  @Test("says with which group the others are compared")
  func references() throws {
    let groupings = try Formula("y ~ x + g + C(half) + z:h").groupings(Self.table)
    #expect(groupings.map(\.term) == ["g", "C(half)", "h"])
    #expect(groupings.map(\.reference) == ["a", "0.5", nil])
    #expect(try Formula("y ~ x + x:h").groupings(Self.table).map(\.reference) == ["m"])
    #expect(groupings[0].groups == ["a", "b", "c"])
    #expect(try Formula("y ~ g - 1").groupings(Self.table).map(\.reference) == [nil])
  }

  @Test("computes what the columns hold")
  func values() throws {
    let (design, _) = try Formula("y ~ I((x - 1)^2 / 2) + C(g) + z:x").design(Self.table)
    #expect(design.columns[1] == [0, 0.5, 2, 4.5, 8, 12.5])
    #expect(design.columns[2] == [1, 0, 0, 0, 1, 0])
    #expect(design.columns[3] == [0, 0, 1, 0, 0, 1])
    #expect(design.columns[4] == [1, 0, 6, 4, 0, 18])
  }

  @Test("keeps negative powers of exact numbers exact")
  func negativePower() throws {
    let (design, _) = try Formula("y ~ I(half^-2)").design(Self.table)
    #expect(design.isExact)
    #expect(design.columns[1] == [4, 1, 1, 4, 1, 4])
  }

  /// What cannot be read, and what is said of it.
  static let mistakes: [(formula: String, message: String)] = [
    (
      "",
      "The formula is empty. Write the outcome, ~ and what explains it, such as y ~ x1 + C(group)."
    ),
    ("~ x", "“~ x”, column 1: the outcome is missing before ~. Name a column there."),
    (
      "y",
      "“y”, at its end: there is no ~ after the outcome. Write what explains it after a ~, as in y ~ x."
    ),
    ("y = x", "“y = x”, column 3: = does not belong here. Write ~ after the outcome."),
    (
      "y ~",
      "“y ~”, at its end: a column is missing after ~. Name what explains the outcome."
    ),
    (
      "y ~ x + ",
      "“y ~ x + ”, at its end: a column is missing after +. Name one, or leave + out."
    ),
    ("y ~ x ++ z", "“y ~ x ++ z”, column 8: a column is missing before +. Name one there."),
    ("y ~ :x", "“y ~ :x”, column 5: a column is missing before :. Name one there."),
    ("y ~ I(x+)", "“y ~ I(x+)”, column 9: a column is missing before ). Name one there."),
    ("y ~ log()", "“y ~ log()”, column 9: the parentheses are empty. Write a column in them."),
    ("y ~ (x", "“y ~ (x”, column 5: this ( is not closed. Add a )."),
    ("y ~ log(x", "“y ~ log(x”, column 8: this ( is not closed. Add a )."),
    ("y ~ x)", "“y ~ x)”, column 6: this ) closes nothing. Leave it out, or add a ( before."),
    (
      "y ~ x z",
      "“y ~ x z”, column 7: a sign is missing before z. Write +, : or * between terms."
    ),
    (
      "y ~ I(2x)",
      "“y ~ I(2x)”, column 8: a sign is missing before x. Write +, -, *, / or ^ between both."
    ),
    (
      "y ~ x ~ z",
      "“y ~ x ~ z”, column 7: there is a second ~. A formula has one outcome and one ~."
    ),
    (
      "y ~ x^2",
      "“y ~ x^2”, column 6: arithmetic stands within I(…). Write it as in I(x^2) or I(a / b)."
    ),
    (
      "y ~ (x + z)^2",
      "“y ~ (x + z)^2”, column 12: arithmetic stands within I(…). Write it as in I(x^2) or I(a / b)."
    ),
    (
      "y ~ log(x, 2)",
      "“y ~ log(x, 2)”, column 10: a comma has no meaning here. Functions take one number each."
    ),
    (
      "y ~ 'x'",
      "“y ~ 'x'”, column 5: names are not written in quotes. Write `two words`, in backticks."
    ),
    (
      "y ~ x % z",
      "“y ~ x % z”, column 7: % has no meaning here. Write names with such signs in backticks: `a-b`."
    ),
    (
      "y ~ sin(x)",
      "“y ~ sin(x)”, column 5: sin is no function that a formula knows."
        + " There are abs, exp, log, sqrt, I(…) for arithmetic and C(…) for groups."
    ),
    (
      "y ~ x + 2",
      "“y ~ x + 2”, column 9: among terms, numbers are 1 and 0, with and without an intercept."
        + " Write arithmetic as I(2 * x)."
    ),
    (
      "y ~ 2 * x",
      "“y ~ 2 * x”, column 5: a number is no factor of a term. Write it as I(2 * x)."
    ),
    (
      "y ~ x:1",
      "“y ~ x:1”, column 7: a number is no factor of a term. Write it as I(2 * x)."
    ),
    ("y ~ `x", "“y ~ `x”, column 5: the name that begins with ` does not end. Add another `."),
    ("y ~ ``", "“y ~ ``”, column 5: there is no name between the two `. Name a column."),
    ("y ~ .", "“y ~ .”, column 5: a point for all other columns is not known. Name the columns."),
    (
      "y ~ C(x + 1)",
      "“y ~ C(x + 1)”, column 7: C(…) takes the name of one column. Write arithmetic as I(…)."
    ),
    (
      "C(y) ~ x",
      "“C(y) ~ x”, column 1: C(…) makes groups, and numbers are wanted here."
        + " Name the column without it."
    ),
    (
      "y ~ log(C(x))",
      "“y ~ log(C(x))”, column 9: C(…) makes groups, and numbers are wanted here."
        + " Name the column without it."
    ),
    ("3 ~ x", "“3 ~ x”, column 1: the outcome names no column. Name one before the ~."),
    (
      "y ~ 0",
      "“y ~ 0”, at its end: neither a term nor an intercept is left to explain y."
        + " Name a column, or write y ~ 1 for the mean alone."
    ),
    (
      "y ~ y",
      "“y ~ y”, column 5: the outcome would explain itself. Leave y out after the ~."
    ),
    (
      "log(y) ~ x + I(log(y))",
      "“log(y) ~ x + I(log(y))”, column 14: the outcome would explain itself."
        + " Leave log(y) out after the ~."
    ),
    (
      "y ~ x * y",
      "“y ~ x * y”, column 5: the outcome would explain itself. Leave y out after the ~."
    ),
    (
      "y ~ x - z",
      "“y ~ x - z”, column 9: there is no such term before that - could take away."
        + " Write a difference as I(a - b)."
    ),
    (
      "y ~ I(1.2.3 * x)",
      "“y ~ I(1.2.3 * x)”, column 7: 1.2.3 is no number. Write one such as 2 or 0.5."
    ),
    (
      "y ~ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccc + ddddddd",
      "“…aaaaaa + bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccc + ddddddd”, column 69: a sign is missing"
        + " before ccccccccccccccccc. Write +, : or * between terms."
    ),
  ]

  @Test("says where it cannot be read, why, and what to do", arguments: mistakes)
  func mistaken(example: (formula: String, message: String)) {
    let error = #expect(throws: StatisticsError.self) { try Formula(example.formula) }
    #expect(error?.code == .formula)
    #expect(error?.message == example.message)
  }

  @Test("survives any number of parentheses", arguments: ["(", "I(", "-", "log("])
  func depth(piece: String) {
    let deep = "y ~ I(" + String(repeating: piece, count: 100_000)
    #expect(throws: StatisticsError.self) { try Formula(deep) }
    let terms = "y ~ " + String(repeating: piece, count: 100_000)
    #expect(throws: StatisticsError.self) { try Formula(terms) }
  }

  @Test("powers with few enough digits are not rounded", arguments: [101, 1_000, -1_000])
  func longPowers(power: Int) throws {
    let formula = try Formula("y ~ I((z / 10)^\(power) * 10^\(power))")
    let table: [String: FormulaColumn] = [
      "y": .exact([1, 2, 4]), "z": .exact([1, Fraction(11, 10), Fraction(9, 10)]),
    ]
    let design = try formula.design(table).design
    #expect(design.isExact)
    #expect(design.columns[1][0] == 1)
  }

  /// What a formula cannot make of the columns.
  static let unfit: [(formula: String, code: StatisticsError.Code, message: String)] = [
    (
      "y ~ w", .unknownColumn,
      "There is no column w. There are: g, h, half, one, two words, x, y, z."
    ),
    (
      "g ~ x", .formula,
      "The outcome g holds texts, and a model explains numbers."
        + " Name a column of numbers, or encode it: two groups as 0 and 1 for a logistic model."
    ),
    (
      "y ~ log(g)", .formula,
      "log(g) takes numbers, and the column g holds texts."
        + " Write its name alone for groups, or another column."
    ),
    (
      "y ~ I(x / (z - 1))", .notFinite,
      "x / (z - 1) divides by 0 where x is 1 and z is 1, in 2 of 6 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "y ~ log(z)", .notFinite,
      "log(z) is infinite where z is 0, in 2 of 6 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "y ~ sqrt(-x)", .notFinite,
      "sqrt(-x) has no value where x is 1, in 6 of 6 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "y ~ I((-1)^0.5 * x)", .notFinite,
      "(-1)^0.5 has no value, in 6 of 6 rows. Write another term."
    ),
    (
      "y ~ I(z^-1)", .notFinite,
      "z^-1 is infinite where z is 0, in 2 of 6 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "y ~ I((x + 1)^1100)", .notFinite,
      "I((x + 1)^1100) has numbers beyond the largest double. Scale the column."
    ),
    (
      "y ~ I((half + 1)^100000)", .notFinite,
      "(half + 1)^100000 is beyond the largest double where half is 0.5, in 6 of 6 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "y ~ I(1e400 * x)", .notFinite,
      "I(1e400 * x) has numbers beyond the largest double. Scale the column."
    ),
    (
      "y ~ x + one", .constant,
      "one is “a” in every row: there is no other group to compare. Leave it out."
    ),
  ]

  @Test("says which column it cannot take, and where", arguments: unfit)
  func unfitting(example: (formula: String, code: StatisticsError.Code, message: String)) {
    let error = #expect(throws: StatisticsError.self) {
      try Formula(example.formula).design(Self.table)
    }
    #expect(error?.code == example.code)
    #expect(error?.message == example.message)
  }

  @Test("refuses a column that tells rows and not groups")
  func manyGroups() {
    let error = #expect(throws: StatisticsError.self) {
      try Formula("y ~ id").design([
        "y": .numbers((0..<2_000).map { Double($0 % 7) }),
        "id": .labels((0..<2_000).map { "row \($0)" }),
      ])
    }
    #expect(
      error?.message == "id makes 2000 groups of 2000 rows, and a term has at most 1000."
        + " Leave it out, or join groups beforehand."
    )
  }

  @Test("refuses to lose its last term with the intercept")
  func nothingLeft() throws {
    let formula = try Formula("y ~ 1").withoutIntercept
    let error = #expect(throws: StatisticsError.self) { try formula.design(Self.table) }
    #expect(error?.message.contains("neither a term nor an intercept is left") == true)
  }
}
