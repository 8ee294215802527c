public import BatteryStatistics
internal import BatteryTables

/// How columns explain an outcome: a model and what can be said about its coefficients.
public struct RegressQuestion: StatsQuestion {
  /// The outcome and what explains it, such as `y ~ x1 + I(x1^2) + C(group)`.
  public var formula: String
  /// The kind of the model.
  public var model: RegressionKind
  /// Whether there may be an intercept; a formula may leave it out too.
  public var intercept: Bool

  /// Asks for a model.
  public init(formula: String, model: RegressionKind = .linear, intercept: Bool = true) {
    self.formula = formula
    self.model = model
    self.intercept = intercept
  }

  private enum CodingKeys: String, CodingKey {
    case formula
    case columns
    case model
    case intercept
  }

  /// Reads the question from a configuration.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let formula = try container.decodeIfPresent(String.self, forKey: .formula)
    let columns = try OneOrMany.strings(container, .columns)
    self.init(
      formula: try container.reading { () throws(StatisticsError) in
        try Self.formula(formula, columns: columns)
      },
      model: try container.decode(.model, or: .linear),
      intercept: try container.decode(.intercept, or: true)
    )
  }

  /// Writes the question to a configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(formula, forKey: .formula)
    try container.encode(model, forKey: .model)
    try container.encode(intercept, forKey: .intercept)
  }

  /// The columns that the formula names outside of `C(…)`.
  public var numberColumns: [String]? { (try? Formula(formula))?.numberColumns ?? [] }

  /// The same: those that hold texts make groups.
  public var textColumns: [String] { numberColumns ?? [] }

  /// The columns that the formula names in `C(…)`.
  public var labelColumns: [String] { (try? Formula(formula))?.groupColumns ?? [] }

  /// Least squares alone has weights.
  public var weightsRefusal: WeightsRefusal? {
    model.takesWeights
      ? nil
      : WeightsRefusal(
        "The model \(model) takes no weights",
        "Leave the weights out or take the linear model."
      )
  }

  /// Checks the formula and the model.
  public func validate() throws(StatisticsError) { _ = try parsedFormula() }

  /// The formula as the model takes it.
  func parsedFormula() throws(StatisticsError) -> Formula {
    var formula = try Formula(formula)
    if !intercept { formula = formula.withoutIntercept }
    if case .polynomial(let degree) = model { formula = try formula.polynomial(degree) }
    return formula
  }

  /// Fits the model to a table.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try Self.check(settings)
    try settings.check(weightsOf: self)
    let formula = try parsedFormula()
    let data = try RegressionData(formula, table, settings)
    if model.isLogistic { try data.checkClasses(formula) }
    let fit = try RegressionFit.make(model, formula, data, settings)
    return RegressionReport(question: self, formula: formula, data: data, fit: fit)
      .answer(table, settings)
  }

  static func check(_ settings: StatsSettings) throws(StatisticsError) {
    guard settings.confidence > 0, settings.confidence < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A confidence of \(settings.confidence) makes no interval. Give one between 0 and 1, as 0.95."
      )
    }
    guard settings.lane != .approximate else {
      throw StatisticsError(
        .invalidArgument,
        "There is no approximate lane for this question. Take the exact or the fast one."
      )
    }
  }
}
