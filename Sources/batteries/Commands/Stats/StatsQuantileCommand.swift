import ArgumentParser
import StatsTool

/// `batteries stats quantile`: the values below which shares lie.
struct StatsQuantileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantile",
    abstract: "Find the values below which shares of each column lie.",
    discussion: """
      Exact unless --sketch is given: then a few kilobytes answer for any amount of data, and the \
      error that the ranks may have is stated. With --weights a quantile is the least number up to \
      which the weights reach a share of their sum (method 1).
      """
  )

  @Option(
    name: .customLong("q"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The shares, from 0 to 1.", valueName: "share,…")
  )
  var shares: [String] = ["0,0.25,0.5,0.75,1"]

  @Flag(help: "Estimate, in little memory, with a stated error.")
  var sketch = false

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<QuantileQuestion>

  func run() async throws {
    try await options.run(
      QuantileQuestion(
        columns: columns.names,
        q: shares.flatMap(ColumnNames.split),
        method: options.quantileMethod,
        sketch: sketch
      )
    )
  }
}
