import ArgumentParser
import BatteryJobs
import Foundation
import OrganizeTool
import SystemPackage

/// Which runs a command of `organize` is about.
struct OrganizeStateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where journals are kept.", valueName: "directory"),
    completion: .directory
  )
  var state: String?

  /// The runs.
  var runs: OrganizeRuns {
    OrganizeRuns(state: state.map { Console.current.resolve($0) })
  }

  /// What a job is given to run with.
  static func context(_ verbosity: VerbosityOptions) -> JobContext {
    let console = Console.current
    let printer = LogPrinter(console, isFiltered: true)
    let isTalkative = verbosity.verbose
    return JobContext(
      job: OrganizeJob.kind.rawValue,
      directory: console.directory,
      environment: console.environment,
      clock: console.clock
    ) { event in
      guard case .log(let lines) = event else { return }
      try? printer.print(isTalkative ? lines : lines.filter { $0.source != .system })
    }
  }
}
