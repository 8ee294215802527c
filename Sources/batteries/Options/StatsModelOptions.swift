import ArgumentParser
import StatsTool

/// The model of `regress` and `cross-validate`, and what it explains by what.
struct StatsModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The outcome and what explains it.", valueName: "formula"))
  var formula: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Instead of a formula: the outcome, and the columns that explain it by their sum.",
      valueName: "name,…"
    )
  )
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L.",
      valueName: "model"
    )
  )
  var model = "linear"

  @Flag(help: "Let the fit go through the origin.")
  var noIntercept = false

  func validate() throws {
    guard (formula == nil) == columns.isEmpty else { return }
    throw ValidationError(
      formula == nil
        ? "What explains what? Pass --formula \"y ~ x1 + x2\", or --columns y,x1,x2."
        : "--formula and --columns both say what explains what. Leave one of them out."
    )
  }

  /// The same as a question has it.
  func question() throws -> RegressQuestion {
    let names = columns.isEmpty ? nil : columns.flatMap(ColumnNames.split)
    return RegressQuestion(
      formula: try RegressQuestion.formula(formula, columns: names),
      model: try RegressionKind(parsing: model),
      intercept: !noIntercept
    )
  }
}
