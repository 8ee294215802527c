import ArgumentParser
import BatteryJobs
import OrganizeTool
import SystemPackage

/// `batteries organize apply`: does a plan that was saved.
struct OrganizeApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Do a plan that --save-plan wrote, exactly.",
    discussion: """
      Each file has to be what it was when the plan was made, by its number on the file system, its \
      length and its time; one that is not is named and left alone.
      """
  )

  @Argument(help: "The plan.", completion: .file(extensions: ["json"]))
  var plan: String

  @Flag(help: "Print the plan, and do nothing.")
  var dryRun = false

  @OptionGroup var state: OrganizeStateOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    let plan = try OrganizePlan(file: Console.current.resolve(plan))
    if dryRun {
      return try PlanPrinter.print(
        plan.shown,
        title: "organize \(plan.places.first ?? "")",
        format: output.format
      )
    }
    let runs = state.runs
    let context = OrganizeStateOptions.context(verbosity)
    let report = try await Interruption.cancels { try await runs.apply(plan, in: context) }
    try OrganizeReportPrinter.print(report, output.format)
  }
}
