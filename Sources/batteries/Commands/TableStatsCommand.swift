import ArgumentParser
import BatteryJobs
import BatteryTables
import TableTool

/// `batteries table stats`: figures of each column.
struct TableStatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Say of each column its type, range, mean, median and how many values differ."
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    var steps = try rows.steps()
    let columns = steps.columns
    steps.columns = nil
    try await TableSession.run(files, reading: reading, output: output) { [steps] session in
      let result = try TableQuery(session.opener, steps).fold(columns: columns) {
        TableStatistics($0)
      }
      let table = StatisticsTable(result)
      if session.outputFormat == .json {
        try session.write(JSONWriter(isPretty: true).string(table.json))
      } else {
        try session.write(table.reader)
      }
      session.note("\(result.rows) rows of \(result.columns.count) columns.")
      for note in table.notes { session.note(note) }
    }
  }
}
