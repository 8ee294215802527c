internal import BatteryNumbers
internal import BatteryStatistics
internal import Foundation

/// Draws the points with the fitted curve where one column explains the outcome, else what is left
/// against what was fitted.
struct RegressionDrawing {
  var formula: Formula
  var data: RegressionData
  var fit: RegressionFit

  /// More points than these tell no more to the eye.
  static let mostPoints = 5_000
  private static let steps = 100

  func drawing(_ table: StatsTable, _ settings: StatsSettings) -> StatsDrawing {
    let explaining = formula.numberColumns.filter { !formula.outcomeColumns.contains($0) }
    if explaining.count == 1, formula.groupColumns.isEmpty, let x = table.numbers[explaining[0]],
      let curve = curve(x, table)
    {
      let rows = Self.rows(of: data.outcome.count)
      return .scatter(
        title: Self.title("\(formula.outcomeText) by \(x.name)", rows),
        x: .init(name: x.name, values: rows.map { x.doubles[$0] }),
        y: .init(name: formula.outcomeText, values: rows.map { data.outcome[$0] }),
        curve: curve
      )
    }
    let rows = Self.rows(of: fit.fitted.count)
    return .scatter(
      title: Self.title("Residuals by fitted values", rows),
      x: .init(name: "fitted", values: rows.map { fit.fitted[$0] }),
      y: .init(name: "residual", values: rows.map { fit.residuals[$0] }),
      curve: []
    )
  }

  /// What the model gives at places from the least to the greatest x; `nil` where the formula has no
  /// value at one of them.
  private func curve(_ x: NumberColumn, _ table: StatsTable) -> [StatsDrawing.Point]? {
    guard let low = x.doubles.min(), let high = x.doubles.max(), low < high else { return nil }
    let places = (0...Self.steps).map { step in
      let part = Double(step) / Double(Self.steps)
      return low * (1 - part) + high * part
    }
    var columns = [x.name: FormulaColumn.numbers(places)]
    for name in formula.outcomeColumns {
      let first = table.numbers[name]?.doubles.first ?? 0
      columns[name] = .numbers([Double](repeating: first, count: places.count))
    }
    guard let (design, _) = try? formula.design(columns) else { return nil }
    let estimates = fit.coefficients.map(\.estimate)
    let points = places.indices.map { row in
      let terms = zip(design.columns, estimates).map { Fraction(exactly: $0[row] * $1) ?? 0 }
      let score = Double(terms.sum())
      return StatsDrawing.Point(
        x: places[row],
        y: fit.isProbability ? 1 / (1 + exp(-score)) : score
      )
    }
    return points.allSatisfy(\.y.isFinite) ? points : nil
  }

  /// Evenly spaced rows, no more than are drawn.
  static func rows(of count: Int) -> [Int] {
    let step = max(1, (count + mostPoints - 1) / mostPoints)
    return Array(stride(from: 0, to: count, by: step))
  }

  static func title(_ title: String, _ rows: [Int]) -> String {
    rows.count > 1 && rows[1] > 1 ? "\(title), one row in \(rows[1])" : title
  }
}
