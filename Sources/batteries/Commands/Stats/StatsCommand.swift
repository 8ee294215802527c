import ArgumentParser

/// `batteries stats`: what the numbers in files say.
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Compute statistics of the numbers in files, exactly.",
    discussion: """
      Reads CSV, TSV, JSON, JSON Lines and SQLite, also compressed with gzip or zstd; - is standard \
      input. Numbers in texts are exact decimals: no sum is rounded, and every figure is rounded once, \
      so that it has the same bits for any order of the rows and any number of threads. --fast \
      computes in doubles. Each answer says which it was. In JSON figures have 17 significant digits; \
      a value of the data has as many as are written. Examples:
        batteries stats describe sales.csv --by city
        batteries stats quantile sales.csv.gz --columns price --q 0.5,0.95,0.99
        batteries stats histogram sales.csv --columns price --output prices.html
      """,
    subcommands: [
      StatsDescribeCommand.self, StatsQuantileCommand.self, StatsHistogramCommand.self,
      StatsCorrelateCommand.self, StatsRegressCommand.self, StatsOutliersCommand.self,
      StatsNormalityCommand.self, StatsTestCommand.self, StatsCrossValidateCommand.self,
      StatsSampleCommand.self,
    ]
  )
}
