import BatteryStatistics
import Foundation
import Testing

/// Compares with R's figures in `Oracles/r.tsv`, which `Oracles/oracle.R` writes.
@Suite("R", .timeLimit(.minutes(5))) struct RTests {
  @Test(
    "has our quantiles and tests",
    arguments: [
      ("quantile", 99, 1e-15), ("t.one", 54, 1e-12), ("t.welch", 54, 1e-12),
      ("t.student", 54, 1e-12), ("t.paired", 54, 1e-12), ("anova", 6, 1e-12),
      ("independence", 16, 1e-12), ("fit", 4, 1e-12), ("mannwhitney", 42, 1e-12),
      ("wilcoxon", 45, 1e-12), ("ks.one", 24, 1e-12), ("ks.two", 14, 1e-12),
      ("shapiro", 17, 1e-12), ("cor.pearson", 66, 1e-12), ("cor.spearman", 33, 1e-12),
      ("cor.kendall", 33, 1e-12),
    ]
  )
  func tests(kind: String, count: Int, limit: Double) throws {
    let cases = try RCase.recorded.filter { $0.kind == kind }
    #expect(cases.count == count)
    for item in cases { try item.compare(RAnswers.test(item), limit) }
  }

  @Test("has our linear models in both lanes", arguments: [LinearModel.Lane.exact, .fast])
  func linear(lane: LinearModel.Lane) throws {
    let cases = try RCase.recorded.filter { $0.kind == "lm" }
    #expect(cases.count == 17)
    for item in cases { try item.compare(RAnswers.linear(item, lane), 1e-12) }
  }

  @Test("has our logistic models")
  func logistic() throws {
    let cases = try RCase.recorded.filter { $0.kind == "glm" }
    #expect(cases.count == 4)
    for item in cases { try item.compare(RAnswers.logistic(item), 1e-12) }
  }
}
