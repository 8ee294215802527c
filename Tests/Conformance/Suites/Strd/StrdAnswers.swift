import BatteryStatistics
import BatteryTables
import StatsTool
import SystemPackage

/// What the tool's questions find in a data set of NIST's, by the names of the certified quantities.
///
/// The file is read as the command does, and figures are those of the JSON that programs read.
struct StrdAnswers {
  var values: [String: Double] = [:]

  /// Asks about a file.
  ///
  /// - Parameters:
  ///   - set: What is certified of the file.
  ///   - path: The file.
  ///   - lane: How to compute.
  /// - Throws: What the tool throws.
  init(_ set: StrdCertificate.DataSet, _ path: String, lane: Lane) throws {
    let names = set.quantities.map(\.name)
    switch set.family {
    case "univariate": try describe(path, lane)
    case "linear": try regress(names, path, lane)
    case "anova": try analyze(path, lane)
    default: break
    }
  }

  private static func answer(
    _ question: any StatsQuestion,
    _ path: String,
    _ lane: Lane
  ) throws -> StatsAnswer {
    let opener = try TableOpener(TableReading(), [FilePath(path)], outputs: [])
    return try StatsWork(question, StatsSettings(lane: lane)).answer(opener)
  }

  private mutating func describe(_ path: String, _ lane: Lane) throws {
    let answer = try Self.answer(DescribeQuestion(columns: ["y"]), path, lane)
    for (name, key) in [
      ("n", "count"), ("mean", "mean"), ("stdev", "standardDeviation"),
      ("autocorr", "lag1Autocorrelation"),
    ] {
      values[name] = answer.json["columns"]?["y"]?[key]?.double
    }
  }

  private mutating func analyze(_ path: String, _ lane: Lane) throws {
    let question = TestQuestion(test: .anova, values: ["y"], group: "group")
    let answer = try Self.answer(question, path, lane)
    for (name, key) in [
      ("F", "fStatistic"), ("df_b", "betweenDegreesOfFreedom"),
      ("df_w", "withinDegreesOfFreedom"), ("ss_b", "betweenSumOfSquares"),
      ("ss_w", "withinSumOfSquares"), ("ms_b", "betweenMeanSquare"),
      ("ms_w", "withinMeanSquare"), ("r2", "rSquared"), ("resid_sd", "residualStandardDeviation"),
    ] {
      values[name] = Self.value(answer.json, key, of: answer)
    }
  }

  private mutating func regress(_ names: [String], _ path: String, _ lane: Lane) throws {
    let certified = names.filter { $0.hasPrefix("B") }
    let hasIntercept = certified.contains("B0")
    let slopes = certified.count - (hasIntercept ? 1 : 0)
    let columns = try StrdCertificate.columns(of: path).filter { $0 != "y" }
    // One column with many coefficients is a polynomial.
    let model: RegressionKind =
      columns.count == 1 && slopes > 1 ? .polynomial(degree: slopes) : .linear
    let question = RegressQuestion(
      formula: "y ~ \(columns.joined(separator: " + "))",
      model: model,
      intercept: hasIntercept
    )
    let answer = try Self.answer(question, path, lane)
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
