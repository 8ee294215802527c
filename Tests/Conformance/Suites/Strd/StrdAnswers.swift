import BatteryNumbers
import BatteryStatistics
import BatteryTables
import StatsTool
import SystemPackage

/// What the tool's questions find in a data set of NIST's, by the names of the certified quantities.
///
/// Numbers go in as they are written and come out of the JSON that programs read.
struct StrdAnswers {
  var values: [String: Double] = [:]

  init(_ set: StrdCertificate.DataSet, _ table: StrdTable, _ path: String, lane: Lane) throws {
    let settings = StatsSettings(lane: lane)
    switch set.family {
    case "univariate": try describe(path, settings)
    case "linear": try regress(set, table, settings)
    case "anova":
      let question = TestQuestion(test: .anova, values: ["y"], group: "group")
      let answer = try question.answer(Self.table(table, labels: ["group"]), settings)
      for (name, key) in [
        ("F", "fStatistic"), ("df_b", "betweenDegreesOfFreedom"),
        ("df_w", "withinDegreesOfFreedom"), ("ss_b", "betweenSumOfSquares"),
        ("ss_w", "withinSumOfSquares"), ("ms_b", "betweenMeanSquare"),
        ("ms_w", "withinMeanSquare"), ("r2", "rSquared"),
        ("resid_sd", "residualStandardDeviation"),
      ] {
        values[name] = Self.value(answer.json, key, of: answer)
      }
    default: break
    }
  }

  private static func table(_ table: StrdTable, labels: [String]) throws -> StatsTable {
    var numbers: [String: NumberColumn] = [:]
    var texts: [String: [String]] = [:]
    for (name, column) in zip(table.header, table.columns) {
      if labels.contains(name) {
        texts[name] = column
        continue
      }
      numbers[name] = NumberColumn(
        name: name,
        doubles: column.map { Double($0) ?? .nan },
        decimals: try column.map { try Decimal(parsing: $0) }
      )
    }
    return StatsTable(rows: table.columns[0].count, numbers: numbers, labels: texts)
  }

  private mutating func describe(_ path: String, _ settings: StatsSettings) throws {
    let opener = try TableOpener(TableReading(), [FilePath(path)], outputs: [])
    let answer = try StatsWork(DescribeQuestion(), settings).answer(opener)
    let figures = answer.json["columns"]?["y"]
    for (name, key) in [
      ("n", "count"), ("mean", "mean"), ("stdev", "standardDeviation"),
      ("autocorr", "lag1Autocorrelation"),
    ] {
      values[name] = figures?[key]?.double
    }
  }

  private mutating func regress(
    _ set: StrdCertificate.DataSet,
    _ table: StrdTable,
    _ settings: StatsSettings
  ) throws {
    let certified = set.quantities.map(\.name).filter { $0.hasPrefix("B") }
    let hasIntercept = certified.contains("B0")
    let slopes = certified.count - (hasIntercept ? 1 : 0)
    let columns = table.header.dropFirst()
    // One column with many coefficients is a polynomial.
    let model: RegressionKind =
      columns.count == 1 && slopes > 1 ? .polynomial(degree: slopes) : .linear
    let question = RegressQuestion(
      formula: "y ~ \(columns.joined(separator: " + "))",
      model: model,
      intercept: hasIntercept
    )
    let answer = try question.answer(Self.table(table, labels: []), settings)
    for (name, key) in [
      ("resid_sd", "residualStandardDeviation"), ("r2", "rSquared"), ("F", "fStatistic"),
      ("df_reg", "modelDegreesOfFreedom"), ("df_res", "degreesOfFreedom"),
      ("ss_reg", "regressionSumOfSquares"), ("ms_reg", "regressionMeanSquare"),
      ("ss_res", "residualSumOfSquares"), ("ms_res", "residualMeanSquare"),
    ] {
      values[name] = Self.value(answer.json, key, of: answer)
    }
    for (place, coefficient) in (answer.json["coefficients"]?.array ?? []).enumerated() {
      let name = "B\(place + (hasIntercept ? 0 : 1))"
      values[name] = coefficient["estimate"]?.double
      values["se_\(name)"] = coefficient["standardError"]?.double
    }
  }

  /// A figure; an infinite one is `null` and said to be infinite.
  private static func value(_ json: JSONValue, _ key: String, of answer: StatsAnswer) -> Double? {
    guard json[key]?.isNull == true else { return json[key]?.double }
    let isInfinite = answer.notes.contains { $0.hasPrefix("Infinite") && $0.contains(key) }
    return isInfinite ? .infinity : nil
  }
}
