import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table import`: tables into a database.
struct TableImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Store tables in an SQLite database: all rows, or none.",
    discussion: """
      Columns get the types that all values fit; identifiers with leading zeros stay texts. \
      Example: batteries table import sales-*.csv --into sales.db --table sales
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("The database; it is made when it is not there.", valueName: "database"),
    completion: .file()
  )
  var into: String

  @Option(help: "The table; named after the first file unless given.")
  var table: String?

  @Flag(help: "Add the rows to a table that is there.")
  var append = false

  @Flag(help: "Delete a table that is there.")
  var replace = false

  @Flag(help: "Make a STRICT table, which takes no values of other types later.")
  var strictTable = false

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if append && replace { throw ValidationError("--append and --replace exclude each other.") }
  }

  func run() async throws {
    let steps = try rows.steps()
    let options = SQLiteTableOptions(
      existing: append ? .append : replace ? .replace : .refuse,
      isStrict: strictTable
    )
    let path = Console.current.path(into)
    let table = table
    try await TableSession.run(files, reading: reading, database: path, verbosity: verbosity) {
      session in
      // All rows or none, unless it is said that some may be left out.
      var opener = session.opener
      opener.isComplete = true
      let name = table ?? TableDatabase.name(of: session.opener.paths[0])
      let reader = try TableQuery(opener, steps).rows()
      let decimals = reader.schema.fields.filter { $0.type == .decimal }.map(\.name)
      let count = try SQLiteImport.run(
        reader,
        into: path,
        table: name,
        options: options
      )
      if let name = decimals.first {
        session.note(
          "\(decimals.joined(separator: ", ")): SQLite has no decimals, so these are texts there. Compare"
            + " them as numbers: CAST(\(name) AS REAL)."
        )
      }
      session.note("\(path): \(count) \(count == 1 ? "row" : "rows") in the table \"\(name)\".")
    }
  }
}
