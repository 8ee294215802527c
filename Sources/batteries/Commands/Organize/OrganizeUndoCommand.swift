import ArgumentParser
import BatteryJobs
import OrganizeTool

/// `batteries organize undo`: takes a run back.
struct OrganizeUndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Put everything back as it was before a run.",
    discussion: """
      Works after a crash in the middle of the run as well. A file that was edited since, or in whose \
      old place something else is by now, is named and left alone; the status is 1 then. Nothing is \
      ever replaced.
      """
  )

  @Argument(help: "The run, or the beginning of its name; the last one unless given.")
  var run: String?

  @Flag(
    help: ArgumentHelp(
      "Take back files over 32 KiB too whose attributes were changed since, if their length, time, "
        + "beginning and end are the same."
    )
  )
  var lenient = false

  @OptionGroup var state: OrganizeStateOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    let console = Console.current
    let runs = state.runs
    let context = OrganizeStateOptions.context(verbosity)
    let (name, isLenient) = (run, lenient)
    let report = try await Interruption.cancels {
      try await runs.undo(name, isLenient: isLenient, in: context)
    }
    for line in report.kept { verbosity.note(line) }
    for line in report.refused {
      console.note(console.styled("refused: \(line)", .yellow, on: .error))
    }
    if output.format == .json {
      try console.print(JSONText.encode(report))
    } else {
      try console.print(report.summary)
    }
    if !report.refused.isEmpty { throw CommandFailure(ExitStatus.negative) }
  }
}
