import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Outliers", .timeLimit(.minutes(5)))
struct OutliersTests {
  private static func rule(_ name: String, _ options: String) throws -> OutlierRule {
    switch name {
    case "z": return .zScore(threshold: try Oracle.number(options))
    case "modified": return .modifiedZScore()
    case "iqr":
      let number = try #require(Int(options))
      return .interquartileRange(method: try #require(QuantileMethod(rawValue: number)))
    case "grubbs":
      let parts = options.split(separator: ",").map(String.init)
      let side = try #require(Alternative(rawValue: parts[0]))
      return .grubbs(alternative: side, repeated: parts.count > 1)
    case "esd": return .generalizedESD(maximum: try #require(Int(options)))
    default: return .hampel(halfWidth: try #require(Int(options)))
    }
  }

  @Test("are those of NumPy and SciPy, with their scores, limits and tests")
  func oracle() throws {
    let rows = try Oracle.rows("outliers.tsv")
    #expect(rows.count == 80)
    for row in rows {
      let rule = try Self.rule(row[0], row[1])
      let data = try Oracle.numbers(row[2])
      let found = try Outliers(data, by: rule)
      let name = "\(row[0]) \(row[1]) of \(data.count)"
      #expect(found.indices == row[3].split(separator: ",").map { Int($0) }, "\(name)")
      let scores = try Oracle.numbers(row[4])
      #expect(zip(found.scores, scores).allSatisfy { isNear($0, $1) }, "\(name)")
      let limits = try row[5].split(separator: ";").map { try Oracle.numbers(String($0)) }
      let isEach = row[0] == "hampel"
      for (place, limit) in found.limits.enumerated() {
        #expect(isNear(limit.lower, isEach ? limits[0][place] : limits[0][0]), "\(name)")
        #expect(isNear(limit.upper, isEach ? limits[1][place] : limits[0][1]), "\(name)")
      }
      let steps = try row[6].split(separator: ";").map { try Oracle.numbers(String($0)) }
      #expect(found.steps.count == steps.count, "\(name)")
      for (step, right) in zip(found.steps, steps) {
        #expect(Double(step.index) == right[0], "\(name)")
        #expect(isNear(step.statistic, right[1]) && isNear(step.critical, right[2]), "\(name)")
      }
    }
  }

  private func isNear(_ value: Double, _ right: Double) -> Bool {
    value == right || (value - right).magnitude <= 1e-11 * max(right.magnitude, 1)
  }

  /// The example of the NIST/SEMATECH handbook, 1.3.5.17.1, with its figures.
  @Test("of Grubbs have the handbook's figures")
  func handbook() throws {
    let data = [199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57]
    let found = try Outliers(data, by: .grubbs(alternative: .greater))
    #expect(found.indices == [7])
    #expect((found.steps[0].statistic - 2.4687).magnitude < 1e-4)
    #expect((found.steps[0].critical - 2.032).magnitude < 1e-3)
    #expect(found.limits(at: 0).lower == -.infinity)
  }

  @Test("hide each other from repeated tests of Grubbs, not from those of Rosner")
  func masking() throws {
    let data = [1.0, 1.2, 0.9, 1.1, 1.05, 0.95, 1.15, 0.98, 1.02, 9.0, 9.1]
    #expect(try Outliers(data, by: .grubbs(repeated: true)).indices == [])
    #expect(try Outliers(data, by: .generalizedESD(maximum: 4)).indices == [9, 10])
  }

  @Test("are replaced by the median of their window")
  func filter() throws {
    var data = (0..<50).map { Double($0) / 10 }
    data[20] = 400
    data[41] = -3
    let found = try Outliers(data, by: .hampel(halfWidth: 4))
    #expect(found.indices == [20, 41])
    let clean = found.replacing(in: data)
    #expect(clean[20] == found.limits(at: 20).center)
    #expect(clean.indices.allSatisfy { (clean[$0] - Double($0) / 10).magnitude < 0.11 })
  }

  @Test("have no NaN where there is no spread")
  func constant() throws {
    let same = [Double](repeating: 3, count: 9)
    let one = same + [4]
    for rule: OutlierRule in [.zScore(), .grubbs(), .generalizedESD(maximum: 2)] {
      let error = #expect(throws: StatisticsError.self) { try Outliers(same, by: rule) }
      #expect(error?.code == .constant)
    }
    let error = #expect(throws: StatisticsError.self) { try Outliers(one, by: .modifiedZScore()) }
    #expect(error?.code == .constant)
    #expect(try Outliers(same, by: .interquartileRange()).indices == [])
    #expect(
      try Outliers(one, by: .interquartileRange()).scores == [0, 0, 0, 0, 0, 0, 0, 0, 0, .infinity]
    )
    #expect(try Outliers(same, by: .hampel(halfWidth: 2)).indices == [])
    #expect(try Outliers(one, by: .hampel(halfWidth: 2)).indices == [9])
    #expect(try Outliers(one, by: .generalizedESD(maximum: 3)).indices == [9])
    #expect(try Outliers(one, by: .grubbs(repeated: true)).steps.count == 1)
  }

  @Test("refuse too few values, wrong numbers and what is not finite")
  func refusals() {
    func code(_ data: [Double], _ rule: OutlierRule) -> StatisticsError.Code? {
      do {
        _ = try Outliers(data, by: rule)
        return nil
      } catch { return error.code }
    }
    let data = [1.0, 2, 3, 5, 8, 13]
    #expect(code([1, 2], .zScore()) == .tooFewValues)
    #expect(code([1, 2, 3], .interquartileRange()) == .tooFewValues)
    #expect(code(data, .generalizedESD(maximum: 5)) == .tooFewValues)
    #expect(code(data, .generalizedESD(maximum: .max)) == .tooFewValues)
    #expect(code(data + [.nan], .hampel(halfWidth: 1)) == .notFinite)
    for rule: OutlierRule in [
      .zScore(threshold: 0), .modifiedZScore(threshold: .nan), .interquartileRange(factor: -1),
      .grubbs(significance: 1), .generalizedESD(significance: 0, maximum: 1),
      .generalizedESD(maximum: 0), .hampel(halfWidth: 0), .hampel(halfWidth: 1, threshold: -1),
    ] {
      #expect(code(data, rule) == .invalidArgument)
    }
    #expect(code(data, .hampel(halfWidth: .max)) == nil)
  }
}
