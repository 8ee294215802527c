import ArgumentParser
import StatsTool

/// `batteries stats histogram`: how many numbers lie where.
struct StatsHistogramCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "histogram",
    abstract: "Count and draw how many numbers of each column lie in each part of its range.",
    discussion: """
      Unless --bins says how many parts there are, they are as wide as Freedman and Diaconis \
      advise: twice the distance of the quartiles, divided by the cube root of the count. With \
      --weights the weights in each part are summed, too, and divided by their sum and the width.
      """
  )

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many parts, or auto.", valueName: "count")
  )
  var bins = "auto"

  @OptionGroup var columns: StatsColumnOptions
  @OptionGroup var options: StatsOptions<HistogramQuestion>

  func validate() throws {
    guard bins == "auto" || Int(bins) != nil else {
      throw ValidationError("--bins must be a number or auto, not \(bins).")
    }
  }

  func run() async throws {
    try await options.run(HistogramQuestion(columns: columns.names, bins: Int(bins)))
  }
}
