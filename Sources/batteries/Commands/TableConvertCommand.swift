import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table convert`: a table in another format.
struct TableConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write tables in another format; CSV on standard output unless told otherwise.",
    discussion: """
      The name of --output says the format: .csv, .tsv, .json, .jsonl, .md, .html, .db; .gz and .zst \
      compress. Example: batteries table convert export.csv --output export.jsonl.gz
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let steps = try rows.steps()
    var output = output
    let isNamed = output.output.flatMap { TableOutputFormat(name: $0) } != nil
    if output.format == nil, output.output == nil || output.output == "-" || !isNamed {
      let isDatabase = output.output.flatMap { TableFileFormat(name: $0) } == .sqlite
      output.format = isDatabase ? nil : .csv
    }
    try await TableSession.run(files, reading: reading, output: output) { session in
      let reader = try session.rows(steps)
      guard session.isToDatabase, let path = session.outputPath else {
        return try session.write(reader)
      }
      let name = TableDatabase.name(of: session.opener.paths[0])
      let count = try SQLiteImport.run(reader, into: path, table: name)
      session.note("\(path): table \"\(name)\" has \(count) rows.")
    }
  }
}
