import ArgumentParser
import StatsTool

/// `batteries stats regress`: how columns explain an outcome.
struct StatsRegressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regress",
    abstract: "Fit a model to an outcome: coefficients, their errors, and how good the fit is.",
    discussion: """
      A formula names the outcome and what explains it: y ~ x1 + x2 + I(x1^2) + C(group). The exact \
      lane solves linear and polynomial models of numbers in texts without rounding.
      """
  )

  @Option(help: ArgumentHelp("The outcome and what explains it.", valueName: "formula"))
  var formula: String

  @Option(
    help: ArgumentHelp(
      "linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L.",
      valueName: "model"
    )
  )
  var model = "linear"

  @Flag(help: "Let the fit go through the origin.")
  var noIntercept = false

  @OptionGroup var options: StatsOptions

  func run() async throws {
    try await options.run(
      RegressQuestion(
        formula: formula,
        model: try RegressionKind(parsing: model),
        intercept: !noIntercept
      )
    )
  }
}
