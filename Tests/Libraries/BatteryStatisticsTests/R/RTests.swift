import BatteryStatistics
import Foundation
import Testing

/// Compares with R's figures in `Oracles/r.tsv`, which `Oracles/oracle.R` writes; where R loses digits, with
/// those of `Oracles/judged.tsv`, which `Oracles/judge.py` computes with 60 digits.
@Suite("R", .timeLimit(.minutes(5))) struct RTests {
  @Test(
    "has our quantiles and tests",
    arguments: [
      ("quantile", 99, 1e-13), ("t.one", 54, 1e-12), ("t.welch", 54, 1e-12),
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
    // One minus a product of matrices, where Kolmogorov's probability is some 1e-5.
    let except = kind == "ks.one" ? ["p": 1e-11] : [:]
    for item in cases { try item.compare(RAnswers.test(item), limit, except: except) }
  }

  @Test("has our linear models in both lanes", arguments: [true, false])
  func linear(exact: Bool) throws {
    let cases = try RCase.recorded.filter { $0.kind == "lm" }
    #expect(cases.count == 17)
    // The fast lane refines coefficients and residuals, not the leverage.
    let except = exact ? [:] : ["leverage": 1e-11, "standardized": 1e-11]
    for item in cases {
      try item.compare(RAnswers.linear(item, exact: exact), 1e-12, except: except)
    }
  }

  @Test("has our logistic models")
  func logistic() throws {
    let cases = try RCase.recorded.filter { $0.kind == "glm" }
    #expect(cases.count == 4)
    for item in cases { try item.compare(RAnswers.logistic(item), 1e-12, except: ["p": 1e-11]) }
  }
}
