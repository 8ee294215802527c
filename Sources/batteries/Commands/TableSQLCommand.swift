import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table sql`: queries over files.
struct TableSQLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Run a query in SQL over files.",
    discussion: """
      Each file is a table named after it, without its endings; SQLite databases are attached under \
      theirs. The SQL is SQLite's. Example:
        batteries table sql 'SELECT city, count(*) FROM sales GROUP BY city' sales.csv
      """
  )

  @Argument(help: "The query.")
  var query: String

  @Argument(help: "The files; - is standard input, as the table stdin.", completion: .file())
  var files: [String] = []

  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let query = query
    try await TableSession.run(files, reading: reading, output: output) { session in
      let database = try TableDatabase(session.opener)
      for (name, path) in zip(database.names, session.opener.paths) {
        session.detail("\(path) is the table \(name).")
      }
      try session.write(try database.query(query))
    }
  }
}
