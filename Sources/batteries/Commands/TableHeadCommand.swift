import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table head`: the first rows.
struct TableHeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Print the first rows; 10 unless --limit says otherwise."
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  private static let usualCount = 10

  func run() async throws {
    var steps = try rows.steps()
    steps.limit = steps.limit ?? Self.usualCount
    try await TableSession.run(files, reading: reading, output: output) { [steps] session in
      try session.write(try session.rows(steps))
    }
  }
}
