public import BatteryStatistics

/// How well a model predicts rows that it was not fitted to.
public struct CrossValidateQuestion: StatsQuestion {
  /// The outcome and what explains it, such as `y ~ x1 + I(x1^2) + C(group)`.
  public var formula: String
  /// The kind of the model.
  public var model: RegressionKind
  /// Whether there may be an intercept; a formula may leave it out too.
  public var intercept: Bool
  /// How many folds there are; as many as rows leave one out at a time.
  public var folds: Int
  /// Whether each fold has as many rows of either outcome of a logistic model.
  public var stratify: Bool
  /// By what columns are scaled before a model is fitted.
  public var scale: ColumnScaling

  /// Asks for a cross-validation.
  public init(
    formula: String,
    model: RegressionKind = .linear,
    intercept: Bool = true,
    folds: Int = 5,
    stratify: Bool = false,
    scale: ColumnScaling = .none
  ) {
    self.formula = formula
    self.model = model
    self.intercept = intercept
    self.folds = folds
    self.stratify = stratify
    self.scale = scale
  }

  private enum Key: String, CodingKey {
    case formula
    case model
    case intercept
    case folds
    case stratify
    case scale
  }

  /// Reads the question from a configuration.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      formula: try container.decode(String.self, forKey: .formula),
      model: try container.decodeIfPresent(RegressionKind.self, forKey: .model) ?? .linear,
      intercept: try container.decodeIfPresent(Bool.self, forKey: .intercept) ?? true,
      folds: try container.decodeIfPresent(Int.self, forKey: .folds) ?? 5,
      stratify: try container.decodeIfPresent(Bool.self, forKey: .stratify) ?? false,
      scale: try container.decodeIfPresent(ColumnScaling.self, forKey: .scale) ?? .none
    )
  }

  /// Writes the question to a configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(formula, forKey: .formula)
    try container.encode(model, forKey: .model)
    try container.encode(intercept, forKey: .intercept)
    try container.encode(folds, forKey: .folds)
    try container.encode(stratify, forKey: .stratify)
    try container.encode(scale, forKey: .scale)
  }

  private var regression: RegressQuestion {
    RegressQuestion(formula: formula, model: model, intercept: intercept)
  }

  /// The columns that the formula names outside of `C(…)`.
  public var numberColumns: [String]? { regression.numberColumns }

  /// The columns that the formula names in `C(…)`.
  public var labelColumns: [String] { regression.labelColumns }

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
    if let weights = settings.weights {
      throw StatisticsError(
        .invalidArgument,
        "A cross-validation takes no weights and \(weights) was given. Leave the weights out."
      )
    }
    let formula = try regression.parsedFormula()
    // Errors of prediction do not hang on the sixteenth digit: models are fitted in doubles.
    let data = try RegressionData(formula, table, StatsSettings(lane: .fast))
    if model.isLogistic, let other = data.outcome.first(where: { $0 != 0 && $0 != 1 }) {
      throw StatisticsError(
        .invalidArgument,
        "An outcome is \(other), neither 0 nor 1. Encode it as one of both."
      )
    }
    let folds =
      stratify
      ? try Folds(stratifiedBy: data.outcome.map { Int($0) }, count: folds, seed: settings.seed)
      : try Folds(rows: data.outcome.count, count: folds, seed: settings.seed)
    let predictor = FoldPredictor(model: model, scale: scale, design: data.design)
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
      validation: validation,
      seed: settings.seed
    ).answer(table)
  }
}
