import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table validate`: whether every row can be read.
struct TableValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Read every row, and end with status 1 when one cannot be read.",
    discussion: "With --types, a value of another type is such a row, too."
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    try await TableSession.run(
      files,
      reading: reading,
      output: output,
      isLenient: true
    ) { session in
      let check = try TableCheck(session.opener)
      switch session.outputFormat {
      case .json: try session.write(JSONWriter(isPretty: true).string(check.json))
      case .text: try session.write(check.text)
      default: try session.write(check.reader)
      }
      if !check.isValid { throw CommandFailure(ExitStatus.negative) }
    }
  }
}
