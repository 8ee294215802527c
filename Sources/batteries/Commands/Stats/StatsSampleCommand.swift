import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryTables
import StatsTool

/// `batteries stats sample`: some rows at random.
struct StatsSampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Take rows at random, each with the same chance, in their order.",
    discussion: """
      The same seed takes the same rows of the same file. With --stratify every group of equal values \
      has as large a share of the sample as of the file.
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("How many rows.", valueName: "count"))
  var rows: Int

  @Option(
    help: ArgumentHelp("The columns whose values keep their shares.", valueName: "name,…")
  )
  var stratify: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only rows that meet a condition; of several, all.", valueName: "condition")
  )
  var conditions: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only these columns, in this order.", valueName: "name,…")
  )
  var columns: [String] = []

  @Option(help: "The seed: the same number takes the same rows.")
  var seed: UInt64 = 1

  @OptionGroup var output: TableOutputOptions
  @OptionGroup(title: "How files are read") var reading: TableReadingOptions

  func validate() throws {
    if rows < 0 { throw ValidationError("--rows must be 0 or more, not \(rows).") }
  }

  func run() async throws {
    let strata = stratify.flatMap(ColumnNames.split)
    let names = columns.isEmpty ? nil : columns.flatMap(ColumnNames.split)
    let condition =
      conditions.isEmpty
      ? nil : try TableExpression(conditions.map { "(\($0))" }.joined(separator: " and "))
    let sample = RowSample(rows, seed: seed, strata: strata, condition: condition, columns: names)
    try await TableSession.run(files, reading: reading, output: output) { session in
      try session.write(try sample.rows(session.opener))
    }
  }
}
