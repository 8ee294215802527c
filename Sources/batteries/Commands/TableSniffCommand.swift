import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table sniff`: how files are written.
struct TableSniffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Say how files are written: format, delimiter, quote, header, types, and why.",
    discussion: """
      Looks at the first MiB of CSV and says so; the other commands take no type from the start of a \
      file alone, but from every value, as this one does with --all.
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Flag(help: "Find types that every value of the files fits.")
  var all = false

  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let all = all
    try await TableSession.run(files, reading: reading, output: output) { session in
      let sniffs = try session.opener.paths.map { path in
        try TableSniff(try session.opener.file(path), session.opener, all: all)
      }
      switch session.outputFormat {
      case .json:
        let values = sniffs.map { SniffText.json($0) }
        let value = values.count == 1 ? values[0] : .array(values)
        try session.write(JSONWriter(isPretty: true).string(value))
      case .text: try session.write(sniffs.map { SniffText.text($0) }.joined(separator: "\n"))
      default: try session.write(SniffText.reader(sniffs))
      }
    }
  }
}
