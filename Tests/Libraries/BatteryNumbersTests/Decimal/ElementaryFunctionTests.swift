import BatteryNumbers
import Testing

@Suite("Elementary functions of decimals", .timeLimit(.minutes(5)))
struct ElementaryFunctionTests {
  private typealias Function = @Sendable (DecimalContext, Decimal) throws(DecimalError) -> Decimal

  private static let functions: [String: Function] = [
    "sin": { (c, a) throws(DecimalError) in try c.sin(a) },
    "cos": { (c, a) throws(DecimalError) in try c.cos(a) },
    "tan": { (c, a) throws(DecimalError) in try c.tan(a) },
    "asin": { (c, a) throws(DecimalError) in try c.asin(a) },
    "acos": { (c, a) throws(DecimalError) in try c.acos(a) },
    "atan": { (c, a) throws(DecimalError) in try c.atan(a) },
    "sinh": { (c, a) throws(DecimalError) in try c.sinh(a) },
    "cosh": { (c, a) throws(DecimalError) in try c.cosh(a) },
    "tanh": { (c, a) throws(DecimalError) in try c.tanh(a) },
    "asinh": { (c, a) throws(DecimalError) in try c.asinh(a) },
    "acosh": { (c, a) throws(DecimalError) in try c.acosh(a) },
    "atanh": { (c, a) throws(DecimalError) in try c.atanh(a) },
    "cubeRoot": { (c, a) throws(DecimalError) in try c.cubeRoot(a) },
    "exp2": { (c, a) throws(DecimalError) in try c.exp2(a) },
    "log2": { (c, a) throws(DecimalError) in try c.log2(a) },
  ]

  private func text(_ name: String, _ argument: String, precision: Int = 28) throws -> String {
    let context = DecimalContext(precision: precision, traps: [])
    let function = try #require(Self.functions[name])
    return "\(try function(context, try Decimal(parsing: argument))) \(context.flags)"
  }

  // MARK: Constants

  @Test("know the digits of π that others know")
  func digitsOfPi() throws {
    let text = try "\(DecimalContext(precision: 1_001).pi())"
    #expect(text.hasPrefix("3.14159265358979323846264338327950288419716939937510"))
    // 1,000 digits behind the point, the last of them not rounded up; six nines from the 762nd.
    #expect(text.dropFirst(2).hasSuffix("2164201989"))
    #expect(text.dropFirst(2 + 761).hasPrefix("999999837"))
  }

  @Test("give the constants to any precision, shorter ones from longer ones alike")
  func constants() throws {
    let long = DecimalContext(precision: 3_040)
    for precision in [1, 2, 18, 19, 20, 37, 38, 39, 500, 2_999] {
      let short = DecimalContext(precision: precision)
      #expect(try short.pi() == short.plus(long.pi()))
      #expect(try short.e() == short.plus(long.exp(1)))
      #expect(try short.ln2() == short.plus(long.ln(2)))
      #expect(try short.ln10() == short.plus(long.ln(10)))
      #expect(try short.goldenRatio() == short.plus(long.goldenRatio()))
    }
    let ratio = try long.goldenRatio()
    let square = try long.subtract(long.multiply(ratio, ratio), ratio)
    #expect(try long.subtract(square, 1).copyAbs < Decimal(parsing: "1E-3037"))
  }

  @Test("give constants to several tasks at once")
  func tasks() async throws {
    let expected = try DecimalContext(precision: 400).plus(DecimalContext(precision: 5_000).pi())
    try await withThrowingTaskGroup(of: Decimal.self) { group in
      for extra in 0..<16 {
        group.addTask {
          try DecimalContext(precision: 400).plus(
            DecimalContext(precision: 5_001 + 300 * extra).pi()
          )
        }
      }
      for try await value in group { #expect(value == expected) }
    }
  }

  // MARK: Special values

  @Test(
    "give exact values exactly, with the sign of a zero",
    arguments: [
      ("sin", "-0.00", "-0.00"), ("cos", "0", "1"), ("tan", "0E+3", "0E+3"), ("asin", "-0", "-0"),
      ("acos", "1.000", "0"), ("atan", "-0.0", "-0.0"), ("sinh", "-0", "-0"), ("cosh", "-0", "1"),
      ("tanh", "0", "0"), ("asinh", "-0", "-0"), ("acosh", "1", "0"), ("atanh", "0.0", "0.0"),
      ("sinh", "-Infinity", "-Infinity"), ("cosh", "-Infinity", "Infinity"),
      ("tanh", "-Infinity", "-1"), ("asinh", "-Infinity", "-Infinity"),
      ("acosh", "Infinity", "Infinity"), ("atanh", "1", "Infinity"), ("atanh", "-1", "-Infinity"),
      ("cubeRoot", "27", "3"), ("cubeRoot", "-0.001", "-0.1"), ("cubeRoot", "1E+3", "1E+1"),
      ("cubeRoot", "-0.000", "-0.0"), ("cubeRoot", "-Infinity", "-Infinity"),
      ("exp2", "-3", "0.125"), ("exp2", "10", "1024"), ("exp2", "-Infinity", "0"),
      ("log2", "0.125", "-3"), ("log2", "1267650600228229401496703205376", "100"),
      ("log2", "1.0", "0"), ("log2", "0", "-Infinity"), ("log2", "Infinity", "Infinity"),
    ]
  )
  func exact(_ name: String, _ argument: String, _ expected: String) throws {
    #expect(try text(name, argument) == expected + " []")
  }

  @Test(
    "have no value outside their domain",
    arguments: [
      ("sin", "Infinity"), ("cos", "-Infinity"), ("tan", "Infinity"), ("asin", "1.0000001"),
      ("asin", "-Infinity"), ("acos", "-2"), ("acosh", "0.9999"), ("acosh", "-Infinity"),
      ("atanh", "1.1"), ("atanh", "Infinity"), ("log2", "-1"), ("tanh", "sNaN"),
    ]
  )
  func invalid(_ name: String, _ argument: String) throws {
    #expect(try text(name, argument) == "NaN [InvalidOperation]")
  }

  @Test("pass on NaN and its payload", arguments: functions.keys.sorted())
  func nan(_ name: String) throws {
    #expect(try text(name, "-NaN12") == "-NaN12 []")
    #expect(try text(name, "sNaN12") == "NaN12 [InvalidOperation]")
  }

  @Test(
    "round what differs from a short number far behind the precision",
    arguments: [
      ("sin", "1E-40", "1.0000E-40"), ("tan", "-1E-40", "-1.0000E-40"), ("cos", "1E-40", "1.0000"),
      ("sin", "0.000000100005", "1.0000E-7"), ("sinh", "0.000000100005", "1.0001E-7"),
      ("asin", "0.000000100005", "1.0001E-7"), ("atan", "0.000000100005", "1.0000E-7"),
      ("tan", "0.000000100005", "1.0001E-7"), ("tanh", "0.000000100005", "1.0000E-7"),
      ("atanh", "0.000000100005", "1.0001E-7"), ("asinh", "0.000000100005", "1.0000E-7"),
      ("tanh", "100", "1.0000"), ("cosh", "1E-9", "1.0000"), ("atan", "1E+50", "1.5708"),
      ("acos", "1E-999999", "1.5708"), ("cubeRoot", "1.0000000000000001", "1.0000"),
    ]
  )
  func near(_ name: String, _ argument: String, _ expected: String) throws {
    #expect(try text(name, argument, precision: 5) == expected + " [Inexact, Rounded]")
  }

  @Test("overflow where the result is too large")
  func overflow() throws {
    #expect(try text("sinh", "-1E+30") == "-Infinity [Inexact, Overflow, Rounded]")
    #expect(try text("cosh", "2302586") == "Infinity [Inexact, Overflow, Rounded]")
    #expect(try text("exp2", "1E+9") == "Infinity [Inexact, Overflow, Rounded]")
  }

  @Test(
    "give the angle of every quarter and of zeros and infinities",
    arguments: [
      ("1", "1", "0.78540"), ("1", "-1", "2.3562"), ("-1", "-1", "-2.3562"),
      ("-1", "1", "-0.78540"),
      ("0", "2", "0"), ("-0", "2", "-0"), ("0", "-2", "3.1416"), ("-0", "-0", "-3.1416"),
      ("0", "0", "0"), ("3", "0", "1.5708"), ("-3", "-0", "-1.5708"), ("Infinity", "5", "1.5708"),
      ("Infinity", "Infinity", "0.78540"), ("-Infinity", "-Infinity", "-2.3562"),
      ("5", "Infinity", "0"), ("-5", "-Infinity", "-3.1416"), ("1E-300", "3", "3.3333E-301"),
      ("1E-300", "-3", "3.1416"), ("1E-900", "1", "1.0000E-900"), ("2", "1", "1.1071"),
      ("2", "-1", "2.0344"), ("NaN7", "1", "NaN7"),
    ]
  )
  func quarters(_ y: String, _ x: String, _ expected: String) throws {
    let context = DecimalContext(precision: 5, traps: [])
    #expect(try "\(context.atan2(Decimal(parsing: y), Decimal(parsing: x)))" == expected)
  }

  // MARK: Large angles

  @Test("take the turns out of large angles with enough digits of π")
  func largeAngles() throws {
    #expect(try text("sin", "1E+22").hasPrefix("-0.85220084976718880177"))
    let angle = try Decimal(parsing: "1E+5000")
    let context = DecimalContext(precision: 60)
    let sum = try context.fma(context.sin(angle), context.sin(angle), 0)
    let one = try context.fma(context.cos(angle), context.cos(angle), sum)
    #expect(try context.subtract(one, 1).copyAbs < Decimal(parsing: "1E-57"))
  }

  @Test("refuse an angle beyond the limit before any work")
  func refusedAngles() throws {
    #expect(DecimalContext.angleExponentLimit == 1_000_000)
    for name in ["sin", "cos", "tan"] {
      #expect(try text(name, "-1E+1000000") == "NaN [InvalidOperation]")
      #expect(try text(name, "9E+999999999") == "NaN [InvalidOperation]")
    }
    let context = DecimalContext()
    let error = #expect(throws: DecimalError.self) {
      try context.sin(Decimal(parsing: "1E+1000000"))
    }
    #expect(error?.condition == .insufficientStorage)
  }

  @Test("work with no more digits than the context allows")
  func digitLimit() throws {
    let context = DecimalContext(precision: 2_000, traps: [], digitLimit: 1_000)
    for function in Self.functions.values {
      #expect(try function(context, Decimal(parsing: "0.3")).isNaN)
      #expect(try function(context, Decimal(parsing: "1E-500")).isNaN)
    }
    #expect(try context.pi().isNaN)
  }

  @Test("find zeros and poles of angles that are nearly multiples of π")
  func nearMultiples() throws {
    let long = try DecimalContext(precision: 400).pi()
    let context = DecimalContext(precision: 20)
    // sin x = π - x, and what is missing from 400 digits of π is known from 450.
    let rest = try DecimalContext(precision: 450).subtract(
      DecimalContext(precision: 450).pi(),
      long
    )
    #expect(try context.sin(long) == context.plus(rest))
    #expect(try "\(context.cos(long))" == "-1.0000000000000000000")
    let half = try DecimalContext(precision: 401).divide(long, 2)
    let inverse = try context.divide(2, rest)
    #expect(try context.subtract(context.tan(half), inverse).adjusted <= inverse.adjusted - 19)
  }

  // MARK: Roots

  @Test(
    "find roots of any degree, exactly where they are exact",
    arguments: [
      ("1024", 10, "2"), ("-32", 5, "-2"), ("1E-9", 9, "0.1"), ("100", 2, "10"),
      ("7.50", 1, "7.50"),
      ("1", 1_000_000_000_000, "1"), ("81", 4, "3"), ("2", 12, "1.0594630943592952646"),
      ("0E+7", 3, "0E+2"), ("-0", 3, "-0"), ("-Infinity", 5, "-Infinity"), ("8000", 3, "20"),
    ]
  )
  func roots(_ argument: String, _ degree: Int, _ expected: String) throws {
    let context = DecimalContext(precision: 20)
    #expect(try "\(context.root(Decimal(parsing: argument), degree))" == expected)
  }

  @Test("have no roots of degree 0, nor of an even degree for negative numbers")
  func invalidRoots() throws {
    let context = DecimalContext(traps: [])
    for (value, degree) in [(8, 0), (8, -1), (-8, 4), (-8, 2)] {
      context.clearFlags()
      #expect(try context.root(Decimal(value), degree).isNaN)
      #expect(context.flags == .invalidOperation)
    }
  }

  // MARK: Long results

  @Test("invert each other at thousands of digits", arguments: [2_200, 4_000])
  func inverses(_ precision: Int) throws {
    let context = DecimalContext(precision: precision + 10)
    let x = try context.subtract(context.squareRoot(2), 1)
    let pairs = [
      ("sin", "asin"), ("cos", "acos"), ("tan", "atan"), ("sinh", "asinh"), ("cosh", "acosh"),
      ("tanh", "atanh"), ("exp2", "log2"),
    ]
    for (name, inverse) in pairs {
      let there = try #require(Self.functions[name])
      let back = try #require(Self.functions[inverse])
      let difference = try context.subtract(back(context, there(context, x)), x)
      #expect(difference.isZero || difference.adjusted < -precision, "\(name)")
    }
  }

  @Test("are there in the current context, too")
  func currentContext() throws {
    let values = try DecimalContext(precision: 6).run {
      let half = try Decimal(parsing: "0.5")
      return try [
        Decimal.pi(), .e(), .ln2(), .ln10(), .goldenRatio(), half.sin(), half.cos(), half.tan(),
        half.asin(), half.acos(), half.atan(), .atan2(half, -half), half.sinh(), half.cosh(),
        half.tanh(), half.asinh(), Decimal(2).acosh(), half.atanh(), half.cubeRoot(), half.root(5),
        half.exp2(), half.log2(),
      ].map(\.description)
    }
    #expect(
      values == [
        "3.14159", "2.71828", "0.693147", "2.30259", "1.61803", "0.479426", "0.877583", "0.546302",
        "0.523599", "1.04720", "0.463648", "2.35619", "0.521095", "1.12763", "0.462117", "0.481212",
        "1.31696", "0.549306", "0.793701", "0.870551", "1.41421", "-1",
      ]
    )
  }
}
