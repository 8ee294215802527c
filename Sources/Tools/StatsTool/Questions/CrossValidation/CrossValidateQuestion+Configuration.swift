public import BatteryJobs

extension CrossValidateQuestion: ConfiguredQuestion {
  /// Rows are divided at random, and may have weights.
  public static var options: SharedOptions { [.weights, .seed, .plots] }
  /// The key.
  public static var name: String { "cross-validate" }
  /// What it tells.
  public static var summary: String { "How well a model predicts rows that it was not fitted to." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    RegressQuestion.fields + [
      .init("folds", .integer(2...Int.max), "How many folds there are.", defaultValue: "5"),
      .init(
        "stratify",
        .boolean,
        "Whether each fold has its share of both outcomes of a logistic model.",
        defaultValue: "false"
      ),
      .init(
        "scale",
        .choice(ColumnScaling.allCases.map(\.rawValue)),
        "By what columns are scaled, fitted inside each fold.",
        defaultValue: "none"
      ),
    ]
  }
}
