import ArgumentParser
import BatteryJobs
import BatteryTables
import TableTool

/// `batteries table stats`: figures of each column.
struct TableStatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Say of each column its type, range, mean, median and how many values differ.",
    discussion: """
      Counts of different values and medians are exact while they fit into the memory; above that \
      they are estimates, to about 1 %, and standard error says which. All else is always exact.
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var limits: TableMemoryOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    var steps = try rows.steps()
    let columns = steps.columns
    steps.columns = nil
    let memory = limits.budget()
    try await TableSession.run(files, reading: reading, output: output, memory: memory) {
      [steps] session in
      let result = try TableQuery(session.opener, steps).fold(columns: columns) {
        TableStatistics($0, memory: memory.forFiguresOfThread)
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
