import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation
import Synchronization
import SystemPackage

/// `batteries run`: one job of the configuration, now.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a job of the configuration now.",
    discussion: """
      Works with and without a running hub; either way the run is in history. What the job prints \
      goes to standard output and standard error as it comes. The exit status is the job's; Ctrl-C \
      stops it.
      """
  )

  @Argument(help: "The name of the job.", completion: JobNames.completion)
  var job: String

  @Flag(help: "Print what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    if dryRun { return try await printPlan() }
    let data = try options.dataPath()
    let record: RunRecord
    if let control = ControlFile.read(in: data) {
      record = try await runThroughHub(control, data)
    } else {
      record = try await runHere()
    }
    let console = Console.current
    if record.state == .skipped {
      throw CommandFailure(
        ExitStatus.negative,
        "The job \(job) did not run: \(record.reason ?? "it was skipped")."
      )
    }
    if let store = try HistoryFile.open(in: data) {
      let details = RunDetails(console: console, store: store, zone: .current)
      try await details.printTables(of: record)
      // Quiet leaves out what went well.
      if RunStatus.exitStatus(of: record) == ExitStatus.success {
        verbosity.note(details.end(of: record))
      } else {
        console.note(details.end(of: record))
      }
    }
    let status = RunStatus.exitStatus(of: record)
    if status != ExitStatus.success { throw CommandFailure(status) }
  }

  /// Asks the running hub, and follows the run in its history.
  private func runThroughHub(_ control: ControlFile, _ data: FilePath) async throws -> RunRecord {
    let console = Console.current
    let client = HubClient(control)
    let queued = try await client.trigger(job)
    verbosity.detail("Run \(queued.id) is \(queued.state.rawValue) in the hub.")
    guard let store = try HistoryFile.open(in: data) else {
      throw CommandFailure(
        ExitStatus.unavailable,
        "\(data): the running hub keeps its data elsewhere. Restart it."
      )
    }
    let follower = RunFollower(
      run: queued.id,
      store: store,
      console: console,
      printer: LogPrinter(console, isFiltered: true),
      data: data
    )
    do {
      return try await Interruption.cancels { try await follower.follow() }
    } catch let failure as CommandFailure where failure.status == ExitStatus.interrupted {
      guard ControlFile.read(in: data) != nil else { throw failure }
      verbosity.note("Stopping run \(queued.id).")
      _ = try await client.stop(queued.id)
      return try await follower.follow()
    }
  }

  /// Runs the job in this process, as the only hub of its store.
  private func runHere() async throws -> RunRecord {
    let configuration = try options.load()
    let place = try Workplace.open(configuration, verbosity)
    defer { place.close() }
    let hub = place.hub()
    let printer = LogPrinter(Console.current, isFiltered: true)
    let isClosed = Mutex(false)
    let name = job
    let work = Task {
      try await hub.runOnce(name) { lines in
        // The job goes on when nobody reads its output any more; its log is in history.
        guard !isClosed.withLock({ $0 }) else { return }
        do {
          try printer.print(lines)
        } catch {
          isClosed.withLock { $0 = true }
        }
      }
    }
    // A run that is cancelled still ends as a record, which says how.
    return try await Interruption.forwards(to: work) { [store = place.store] in
      ShutdownSignals.killRuns(of: store)
    }
  }

  private func printPlan() async throws {
    let configuration = try options.load()
    let scratch = FilePath(NSTemporaryDirectory()).appending("batteries-plan-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: scratch.string) }
    let data = try DataDirectory(scratch)
    let hub = Hub(
      configuration: configuration,
      registry: Registry.jobs,
      store: try SQLiteStore(data.database),
      data: data,
      clock: Console.current.clock,
      logger: verbosity.logger
    )
    for (index, step) in try await hub.plan(job).enumerated() {
      switch step.plan {
      case .success(let plan): try PlanPrinter.print(plan, title: step.step.name, format: .text)
      case .failure(let error):
        // A step may work on what the ones before it make.
        guard index > 0 else { throw error }
        let reason = CommandFailure(error).lines.joined(separator: " ")
        Console.current.note(
          "\(step.step.name): can be planned only after the steps before it. \(reason)"
        )
      }
    }
  }
}
