import ArgumentParser
import BatteryJobs
import OrganizeTool

/// `batteries organize resume`: finishes a run that was broken off.
struct OrganizeResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Finish a run that a crash or Ctrl-C broke off."
  )

  @Argument(help: "The run, or the beginning of its name; the last one unless given.")
  var run: String?

  @OptionGroup var state: OrganizeStateOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    let runs = state.runs
    let context = OrganizeStateOptions.context(verbosity)
    let name = run
    let report = try await Interruption.cancels { try await runs.resume(name, in: context) }
    try OrganizeReportPrinter.print(report, output.format)
  }
}

/// Prints what a run did.
enum OrganizeReportPrinter {
  static func print(_ report: OrganizeReport, _ format: TableFormat) throws {
    let console = Console.current
    for warning in report.warnings {
      console.note(console.styled("warning: \(warning)", .yellow, on: .error))
    }
    if format == .json {
      try console.print(JSONText.encode(report))
    } else {
      try console.print(report.summary)
    }
  }
}
