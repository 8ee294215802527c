public import ArgumentParser
public import BatteryJobs

/// How much a command says.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what goes on.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  /// Writes a line to standard error, unless the user wants quiet.
  func note(_ text: String) {
    if !quiet { Console.current.note(text) }
  }

  /// Writes a line to standard error when the user wants to know more.
  func detail(_ text: String) {
    if verbose { Console.current.note(text) }
  }
}

extension TableFormat: ExpressibleByArgument {}

/// How results are written.
struct FormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How to write the result.", valueName: "format"))
  var format: TableFormat = .text

  /// Writes a table to standard output.
  func print(
    _ table: ReportTable,
    styler: @escaping TableRenderer.Styler = { _, _ in nil }
  ) throws {
    try Console.current.print(table, format: format, styler: styler)
  }
}
