import ArgumentParser
import StatsTool

/// `batteries stats regress`: how columns explain an outcome.
struct StatsRegressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regress",
    abstract: "Fit a model to an outcome: coefficients, their errors, and how good the fit is.",
    discussion: """
      A formula names the outcome and what explains it: y ~ x1 + x2 + I(x1^2) + C(group). A column \
      of texts makes groups without C, too. The exact lane solves linear and polynomial models of \
      numbers in texts without rounding.
      """
  )

  @OptionGroup var model: StatsModelOptions
  @OptionGroup var options: StatsOptions<RegressQuestion>

  func run() async throws {
    try await options.run(try model.question())
  }
}
