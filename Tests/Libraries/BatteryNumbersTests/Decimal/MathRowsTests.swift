import DecimalCases
import Foundation
import Testing

@testable import BatteryNumbers

/// The rows that CPython tests `math` with; MPFR computed them.
@Suite("CPython's rows of math", .timeLimit(.minutes(5))) struct MathRowsTests {
  /// Not Foundation's.
  private typealias Decimal = BatteryNumbers.Decimal

  private struct Row {
    let name: Substring
    let function: Substring
    let argument: Double
    let result: Double
  }

  private static let context = DecimalContext(precision: 40, traps: [])

  /// The text of a file that stands beside Python's decTest cases, or in a folder there.
  private static func text(_ name: String) -> String? {
    guard let cases = DecimalCaseFolder.find() else { return nil }
    let folder = URL(filePath: cases).deletingLastPathComponent()
    return [folder.appending(path: "mathdata/\(name)"), folder.appending(path: name)].lazy
      .compactMap { FileManager.default.contents(atPath: $0.path) }
      .map { String(decoding: $0, as: UTF8.self) }.first
  }

  private static func lines(_ name: String) -> [[Substring]] {
    (text(name) ?? "").split(separator: "\n").filter { !$0.hasPrefix("--") }
      .map { $0.split(separator: " ", omittingEmptySubsequences: true) }
  }

  /// Rows of one number: `id function argument -> result flags`.
  private static let rows: [Row] = lines("math_testcases.txt").compactMap { fields in
    guard fields.count >= 5, let argument = Double(fields[2]), let result = Double(fields[4]) else {
      return nil
    }
    return Row(name: fields[0], function: fields[1], argument: argument, result: result)
  }

  /// Rows of complex numbers whose imaginary parts are zero.
  private static let realRows: [Row] = lines("cmath_testcases.txt").compactMap { fields in
    guard fields.count >= 7, Double(fields[3]) == 0, Double(fields[6]) == 0,
      let argument = Double(fields[2]), let result = Double(fields[5])
    else { return nil }
    return Row(name: fields[0], function: fields[1], argument: argument, result: result)
  }

  /// A function in 40 digits; `nil` for one that the library does not have.
  private static func value(_ function: Substring, _ x: Decimal) throws -> Decimal? {
    switch function {
    case "acos": try context.acos(x)
    case "acosh": try context.acosh(x)
    case "asin": try context.asin(x)
    case "asinh": try context.asinh(x)
    case "atan": try context.atan(x)
    case "atanh": try context.atanh(x)
    case "cos": try context.cos(x)
    case "cosh": try context.cosh(x)
    case "exp": try context.exp(x)
    case "log": try context.ln(x)
    case "log10": try context.log10(x)
    case "log2": try context.log2(x)
    case "sin": try context.sin(x)
    case "sinh": try context.sinh(x)
    case "sqrt": try context.squareRoot(x)
    case "tan": try context.tan(x)
    case "tanh": try context.tanh(x)
    default: nil
    }
  }

  @Test(
    "rounded to doubles, functions of decimals are the results that were computed with MPFR",
    .enabled(if: text("cmath_testcases.txt") != nil, "needs Python's test package")
  )
  func functions() throws {
    var tested = 0
    for row in Self.realRows + Self.rows {
      let x = Decimal(exactly: row.argument)
      guard let value = try Self.value(row.function, x) else { continue }
      let result = Double(value)
      #expect(
        result == row.result || result.isNaN && row.result.isNaN,
        "\(row.name): \(row.function)(\(row.argument)) is \(result), not \(row.result)"
      )
      tested += 1
    }
    #expect(tested >= 550)
  }

  @Test(
    "the logarithm of the gamma function is as near as Python's",
    .enabled(if: text("math_testcases.txt") != nil, "needs Python's test package")
  )
  func logarithmOfGamma() {
    var tested = 0
    for row in Self.rows where row.function == "lgamma" && row.argument > 0 {
      let result = Gamma.logarithm(row.argument)
      // What CPython allows itself.
      let error = abs(result - row.result)
      #expect(
        result == row.result || error <= max(5 * row.result.ulp, 2e-15),
        "\(row.name): \(row.argument) gives \(result), not \(row.result)"
      )
      tested += 1
    }
    #expect(tested >= 30)
  }
}
