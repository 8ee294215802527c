public import BatteryJobs
internal import BatteryStatistics

extension RegressQuestion: ConfiguredQuestion {
  /// Weights, intervals and drawings.
  public static var options: SharedOptions { [.weights, .confidence, .plots] }
  /// Slopes that are held back have no intervals.
  public var usesConfidence: Bool { model == .logistic || model.takesWeights }
  /// The key.
  public static var name: String { "regress" }
  /// What it tells.
  public static var summary: String {
    "How columns explain an outcome: coefficients and their errors."
  }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .init(
        "formula",
        .string,
        "The outcome and what explains it, such as y ~ x1 + I(x1^2) + C(group)."
      ),
      .init(
        "columns",
        .anyOf([.string, .list(.string)]),
        "Instead of a formula: the outcome, and the columns that explain it by their sum."
      ),
      .init(
        "model",
        .string,
        "linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L.",
        defaultValue: "linear"
      ),
      .init("intercept", .boolean, "Whether there is an intercept.", defaultValue: "true"),
    ]
  }
}

extension TestQuestion: ConfiguredQuestion {
  /// Weights of chi-square, intervals of t.
  public static var options: SharedOptions { [.weights, .confidence] }
  /// Means alone have intervals.
  public var usesConfidence: Bool { test == .t }
  /// The key.
  public static var name: String { "test" }
  /// What it tells.
  public static var summary: String { "Whether data speak against a hypothesis." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    let names = JobSchema.ValueType.anyOf([.string, .list(.string)])
    return [
      .init(
        "test",
        .choice(HypothesisTestKind.allCases.map(\.rawValue)),
        "Which test: \(HypothesisTestKind.allCases.map(\.rawValue).joined(separator: ", ")).",
        isRequired: true
      ),
      .init(
        "columns",
        names,
        "The columns of the test: the same as value, or label of chi-square."
      ),
      .init("value", names, "The columns of numbers: one, or two samples."),
      .init("group", .string, "The column that tells the samples of one column apart."),
      .init("label", names, "The columns of classes that are counted."),
      .init(
        "mean",
        .string,
        "The mean, median or difference of the hypothesis.",
        defaultValue: "0"
      ),
      .init("paired", .boolean, "Whether two samples belong together.", defaultValue: "false"),
      .init(
        "equalVariances",
        .boolean,
        "Whether two samples share one variance.",
        defaultValue: "false"
      ),
      .init(
        "alternative",
        .choice(Alternative.allCases.map(\.rawValue)),
        "The side of the alternative.",
        defaultValue: "two-sided"
      ),
      .init("expected", .map(.string), "How often each class is expected, in any unit."),
      .init(
        "distribution",
        .string,
        "What one sample is compared with: normal:M:S, uniform:A:B or exponential:R."
      ),
      .init(
        "correction",
        .boolean,
        "Whether statistics that jump are corrected.",
        defaultValue: "true"
      ),
    ]
  }
}

extension NormalityQuestion: ConfiguredQuestion {
  /// Drawings.
  public static var options: SharedOptions { .plots }
  /// The key.
  public static var name: String { "normality" }
  /// What it tells.
  public static var summary: String { "Whether columns may come from normal distributions." }
  /// The fields.
  public static var fields: [JobSchema.Field] { [.numberColumns] }
}

extension OutliersQuestion: ConfiguredQuestion {
  /// Drawings, and a method for quartiles.
  public static var options: SharedOptions { [.plots, .quantileMethod] }
  /// The key.
  public static var name: String { "outliers" }
  /// What it tells.
  public static var summary: String { "Which values are outliers, with their rows and limits." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .numberColumns,
      .init(
        "rule",
        .string,
        "z:3, mad:3.5, iqr:1.5, grubbs:0.05, grubbs-repeated:0.05, esd:10:0.05 or hampel:3:3.",
        defaultValue: "mad:3.5"
      ),
      .init(
        "quantileMethod",
        .integer(1...9),
        "How quartiles are taken for iqr.",
        defaultValue: "7"
      ),
    ]
  }
}
