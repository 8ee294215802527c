import ArgumentParser
import StatsTool

/// `batteries stats describe`: count, mean, spread, quartiles and shape.
struct StatsDescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Say of each column its count, mean, spread, quartiles, extremes and shape.",
    discussion: """
      The quartiles are those of method 7, the default of R and NumPy, unless another is given. Skewness and kurtosis are \
      of the population, kurtosis less 3. The lag-1 autocorrelation is of the numbers in the order \
      of the files. What is not defined, such as the spread of one number, is null in JSON. With \
      --weights the variance of a sample is Σw(x − m)²·W / (W² − Σw²), W the sum of the weights, \
      as R's cov.wt has it; the quartiles are those of method 1, and there is no autocorrelation.
      """
  )

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<DescribeQuestion>

  func run() async throws {
    try await options.run(
      DescribeQuestion(columns: columns.names, quantileMethod: try options.method())
    )
  }
}
