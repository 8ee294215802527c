import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Folds", .timeLimit(.minutes(5)))
struct FoldsTests {
  @Test("test by each row once", arguments: [(10, 3), (10, 10), (7, 2), (1_000, 7)])
  func partition(rows: Int, count: Int) throws {
    for seed in [nil, 5] as [UInt64?] {
      let folds = try Folds(rows: rows, count: count, seed: seed)
      #expect(folds.folds.flatMap(\.test).sorted() == Array(0..<rows))
      for fold in folds.folds {
        #expect((fold.training + fold.test).sorted() == Array(0..<rows))
        #expect((rows / count...(rows / count + 1)).contains(fold.test.count))
      }
      #expect(try Folds(rows: rows, count: count, seed: seed) == folds)
    }
    #expect(
      try Folds(rows: rows, count: count, seed: 5) != Folds(rows: rows, count: count, seed: 6)
    )
    #expect(try Folds(rows: rows, count: count, seed: nil).folds[0].test.first == 0)
  }

  @Test("have as many rows of each class as one another")
  func stratified() throws {
    let classes = (0..<103).map { $0 % 10 == 0 ? "rare" : $0 % 3 == 0 ? "some" : "most" }
    for seed in [nil, 9] as [UInt64?] {
      let folds = try Folds(stratifiedBy: classes, count: 5, seed: seed)
      #expect(folds.folds.flatMap(\.test).sorted() == Array(0..<103))
      for name in ["rare", "some", "most"] {
        let counts = folds.folds.map { $0.test.count { classes[$0] == name } }
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      }
    }
    let split = try Fold(stratifiedBy: classes, testShare: 0.2, seed: 4)
    #expect(split.test.count == 21)
    #expect(split.test.count { classes[$0] == "rare" } == 2)
    #expect((split.training + split.test).sorted() == Array(0..<103))
  }

  @Test("split into rows to fit and rows to test by")
  func split() throws {
    let fold = try Fold(rows: 30, testShare: 0.1, seed: 1)
    #expect(fold.test.count == 3)
    #expect((fold.training + fold.test).sorted() == Array(0..<30))
    #expect(try Fold(rows: 30, testShare: 0.1, seed: 1) == fold)
    #expect(try Fold(rows: 31, testShare: 0.1, seed: 1).test.count == 4)
  }

  @Test("refuse what cannot be divided")
  func refusals() {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    #expect(code { _ = try Folds(rows: 4, count: 5, seed: 1) } == .tooFewValues)
    #expect(code { _ = try Folds(rows: 4, count: 1, seed: 1) } == .invalidArgument)
    #expect(code { _ = try Folds(rows: -1, count: 2, seed: nil) } == .tooFewValues)
    let classes = ["a", "a", "a", "b", "b"]
    #expect(code { _ = try Folds(stratifiedBy: classes, count: 3, seed: 1) } == .tooFewValues)
    #expect(code { _ = try Fold(stratifiedBy: classes, testShare: 0.9, seed: 1) } == .tooFewValues)
    for share in [0, 1, -0.5, .nan] {
      #expect(code { _ = try Fold(rows: 9, testShare: share, seed: 1) } == .invalidArgument)
    }
    #expect(code { _ = try Fold(rows: 1, testShare: 0.5, seed: 1) } == .tooFewValues)
    #expect(code { _ = try Fold(rows: 0, testShare: 0.5, seed: 1) } == .tooFewValues)
  }

  @Test("let models see the rows of their own fold alone")
  func crossValidation() throws {
    let x = (0..<40).map { Double($0) }
    let y = x.map { 3 * $0 - 2 }
    let folds = try Folds(rows: 40, count: 4, seed: 2)
    var place = 0
    let result = try CrossValidation(features: x, outcomes: y, folds: folds) { rows, outcomes in
      #expect(rows == folds.folds[place].training.map { x[$0] })
      place += 1
      let line = try Statistics.linearRegression(rows, outcomes)
      return { rows in rows.map { line.predict($0) } }
    }
    #expect(place == 4)
    let scores = try result.scores { try RegressionMetrics(actual: $0, predicted: $1).rmse }
    #expect(scores.count == 4)
    #expect(scores.allSatisfy { $0 < 1e-12 })
    #expect(zip(result.predictions, y).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(throws: StatisticsError.self) {
      try CrossValidation(features: x, outcomes: [1], folds: folds) { _, _ in { $0 } }
    }
    #expect(throws: StatisticsError.self) {
      try CrossValidation(features: [1.0], outcomes: [1], folds: folds) { _, _ in { $0 } }
    }
    #expect(throws: StatisticsError.self) {
      try CrossValidation(features: x, outcomes: y, folds: folds) { _, _ in { _ in [1] } }
    }
  }
}
