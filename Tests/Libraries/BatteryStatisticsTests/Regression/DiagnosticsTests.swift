import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Regression diagnostics", .timeLimit(.minutes(5)))
struct DiagnosticsTests {
  @Test("are those of statsmodels", arguments: [Lane.exact, .fast])
  func oracle(lane: Lane) throws {
    let rows = try Oracle.rows("diagnostics.tsv")
    #expect(rows.count == 4)
    for row in rows {
      let columns = try row[0].split(separator: ";").map { try Oracle.numbers(String($0)) }
      let weights = row[2] == "-" ? nil : try Oracle.numbers(row[2])
      let design = try Design(columns)
      let outcome = try Oracle.numbers(row[1])
      let model = try LinearModel(design, outcome: outcome, weights: weights, lane: lane)
      let found = try RegressionDiagnostics(model, design, weights: weights)
      let (koenker, original) = (
        try found.breuschPagan(), try found.breuschPagan(studentized: false)
      )
      let plot = try found.normalPlot()
      let figures = [
        found.standardizedResiduals, found.internallyStudentizedResiduals,
        found.externallyStudentizedResiduals, found.cooksDistances, found.dffits,
        [found.durbinWatson], [koenker.statistic, koenker.p, original.statistic, original.p],
        found.varianceInflationFactors.map(\.factor), plot.theoretical,
      ]
      #expect(figures.count == row.count - 3)
      for (place, (figures, text)) in zip(figures, row[3...]).enumerated() {
        let right = try Oracle.numbers(text)
        #expect(figures.count == right.count)
        let size = right.reduce(0) { max($0, $1.magnitude) }
        for (figure, right) in zip(figures, right) {
          #expect((figure - right).magnitude < 1e-10 * size, "figure \(place) of \(outcome.count)")
        }
      }
      #expect(plot.ordered == found.internallyStudentizedResiduals.sorted())
      #expect(try plot.correlation() > 0.9)
    }
  }

  @Test("say NaN of a row that a model passes through, and of no other")
  func leverage() throws {
    let design = try Design([[0, 0, 0, 0, 1], [1, 2, 3, 5, 8]])
    let model = try LinearModel(design, outcome: [1, 3, 2, 4, 90])
    let found = try RegressionDiagnostics(model, design)
    for figures in [
      found.internallyStudentizedResiduals, found.externallyStudentizedResiduals,
      found.cooksDistances, found.dffits,
    ] {
      #expect(figures.map(\.isNaN) == [false, false, false, false, true])
    }
    #expect(try found.normalPlot().ordered.count == 4)
  }

  @Test("leave out rows of weight 0")
  func zeroWeights() throws {
    let (x, y) = ([1.0, 2, 40, 3, 5, 8], [1.0, 3, 7, 2, 4, 9])
    let weights = [1.0, 2, 0, 1, 1, 3]
    let kept = [0, 1, 3, 4, 5]
    let (design, short) = (try Design([x]), try Design([kept.map { x[$0] }]))
    let light = kept.map { weights[$0] }
    let found = try RegressionDiagnostics(
      LinearModel(design, outcome: y, weights: weights),
      design,
      weights: weights
    )
    let right = try RegressionDiagnostics(
      LinearModel(short, outcome: kept.map { y[$0] }, weights: light),
      short,
      weights: light
    )
    #expect(found.durbinWatson == right.durbinWatson)
    #expect(try found.breuschPagan() == right.breuschPagan())
    #expect(try found.normalPlot() == right.normalPlot())
    #expect(found.varianceInflationFactors[0].factor == right.varianceInflationFactors[0].factor)
  }

  @Test("leave a row out as a model without it does")
  func leftOut() throws {
    let x = [1.0, 2, 3, 4, 5, 6, 7, 8]
    let y = [1.1, 1.9, 3.2, 3.8, 5.1, 9.0, 7.2, 7.9]
    let design = try Design([x])
    let model = try LinearModel(design, outcome: y)
    let found = try RegressionDiagnostics(model, design)
    let kept = [0, 1, 2, 3, 4, 6, 7]
    let without = try LinearModel(Design([kept.map { x[$0] }]), outcome: kept.map { y[$0] })
    let error = y[5] - (try without.predict([x[5]]))
    // The error of a prediction has the variance s²(1 + h), and 1 + h = 1 / (1 - leverage).
    let scaled = error * (1 - model.leverage[5]).squareRoot() / without.residualStandardDeviation
    #expect(relativeError(found.externallyStudentizedResiduals[5], scaled) < 1e-12)
    let moved =
      (model.fitted[5] - (try without.predict([x[5]])))
      / (without.residualStandardDeviation * model.leverage[5].squareRoot())
    #expect(relativeError(found.dffits[5], moved) < 1e-12)
  }

  @Test("refuse what they cannot judge")
  func refusals() throws {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    let design = try Design([[1, 2, 3, 4]])
    let model = try LinearModel(design, outcome: [1, 2, 3, 5])
    let perfect = try LinearModel(design, outcome: [1, 2, 3, 4])
    #expect(code { _ = try RegressionDiagnostics(perfect, design) } == .constant)
    #expect(code { _ = try RegressionDiagnostics(model, Design([[1, 2, 3]])) } == .shape)
    #expect(code { _ = try RegressionDiagnostics(model, design, weights: [1]) } == .shape)
    let mean = Design(interceptOnly: 4)
    let flat = try RegressionDiagnostics(LinearModel(mean, outcome: [1, 2, 3, 5]), mean)
    #expect(code { _ = try flat.breuschPagan() } == .shape)
    let even = try LinearModel(Design([[-1, -1, 1, 1]]), outcome: [0, 2, 0, 2])
    let same = try RegressionDiagnostics(even, Design([[-1, -1, 1, 1]]))
    #expect(code { _ = try same.breuschPagan() } == .constant)
    #expect(code { _ = try NormalPlot([]) } == .tooFewValues)
    #expect(code { _ = try NormalPlot([1, .nan]) } == .notFinite)
    #expect(code { _ = try NormalPlot([1, 2], offset: 1) } == .invalidArgument)
  }

  @Test("tests the variance of groups without an intercept as with one")
  func groups() throws {
    let names = ["a", "b", "c"]
    let groups: [String] = (0..<30).map { names[$0 % 3] }
    let values: [Double] = (0..<30).map { (row: Int) -> Double in
      let size = row * 17 % 23
      return Double(size * (row % 3 + 1))
    }
    let table: [String: FormulaColumn] = ["g": .labels(groups), "y": .numbers(values)]
    func test(_ formula: String) throws -> TestResult {
      let design = try Formula(formula).design(table).design
      let model = try LinearModel(design, outcome: values)
      return try RegressionDiagnostics(model, design).breuschPagan()
    }
    let (with, without) = (try test("y ~ g"), try test("y ~ g - 1"))
    #expect(with.degreesOfFreedom == 2 && without.degreesOfFreedom == 2)
    #expect((with.statistic - without.statistic).magnitude < 1e-12 * with.statistic)
  }
}
