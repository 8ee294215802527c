import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table count`: how many rows there are.
struct TableCountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count the rows."
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let steps = try rows.steps()
    try await TableSession.run(files, reading: reading, output: output) { session in
      let count = try TableQuery(session.opener, steps).count()
      switch session.outputFormat {
      case .text: try session.write("\(count)")
      case .json: try session.write("{\"rows\": \(count)}")
      default:
        let schema = Schema([.init("rows", .integer)])
        let column = Column.integer(ValueColumn([Int64(count)]))
        try session.write(BatchReader(schema, [Batch(schema, [column])]))
      }
    }
  }
}
