import BatteryNumbers
import BatteryStatistics
import Foundation

extension Measure {
  /// How many certified digits of NIST's data sets are reached: `digits FOLDER exact|fast`.
  ///
  /// The figures are those of Peers/digits.py: the exact lane reads decimals, the fast one doubles.
  @Sendable static func digits(_ arguments: Arguments) async throws {
    let folder = URL(filePath: try arguments.text(0))
    let isExact = try arguments.text(1) == "exact"
    var digits = try CertifiedDigits(folder)
    for (name, rows) in try CertifiedDigits.sets(folder, "univariate") {
      let moments: (mean: Double, deviation: Double)
      if isExact {
        var state = DecimalMoments()
        for row in rows { try state.add(row[0]) }
        moments = (try state.mean(), try state.standardDeviation())
      } else {
        let state = RunningMoments(rows.compactMap { Double($0[0]) })
        moments = (try state.mean(), try state.standardDeviation())
      }
      digits.found("univariate", name, "mean", moments.mean)
      digits.found("univariate", name, "stdev", moments.deviation)
    }
    for (name, rows) in try CertifiedDigits.sets(folder, "linear") {
      let outcome = try rows.map { try Fraction(parsing: $0[0]) }
      let columns = try CertifiedDigits.columns(name, rows)
      let hasIntercept = !name.hasPrefix("NoInt")
      let model =
        isExact
        ? try LinearModel(Design(exact: columns, intercept: hasIntercept), exactOutcome: outcome)
        : try LinearModel(
          Design(columns.map { $0.map { Double($0) } }, intercept: hasIntercept),
          outcome: outcome.map { Double($0) },
          lane: .fast
        )
      for (place, coefficient) in model.coefficients.enumerated() {
        let number = place + (hasIntercept ? 0 : 1)
        digits.found("linear", name, "B\(number)", coefficient.estimate)
        digits.found("linear", name, "se_B\(number)", coefficient.standardError)
      }
    }
    for (name, rows) in try CertifiedDigits.sets(folder, "anova") {
      let groups = Dictionary(grouping: rows) { $0[0] }.values
      let analysis =
        isExact
        ? try AnalysisOfVariance(groups.map { try $0.map { try Fraction(parsing: $0[1]) } })
        : try AnalysisOfVariance(groups.map { $0.compactMap { Double($0[1]) } })
      digits.found("anova", name, "F", analysis.fStatistic)
    }
    for (label, value) in digits.results.sorted(by: { $0.key < $1.key }) {
      Figure.print(label, value, "digits")
    }
  }
}

/// Certified figures, and how many of their digits were found.
private struct CertifiedDigits {
  private(set) var results: [String: Double] = [:]
  private var certified: [String: Double] = [:]

  init(_ folder: URL) throws {
    for row in try Self.rows(folder.appending(path: "certified.csv")) {
      certified[row[0...2].joined(separator: ",")] =
        row[3] == "Infinity" ? .infinity : Double(row[3])
    }
  }

  static func sets(_ folder: URL, _ family: String) throws -> [(name: String, rows: [[String]])] {
    let folder = folder.appending(path: family)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.sorted()
      .map { (String($0.dropLast(4)), try rows(folder.appending(path: $0))) }
  }

  /// The columns of a regression, with the powers of a polynomial, as they are written.
  static func columns(_ name: String, _ rows: [[String]]) throws -> [[Fraction]] {
    let degree = name == "Filip" ? 10 : name == "Pontius" ? 2 : name.hasPrefix("Wampler") ? 5 : 0
    let columns = try (1..<rows[0].count).map { place in
      try rows.map { try Fraction(parsing: $0[place]) }
    }
    guard degree > 0 else { return columns }
    return (1...degree).map { power in columns[0].map { $0.power(power) } }
  }

  /// Counts the digits of a figure; of coefficients and of errors the least is kept.
  mutating func found(_ family: String, _ name: String, _ quantity: String, _ value: Double) {
    guard let right = certified["\(family),\(name),\(quantity)"], right.isFinite else { return }
    let error = (value - right).magnitude / (right == 0 ? 1 : right.magnitude)
    let digits = error.isNaN ? 0 : error == 0 ? 15 : min(max(-log10(error), 0), 15)
    let kind =
      family != "linear" ? quantity : quantity.hasPrefix("se_") ? "errors" : "coefficients"
    results["\(name).\(kind)"] = min(results["\(name).\(kind)"] ?? 15, digits)
  }

  private static func rows(_ path: URL) throws -> [[String]] {
    try String(contentsOf: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
  }
}
