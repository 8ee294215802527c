import BatteryNumbers
import BatteryStatistics
import Foundation
import Testing

/// NIST's reference data sets with values certified to 15 digits, where the folder is there.
@Suite("NIST's linear regressions") struct StrdTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/conformance/strd")

  static var names: [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "linear").path
    )
    return (files ?? []).filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }

  static func certified(_ family: String, _ set: String) throws -> [String: Double] {
    let text = try String(contentsOf: folder.appending(path: "certified.csv"), encoding: .utf8)
    var values: [String: Double] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: ",").map(String.init)
      if fields[0] == family, fields[1] == set {
        values[fields[2]] = fields[3] == "Infinity" ? .infinity : Double(fields[3])
      }
    }
    return values
  }

  /// The highest power of the sets that are polynomials, else 0.
  static func degree(_ set: String) -> Int {
    set == "Filip" ? 10 : set == "Pontius" ? 2 : set.hasPrefix("Wampler") ? 5 : 0
  }

  /// The outcome and the columns, exactly as they are written.
  static func table(_ set: String) throws -> (outcome: [Fraction], columns: [[Fraction]]) {
    let path = folder.appending(path: "linear/\(set).csv")
    let rows = try String(contentsOf: path, encoding: .utf8).split(whereSeparator: \.isNewline)
      .dropFirst().map { try $0.split(separator: ",").map { try Fraction(parsing: $0) } }
    let outcome = rows.map { $0[0] }
    let degree = degree(set)
    if degree > 0 {
      return (outcome, (1...degree).map { power in rows.map { $0[1].power(power) } })
    }
    return (outcome, (1..<rows[0].count).map { column in rows.map { $0[column] } })
  }

  /// The least number of digits over every certified quantity, coefficients and errors apart.
  static func agreement(
    _ model: LinearModel,
    _ set: String
  ) throws -> (coefficients: Double, errors: Double, rest: Double) {
    let certified = try certified("linear", set)
    #expect(certified.count > 10)
    var (coefficients, errors, rest) = (15.0, 15.0, 15.0)
    let first = set.hasPrefix("NoInt") ? 1 : 0
    for (quantity, right) in certified {
      func coefficient(_ name: Substring) throws -> LinearModel.Coefficient {
        model.coefficients[try #require(Int(name)) - first]
      }
      if quantity.hasPrefix("B") {
        coefficients = min(
          coefficients,
          digits(try coefficient(quantity.dropFirst()).estimate, right)
        )
      } else if quantity.hasPrefix("se_B") {
        let value = try coefficient(quantity.dropFirst(4)).standardError
        errors = min(errors, digits(value, right))
      } else {
        let value: Double? =
          switch quantity {
          case "resid_sd": model.residualStandardDeviation
          case "r2": model.rSquared
          case "df_reg": Double(model.modelDegreesOfFreedom)
          case "ss_reg": model.regressionSumOfSquares
          case "ms_reg": model.regressionSumOfSquares / Double(model.modelDegreesOfFreedom)
          case "F": model.fStatistic
          case "df_res": Double(model.degreesOfFreedom)
          case "ss_res": model.residualSumOfSquares
          case "ms_res": model.residualSumOfSquares / Double(model.degreesOfFreedom)
          default: nil
          }
        rest = min(rest, digits(try #require(value, "\(quantity)"), right))
      }
    }
    return (coefficients, errors, rest)
  }

  @Test(
    "come out of the text with all certified digits",
    .enabled(if: !names.isEmpty, "skipped: there is no folder ../shared/conformance/strd"),
    arguments: names
  )
  func exact(set: String) throws {
    let (outcome, columns) = try Self.table(set)
    let design = try Design(exact: columns, intercept: !set.hasPrefix("NoInt"))
    let model = try LinearModel(design, exactOutcome: outcome)
    let found = try Self.agreement(model, set)
    #expect(found.coefficients >= 14.3)
    #expect(found.errors >= 14.3)
    #expect(found.rest >= 14.3)
  }

  @Test(
    "keep more than twelve digits in doubles",
    .enabled(if: !names.isEmpty, "skipped: there is no folder ../shared/conformance/strd"),
    arguments: names
  )
  func fast(set: String) throws {
    let (outcome, columns) = try Self.table(set)
    let design = try Design(
      columns.map { $0.map { Double($0) } },
      intercept: !set.hasPrefix("NoInt")
    )
    let model = try LinearModel(design, outcome: outcome.map { Double($0) }, lane: .fast)
    let found = try Self.agreement(model, set)
    // Powers up to 10, once rounded, are other columns: that set is for PolynomialModel.
    if set != "Filip" { #expect(found.coefficients > 12) }
    // Where the fit is perfect, F is infinite: what doubles leave over is not quite 0.
    if set != "Wampler1", set != "Wampler2", set != "Filip" {
      #expect(found.errors > 12)
      #expect(found.rest > 12)
    }
  }

  @Test(
    "keep more than twelve digits as polynomials",
    .enabled(if: !names.isEmpty, "skipped: there is no folder ../shared/conformance/strd"),
    arguments: names.filter { degree($0) > 0 }
  )
  func polynomial(set: String) throws {
    let (outcome, columns) = try Self.table(set)
    let model = try PolynomialModel(
      degree: Self.degree(set),
      x: columns[0].map { Double($0) },
      y: outcome.map { Double($0) }
    )
    let certified = try Self.certified("linear", set)
    for (power, coefficient) in model.coefficients.enumerated() {
      #expect(digits(coefficient, try #require(certified["B\(power)"])) > 12, "B\(power)")
    }
    #expect(digits(model.rSquared, try #require(certified["r2"])) > 12)
    #expect(digits(model.residualStandardDeviation, try #require(certified["resid_sd"])) > 9)
  }
}
