internal import BatteryJobs
internal import BatteryStatistics
internal import BatteryTables

/// Writes down how well a model predicted each fold.
struct CrossValidationReport {
  private struct Metric: Sendable {
    var key: String
    var name: String
    var run: @Sendable ([Double], [Double]) throws(StatisticsError) -> Double
  }

  var question: CrossValidateQuestion
  var formula: Formula
  var validation: CrossValidation<Double, Double>
  var seed: UInt64

  func answer(_ table: StatsTable) throws -> StatsAnswer {
    let metrics = question.model.isLogistic ? Self.ofProbabilities : Self.ofNumbers
    var writer = FigureWriter()
    var reasons: [String] = []
    let folds = validation.folds.folds
    var scores: [[Double]] = []
    for metric in metrics {
      let found = validation.scores { outcomes, predictions in
        do throws(StatisticsError) {
          return try metric.run(outcomes, predictions)
        } catch {
          reasons.append("\(metric.name): \(error.message)")
          return .nan
        }
      }
      scores.append(found)
    }
    let overall = metrics.map { metric in
      (try? metric.run(validation.outcomes, validation.predictions)) ?? .nan
    }
    // A figure that one fold does not have would make the mean one of other folds.
    let means = scores.map { (try? Statistics.fmean($0)) ?? .nan }
    let deviations = scores.map { $0.allSatisfy(\.isFinite) ? try? Statistics.stdev($0) : nil }
    var json: JSONObject = [
      "model": .string("\(question.model)"), "formula": .string("\(formula)"),
    ]
    json["folds"] = .array(
      folds.indices.map { fold in
        var object: JSONObject = [
          "fold": .integer(Int64(fold + 1)),
          "trainingRows": .integer(Int64(folds[fold].training.count)),
          "testRows": .integer(Int64(folds[fold].test.count)),
        ]
        for (place, metric) in metrics.enumerated() {
          object[metric.key] = writer.json(
            scores[place][fold],
            "\(metric.key) of fold \(fold + 1)"
          )
        }
        return .object(object)
      }
    )
    var summary = JSONObject()
    for (place, metric) in metrics.enumerated() {
      summary[metric.key] = [
        "mean": writer.json(means[place], "mean of \(metric.key)"),
        "standardDeviation": writer.json(deviations[place] ?? .nan, "deviation of \(metric.key)"),
        "overall": writer.json(overall[place], "overall \(metric.key)"),
      ]
    }
    json["metrics"] = .object(summary)
    json["count"] = .integer(Int64(validation.outcomes.count))
    json["missing"] = .integer(Int64(table.missing))
    json["stratified"] = .boolean(question.stratify)
    json["scale"] = .string(question.scale.rawValue)
    json["seed"] =
      Int64(exactly: seed).map(JSONValue.integer)
      ?? JSONNumber("\(seed)").map(JSONValue.number) ?? .null
    json["lane"] = .string(Lane.fast.rawValue)
    var answer = StatsAnswer(
      json: .object(json),
      sections: [foldTable(metrics, scores), summaryTable(metrics, means, deviations, overall)],
      notes: Array(Set(reasons)).sorted() + writer.notes
    )
    if let drawing { answer.drawings.append(drawing) }
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  private static let ofNumbers = [
    Metric(key: "rmse", name: "RMSE") { outcomes, predictions throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions).rmse
    },
    Metric(key: "mae", name: "MAE") { outcomes, predictions throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions).mae
    },
    Metric(key: "rSquared", name: "R²") { outcomes, predictions throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions).rSquared
    },
  ]

  private static let ofProbabilities = [
    Metric(key: "accuracy", name: "accuracy") { outcomes, predictions throws(StatisticsError) in
      try ConfusionMatrix(
        actual: outcomes.map { Int($0) },
        predicted: predictions.map { $0 >= 0.5 ? 1 : 0 }
      ).accuracy
    },
    Metric(key: "logLoss", name: "log loss") { outcomes, predictions throws(StatisticsError) in
      try ProbabilityMetrics.logLoss(actual: outcomes.map { $0 == 1 }, probabilities: predictions)
    },
    Metric(key: "auc", name: "AUC") { outcomes, predictions throws(StatisticsError) in
      try ProbabilityMetrics.areaUnderCurve(
        actual: outcomes.map { $0 == 1 },
        scores: predictions
      )
    },
  ]

  private func foldTable(_ metrics: [Metric], _ scores: [[Double]]) -> StatsAnswer.Section {
    let folds = validation.folds.folds
    return StatsAnswer.Section(
      title: "\(folds.count) folds of \(formula), \(question.model)",
      table: ReportTable(
        columns: (["fold"] + ["fitted rows", "tested rows"] + metrics.map(\.name))
          .map { .init($0, .trailing) },
        rows: folds.indices.map { fold in
          ["\(fold + 1)", "\(folds[fold].training.count)", "\(folds[fold].test.count)"]
            + scores.map { FigureWriter.text($0[fold]) }
        }
      )
    )
  }

  private func summaryTable(
    _ metrics: [Metric],
    _ means: [Double],
    _ deviations: [Double?],
    _ overall: [Double]
  ) -> StatsAnswer.Section {
    StatsAnswer.Section(
      title: "All folds",
      table: ReportTable(
        columns: [
          .init("metric"), .init("mean", .trailing), .init("standard deviation", .trailing),
          .init("of all rows together", .trailing),
        ],
        rows: metrics.indices.map { place in
          [
            metrics[place].name, FigureWriter.text(means[place]),
            FigureWriter.text(deviations[place]), FigureWriter.text(overall[place]),
          ]
        }
      )
    )
  }

  /// The outcomes by what was predicted, and where both are the same.
  private var drawing: StatsDrawing? {
    guard !question.model.isLogistic, let low = validation.predictions.min(),
      let high = validation.predictions.max(), low < high
    else { return nil }
    let rows = RegressionDrawing.rows(of: validation.outcomes.count)
    return .scatter(
      title: RegressionDrawing.title("\(formula.outcomeText) by its prediction", rows),
      x: .init(name: "predicted", values: rows.map { validation.predictions[$0] }),
      y: .init(name: formula.outcomeText, values: rows.map { validation.outcomes[$0] }),
      curve: [low, high].map { .init(x: $0, y: $0) }
    )
  }
}
