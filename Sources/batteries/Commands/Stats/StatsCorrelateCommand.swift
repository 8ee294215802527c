public import ArgumentParser
public import BatteryStatistics
import StatsTool

/// `batteries stats correlate`: how closely columns go together.
struct StatsCorrelateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Compute the correlation of each two columns, and how probable it is by chance.",
    discussion: """
      Rows that lack a value are left out and counted. A column whose numbers are all the same has no \
      correlation: null in JSON.
      """
  )

  @Option(help: "Which coefficient.")
  var method: CorrelationMethod = .pearson

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<CorrelateQuestion>

  func run() async throws {
    try await options.run(CorrelateQuestion(columns: columns.names, method: method))
  }
}

extension CorrelationMethod: ExpressibleByArgument {}
