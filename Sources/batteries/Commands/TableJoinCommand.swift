public import ArgumentParser
public import BatteryTables
import TableTool

/// `batteries table join`: two tables side by side.
struct TableJoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Put the rows of two files that have equal keys side by side.",
    discussion: """
      The second file is held in memory. Example:
        batteries table join orders.csv customers.csv --on customer=id --kind left
      """
  )

  @Argument(help: "The file whose order is kept; - is standard input.", completion: .file())
  var left: String

  @Argument(help: "The other file.", completion: .file())
  var right: String

  @Option(
    help: ArgumentHelp(
      "The columns whose values are equal; those that both files have unless given.",
      valueName: "name,left=right,…"
    )
  )
  var on: String?

  @Option(help: "Which rows there are.")
  var kind: Join.Kind = .inner

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let steps = try rows.steps()
    let keys = try on.map { try Join.Key.list($0) } ?? []
    let kind = kind
    try await TableSession.run([left, right], reading: reading, output: output) { session in
      let opener = session.opener
      let readers = try opener.paths.map { try opener.reader(of: try opener.file($0)) }
      let join = try Join(readers[0], readers[1], on: keys, kind: kind)
      try session.write(try steps.applied(to: opener.counted(join)))
    }
  }
}

extension Join.Kind: ExpressibleByArgument {}
