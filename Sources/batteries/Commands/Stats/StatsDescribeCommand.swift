import ArgumentParser
import StatsTool

/// `batteries stats describe`: count, mean, spread, quartiles and shape.
struct StatsDescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Say of each column its count, mean, spread, quartiles, extremes and shape.",
    discussion: """
      The quartiles are those of method 7, the default of R and NumPy. Skewness and kurtosis are of \
      the population, kurtosis less 3. The lag-1 autocorrelation is of the numbers in the order of \
      the files. What is not defined, such as the spread of one number, is null in JSON.
      """
  )

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions

  func run() async throws {
    try await options.run(DescribeQuestion(columns: columns.names))
  }
}
