public import ArgumentParser
public import BatteryHub
import BatteryJobs
import Foundation

/// `batteries runs`: what ran.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List what ran, newest first.",
    discussion: "Works with and without a running hub."
  )

  @OptionGroup var options: ConfigurationOptions

  @Option(name: .shortAndLong, help: "Only runs of this job.", completion: JobNames.completion)
  var job: String?

  @Option(name: .shortAndLong, help: "Only runs in this state; may be given several times.")
  var state: [RunState] = []

  @Option(name: [.customShort("n"), .long], help: "How many runs to list.")
  var limit = 20

  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit must be from 1 to 1000000, not \(limit).")
    }
  }

  func run() async throws {
    let store = try HistoryFile.open(in: try options.dataPath())
    let filter = RunFilter(job: job, states: Set(state), limit: limit)
    let runs = try await store?.runs(filter) ?? []
    let zone = TimeZoneRules.current
    if output.format == .json {
      let list = runs.map { RunJSON($0, zone: zone) }
      return try Console.current.print(RunJSON.jsonText(of: list))
    }
    if runs.isEmpty, output.format == .text {
      let isFresh = try await store?.runs(RunFilter(limit: 1)).isEmpty ?? true
      return Console.current.note(
        isFresh
          ? "Nothing ran yet. Try batteries run JOB, or batteries up."
          : "No run is like that. batteries runs lists all, batteries jobs the names."
      )
    }
    try output.print(
      RunTable.table(runs, zone, forText: output.format == .text),
      styler: RunStatus.styler
    )
  }
}

extension RunState: ExpressibleByArgument {}
