internal import BatteryJobs
internal import BatteryStatistics
internal import BatteryTables

/// Writes down how well a model predicted each fold.
struct CrossValidationReport {
  private struct Metric: Sendable {
    var key: String
    var name: String
    /// Compares outcomes with predictions, which may have weights.
    var run: @Sendable ([Double], [Double], [Double]?) throws(StatisticsError) -> Double
  }

  /// What a metric says of each fold, and of all rows together.
  private struct Scores {
    var metric: Metric
    var folds: [Double]
    var overall: Double
    /// A figure that one fold does not have would make the mean one of other folds.
    var mean: Double { (try? Statistics.fmean(folds)) ?? .nan }
    var deviation: Double {
      folds.allSatisfy(\.isFinite) ? (try? Statistics.stdev(folds)) ?? .nan : .nan
    }
  }

  var question: CrossValidateQuestion
  var formula: Formula
  var data: RegressionData
  var validation: CrossValidation<Double, Double>
  var settings: StatsSettings

  private var groupings: [FormulaGrouping] { data.groupings }

  func answer(_ table: StatsTable) throws -> StatsAnswer {
    var reasons: [String] = []
    let metrics = question.model.isLogistic ? Self.ofProbabilities : Self.ofNumbers
    let scores = metrics.map { score(by: $0, &reasons) }
    var writer = FigureWriter()
    let json = json(scores, table, &writer)
    var answer = StatsAnswer(
      json: json,
      sections: [foldTable(scores), summaryTable(scores)],
      notes: groupings.notes + Array(Set(reasons)).sorted() + writer.notes
    )
    if let name = settings.weights {
      answer.notes.append(
        "Weighted: each row counts by its \(name), where a model is fitted and in the metrics."
      )
    }
    answer.notes += settings.notes(ofDoubles: "Models and their errors are")
    if let drawing { answer.drawings.append(drawing) }
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  /// What a metric says; where it has no value, why not.
  private func score(by metric: Metric, _ reasons: inout [String]) -> Scores {
    var found: [String] = []
    let folds = validation.folds.folds.map { fold in
      do throws(StatisticsError) {
        return try metric.run(
          fold.test.map { validation.outcomes[$0] },
          fold.test.map { validation.predictions[$0] },
          data.weights.map { weights in fold.test.map { weights[$0] } }
        )
      } catch {
        found.append("\(metric.name): \(error.message)")
        return .nan
      }
    }
    reasons += found
    let overall =
      (try? metric.run(validation.outcomes, validation.predictions, data.weights)) ?? .nan
    return Scores(metric: metric, folds: folds, overall: overall)
  }

  private func json(
    _ scores: [Scores],
    _ table: StatsTable,
    _ writer: inout FigureWriter
  ) -> JSONValue {
    let folds = validation.folds.folds
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
        for score in scores {
          let key = score.metric.key
          object[key] = writer.json(score.folds[fold], "\(key) of fold \(fold + 1)")
        }
        return .object(object)
      }
    )
    var summary = JSONObject()
    for score in scores {
      let key = score.metric.key
      summary[key] = [
        "mean": writer.json(score.mean, "mean of \(key)"),
        "standardDeviation": writer.json(score.deviation, "deviation of \(key)"),
        "overall": writer.json(score.overall, "overall \(key)"),
      ]
    }
    json["metrics"] = .object(summary)
    if groupings.contains(where: { $0.reference != nil }) {
      json["referenceGroups"] = groupings.json
    }
    json["count"] = .integer(Int64(validation.outcomes.count))
    json["missing"] = .integer(Int64(table.missing))
    json["stratified"] = .boolean(question.stratify)
    json["scale"] = .string(question.scale.rawValue)
    json["seed"] =
      Int64(exactly: settings.seed).map(JSONValue.integer)
      ?? JSONNumber("\(settings.seed)").map(JSONValue.number) ?? .null
    if let name = settings.weights { json["weights"] = .string(name) }
    json["lane"] = .string(Lane.fast.rawValue)
    return .object(json)
  }

  private static let ofNumbers = [
    Metric(key: "rmse", name: "RMSE") { outcomes, predictions, weights throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions, weights: weights).rmse
    },
    Metric(key: "mae", name: "MAE") { outcomes, predictions, weights throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions, weights: weights).mae
    },
    Metric(key: "rSquared", name: "R²") { outcomes, predictions, weights throws(StatisticsError) in
      try RegressionMetrics(actual: outcomes, predicted: predictions, weights: weights).rSquared
    },
  ]

  private static let ofProbabilities = [
    Metric(key: "accuracy", name: "accuracy") { outcomes, predictions, _ throws(StatisticsError) in
      try ConfusionMatrix(
        actual: outcomes.map { Int($0) },
        predicted: predictions.map { $0 >= 0.5 ? 1 : 0 }
      ).accuracy
    },
    Metric(key: "logLoss", name: "log loss") { outcomes, predictions, _ throws(StatisticsError) in
      try ProbabilityMetrics.logLoss(actual: outcomes.map { $0 == 1 }, probabilities: predictions)
    },
    Metric(key: "auc", name: "AUC") { outcomes, predictions, _ throws(StatisticsError) in
      try ProbabilityMetrics.areaUnderCurve(
        actual: outcomes.map { $0 == 1 },
        scores: predictions
      )
    },
  ]

  private func foldTable(_ scores: [Scores]) -> StatsAnswer.Section {
    let folds = validation.folds.folds
    return StatsAnswer.Section(
      title: "\(folds.count) folds of \(formula), \(question.model)",
      table: ReportTable(
        columns: (["fold"] + ["fitted rows", "tested rows"] + scores.map(\.metric.name))
          .map { .init($0, .trailing) },
        rows: folds.indices.map { fold in
          ["\(fold + 1)", "\(folds[fold].training.count)", "\(folds[fold].test.count)"]
            + scores.map { FigureWriter.text($0.folds[fold]) }
        }
      )
    )
  }

  private func summaryTable(_ scores: [Scores]) -> StatsAnswer.Section {
    StatsAnswer.Section(
      title: "All folds",
      table: ReportTable(
        columns: [
          .init("metric"), .init("mean", .trailing), .init("standard deviation", .trailing),
          .init("of all rows together", .trailing),
        ],
        rows: scores.map { score in
          [
            score.metric.name, FigureWriter.text(score.mean), FigureWriter.text(score.deviation),
            FigureWriter.text(score.overall),
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
