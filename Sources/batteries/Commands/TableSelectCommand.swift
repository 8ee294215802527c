import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table select`: some columns.
struct TableSelectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Print some columns, in the order given.",
    discussion: """
      The columns come first, unless --columns names them; a name with a comma in it stands in \
      double quotes. Example: batteries table select id,price sales.csv
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The columns, unless --columns names them, and the files; - is standard input.",
      valueName: "columns-and-files"
    ),
    completion: .file()
  )
  var arguments: [String]

  @Flag(help: "Leave out rows that equal one before them.")
  var distinct = false

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func validate() throws {
    if rows.columns.isEmpty, arguments.count < 2 {
      throw ValidationError("Name the columns and a file: batteries table select id,price FILE.")
    }
  }

  func run() async throws {
    var steps = try rows.steps()
    steps.isDistinct = distinct
    steps.columns = rows.names ?? arguments.first.map(ColumnNames.split)
    let files = rows.columns.isEmpty ? Array(arguments.dropFirst()) : arguments
    try await TableSession.run(files, reading: reading, output: output) { [steps] session in
      try session.write(try session.rows(steps))
    }
  }
}
