public import ArgumentParser
public import StatsTool

/// `batteries stats cross-validate`: how well a model predicts.
struct StatsCrossValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cross-validate",
    abstract: "Say how well a model predicts rows that it was not fitted to.",
    discussion: """
      Rows are divided at random, by --seed, into folds; each is predicted by a model of the others. \
      Errors are RMSE, MAE and R², or accuracy, log loss and the area under the curve (AUC) of a \
      logistic model. Scaling is fitted to the training rows of each fold alone.
      """
  )

  @OptionGroup var model: StatsModelOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many folds; as many as rows leave one out at a time.",
      valueName: "count"
    )
  )
  var folds = 5

  @Flag(help: "Give each fold its share of both outcomes of a logistic model.")
  var stratify = false

  @Option(help: "By what columns are scaled before a model is fitted.")
  var scale: ColumnScaling = .none

  @OptionGroup var options: StatsOptions<CrossValidateQuestion>

  func run() async throws {
    try await options.run(
      CrossValidateQuestion(
        try model.question(),
        folds: folds,
        stratify: stratify,
        scale: scale
      )
    )
  }
}

extension ColumnScaling: ExpressibleByArgument {}
