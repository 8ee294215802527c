import ArgumentParser
import StatsTool

/// `batteries stats outliers`: which values are far out.
struct StatsOutliersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outliers",
    abstract: "Find the values of each column that are far out, with their rows and the limits.",
    discussion: """
      Rules: z:3 by mean and standard deviation, mad:3.5 by the median deviation, iqr:1.5 by the \
      quartiles, grubbs:0.05 and grubbs-repeated:0.05 (grubbs:0.05:less and grubbs:0.05:greater for \
      one side), esd:10:0.05 for up to ten, and hampel:3:3 by the neighbours in the order of the file.
      """
  )

  @Option(help: ArgumentHelp("By what outliers are told.", valueName: "rule"))
  var rule = "mad:3.5"

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<OutliersQuestion>

  func run() async throws {
    try await options.run(
      OutliersQuestion(
        columns: columns.names,
        rule: try NamedOutlierRule(parsing: rule),
        quantileMethod: try options.method()
      )
    )
  }
}
