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
  @OptionGroup var limits: TableMemoryOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    let steps = try rows.steps()
    let keys = try on.map { try Join.Key.list($0) } ?? []
    let kind = kind
    let memory = limits.budget(holdsRows: true)
    try await TableSession.run([left, right], reading: reading, output: output, memory: memory) {
      session in
      let opener = session.opener
      let files = try opener.paths.map { try opener.file($0) }
      let typed = session.isTyped ? nil : try workedWith(steps, keys, files, opener)
      let readers = try files.map {
        opener.counted(try opener.reader(of: $0, typed: typed))
      }
      let join = try Join(readers[0], readers[1], on: keys, kind: kind)
      try session.write(try steps.applied(to: join, memory: memory))
    }
  }
}

/// The columns of two tables whose values are compared or worked with.
private func workedWith(
  _ steps: TableSteps,
  _ keys: [Join.Key],
  _ files: [TableFile],
  _ opener: TableOpener
) throws -> Set<String>? {
  var columns = Set(keys.flatMap { [$0.left, $0.right] })
  if keys.isEmpty {
    // Those that both have are the keys.
    for file in files {
      guard let names = try opener.names(of: file) else { return nil }
      columns.formUnion(names)
    }
  }
  for name in try steps.workedWith() {
    columns.insert(name)
    // A column of the right table may have another name there.
    var original = name
    while original.hasSuffix("_right") {
      original.removeLast("_right".count)
      columns.insert(original)
    }
  }
  return columns
}

extension Join.Kind: ExpressibleByArgument {}
