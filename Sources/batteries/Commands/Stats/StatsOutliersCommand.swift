import ArgumentParser
import BatteryStatistics
import StatsTool

/// `batteries stats outliers`: which values are far out.
struct StatsOutliersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outliers",
    abstract: "Find the values of each column that are far out, with their rows and the limits.",
    discussion: """
      Rules: z:3 by mean and standard deviation, mad:3.5 by the median deviation, iqr:1.5 by the \
      quartiles, grubbs:0.05 and grubbs-repeated:0.05, esd:10:0.05 for up to ten, and hampel:3:3 by \
      the neighbours in the order of the file.
      """
  )

  @Option(help: ArgumentHelp("By what outliers are told.", valueName: "rule"))
  var rule = "mad:3.5"

  @Option(
    help: ArgumentHelp("How quartiles are taken for the rule iqr: 1 to 9.", valueName: "method")
  )
  var quantileMethod = 7

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions

  func validate() throws {
    guard QuantileMethod(rawValue: quantileMethod) != nil else {
      throw ValidationError("--quantile-method must be from 1 to 9, not \(quantileMethod).")
    }
  }

  func run() async throws {
    try await options.run(
      OutliersQuestion(
        columns: columns.names,
        rule: try NamedOutlierRule(parsing: rule),
        quantileMethod: QuantileMethod(rawValue: quantileMethod) ?? .inclusive
      )
    )
  }
}
