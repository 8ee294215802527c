import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table freq`: how often each value appears.
struct TableFreqCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freq",
    abstract: "Count how often each value of some columns appears; --limit is 10 for each."
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var limits: TableMemoryOptions
  @OptionGroup var output: TableOutputOptions

  private static let usualLimit = 10

  func run() async throws {
    var steps = try rows.steps()
    let columns = steps.columns
    let limit = steps.limit ?? Self.usualLimit
    steps.columns = nil
    steps.limit = nil
    let memory = limits.budget(holdsRows: true)
    try await TableSession.run(files, reading: reading, output: output, memory: memory) {
      [steps] session in
      let result = try TableQuery(session.opener, steps).fold(columns: columns) {
        try Frequencies($0, limit: limit)
      }
      try session.write(Self.reader(result))
      for column in result where column.others > 0 {
        let values = column.distinct - column.values.count
        session.note("\(column.name): \(values) more values in \(column.others) rows.")
      }
    }
  }

  private static func reader(_ result: [Frequencies.ColumnResult]) -> BatchReader {
    var names = TextColumn()
    var values = TextColumn()
    var counts = ValueColumn<Int64>()
    for column in result {
      for entry in column.values {
        names.append(column.name)
        values.append(entry.value.isNull ? nil : entry.value.description)
        counts.append(Int64(entry.count))
      }
    }
    let schema = Schema([.init("column", .text), .init("value", .text), .init("count", .integer)])
    return BatchReader(schema, [Batch(schema, [.text(names), .text(values), .integer(counts)])])
  }
}
