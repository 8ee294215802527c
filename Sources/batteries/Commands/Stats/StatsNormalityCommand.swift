import ArgumentParser
import StatsTool

/// `batteries stats normality`: whether columns may be normal.
struct StatsNormalityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normality",
    abstract: "Test whether the numbers of each column may come from a normal distribution.",
    discussion:
      "By Shapiro and Wilk, Anderson and Darling, Jarque and Bera, and D'Agostino and Pearson."
  )

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<NormalityQuestion>

  func run() async throws {
    try await options.run(NormalityQuestion(columns: columns.names))
  }
}
