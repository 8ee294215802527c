import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table sort`: rows in order.
struct TableSortCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sort",
    abstract: "Sort the rows; what does not fit into memory goes through temporary files.",
    discussion: """
      Rows without a value come last. With --limit, only so many rows are kept while reading. \
      Example: batteries table sort sales.csv --by city,-price
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The columns, a - before those that begin high.", valueName: "name,…")
  )
  var by: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var limits: TableMemoryOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    var steps = try rows.steps()
    steps.order = by.joined(separator: ", ")
    let memory = limits.budget()
    try await TableSession.run(files, reading: reading, output: output, memory: memory) {
      [steps] session in
      try session.write(try session.rows(steps))
    }
  }
}
