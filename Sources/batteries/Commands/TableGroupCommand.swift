import ArgumentParser
import BatteryTables
import TableTool

/// `batteries table group`: rows with equal keys as one.
struct TableGroupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Put rows with equal keys together, and compute figures from each group.",
    discussion: """
      Prints the keys, then the aggregates in the order given: count, sum, mean, min, max, \
      quantile, distinct and others. Example:
        batteries table group sales.csv --by city,year --aggregate 'count, sum(qty), mean(price)'
        batteries table group visits.csv --window at=1h --aggregate 'count, distinct(address)'
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("The columns that are the keys.", valueName: "name,…"))
  var by: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "What is computed from each group; the number of rows unless given.",
      valueName: "function,…"
    )
  )
  var aggregate: [String] = []

  @Option(
    help: ArgumentHelp(
      "Windows of a column of times as a first key: 30s, 15m, 1h, 1d or 1w long.",
      valueName: "name=length"
    )
  )
  var window: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The columns of the result by which it is sorted.", valueName: "name,…")
  )
  var sort: String?

  @OptionGroup var rows: TableRowOptions
  @OptionGroup var reading: TableReadingOptions
  @OptionGroup var limits: TableMemoryOptions
  @OptionGroup var output: TableOutputOptions

  func run() async throws {
    var steps = try rows.steps()
    steps.window = try windows()
    steps.keys = by.flatMap(ColumnNames.split)
    steps.aggregates = aggregate.isEmpty ? "count" : aggregate.joined(separator: ", ")
    steps.order = sort
    let memory = limits.budget(holdsRows: true)
    try await TableSession.run(files, reading: reading, output: output, memory: memory) {
      [steps] session in
      try session.write(try TableQuery(session.opener, steps).rows(note: session.note))
    }
  }

  func validate() throws { _ = try windows() }

  private func windows() throws -> TableSteps.Window? {
    guard let window else { return nil }
    guard let windows = TableSteps.Window(window) else {
      throw ValidationError("--window \"\(window)\": write the column and a length: at=15m.")
    }
    return windows
  }
}
