import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table where`: some rows.
struct TableWhereCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "where",
    abstract: "Print the rows that meet a condition.",
    discussion: """
      The condition comes first, unless --where gives it. Example:
        batteries table where "price > 3 and city = 'Rome'" sales.csv
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The condition, unless --where gives it, and the files; - is standard input.",
      valueName: "condition-and-files"
    ),
    completion: .file()
  )
  var arguments: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func validate() throws {
    if rows.condition == nil, arguments.count < 2 {
      throw ValidationError("Write a condition and a file: batteries table where 'price > 3' FILE.")
    }
  }

  func run() async throws {
    var steps = try rows.steps()
    steps.condition = rows.condition ?? arguments.first
    let files = rows.condition == nil ? Array(arguments.dropFirst()) : arguments
    try await TableSession.run(files, reading: reading, output: output) { [steps] session in
      try session.write(try session.rows(steps))
    }
  }
}
