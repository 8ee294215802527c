public import BatteryStatistics

/// How well a model predicts rows that it was not fitted to.
public struct CrossValidateQuestion: StatsQuestion {
  /// The model, what it explains and by which columns.
  public var regression: RegressQuestion
  /// How many folds there are; as many as rows leave one out at a time.
  public var folds: Int
  /// Whether each fold has as many rows of either outcome of a logistic model.
  public var stratify: Bool
  /// By what columns are scaled before a model is fitted.
  public var scale: ColumnScaling

  /// Asks for a cross-validation of a regression.
  public init(
    _ regression: RegressQuestion,
    folds: Int = 5,
    stratify: Bool = false,
    scale: ColumnScaling = .none
  ) {
    self.regression = regression
    self.folds = folds
    self.stratify = stratify
    self.scale = scale
  }

  /// Asks for a cross-validation.
  public init(
    formula: String,
    model: RegressionKind = .linear,
    intercept: Bool = true,
    folds: Int = 5,
    stratify: Bool = false,
    scale: ColumnScaling = .none
  ) {
    self.init(
      RegressQuestion(formula: formula, model: model, intercept: intercept),
      folds: folds,
      stratify: stratify,
      scale: scale
    )
  }

  private enum Key: String, CodingKey {
    case folds
    case stratify
    case scale
  }

  /// Reads the question from a configuration, where all keys stand side by side.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    regression = try RegressQuestion(from: decoder)
    folds = try container.decode(.folds, or: 5)
    stratify = try container.decode(.stratify, or: false)
    scale = try container.decode(.scale, or: .none)
  }

  /// Writes the question to a configuration.
  public func encode(to encoder: any Encoder) throws {
    try regression.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(folds, forKey: .folds)
    try container.encode(stratify, forKey: .stratify)
    try container.encode(scale, forKey: .scale)
  }

  /// The kind of the model.
  public var model: RegressionKind { regression.model }

  /// The columns that the formula names outside of `C(…)`.
  public var numberColumns: [String]? { regression.numberColumns }

  /// The same: those that hold texts make groups.
  public var textColumns: [String] { regression.textColumns }

  /// The columns that the formula names in `C(…)`.
  public var labelColumns: [String] { regression.labelColumns }

  /// Those models have weights that have them in a regression.
  public var weightsRefusal: WeightsRefusal? { regression.weightsRefusal }

  /// Checks the formula, the model and the number of folds.
  public func validate() throws(StatisticsError) {
    let formula = try regression.parsedFormula()
    guard folds >= 2 else {
      throw StatisticsError(
        .invalidArgument,
        "\(folds) \(folds == 1 ? "fold leaves" : "folds leave") nothing to fit. Make 2 or more."
      )
    }
    guard !stratify || model.isLogistic else {
      throw StatisticsError(
        .invalidArgument,
        "The model \(model) has no classes to stratify by. Take logistic, or leave stratify out."
      )
    }
    guard scale == .none || formula.hasIntercept else {
      throw StatisticsError(
        .invalidArgument,
        "Scaling moves columns, which a model without an intercept cannot make good."
          + " Leave one of both out."
      )
    }
  }

  /// Fits the model to all folds but one at a time, and lets it predict that one.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try validate()
    try RegressQuestion.check(settings)
    try settings.check(weightsOf: self)
    let formula = try regression.parsedFormula()
    // Errors of prediction do not hang on the sixteenth digit: models are fitted in doubles.
    let data = try RegressionData(
      formula,
      table,
      StatsSettings(lane: .fast, weights: settings.weights)
    )
    if model.isLogistic { try data.checkClasses(formula) }
    let folds =
      stratify
      ? try Folds(stratifiedBy: data.outcome.map { Int($0) }, count: folds, seed: settings.seed)
      : try Folds(rows: data.outcome.count, count: folds, seed: settings.seed)
    let predictor = FoldPredictor(
      model: model,
      scale: scale,
      design: data.design,
      weights: data.weights
    )
    var fold = 0
    let validation = try CrossValidation<Double, Double>(
      features: Array(data.outcome.indices),
      outcomes: data.outcome,
      folds: folds
    ) { rows, outcomes in
      fold += 1
      do throws(StatisticsError) {
        return try predictor.fit(rows, outcomes)
      } catch {
        throw StatisticsError(
          error.code,
          "Fold \(fold) of \(folds.folds.count): \(error.message)",
          columns: error.columns
        )
      }
    }
    return try CrossValidationReport(
      question: self,
      formula: formula,
      data: data,
      validation: validation,
      settings: settings
    ).answer(table)
  }
}
