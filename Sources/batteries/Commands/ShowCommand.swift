import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation

/// `batteries show`: one run with its log.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a run: its facts, its steps and its log.",
    discussion: """
      With --follow, prints the log as it grows and ends with the status of the run; it may run in \
      another terminal than the hub.
      """
  )

  @Argument(
    help:
      "The number of the run, or the name of a job for the run that is going on, or its latest.",
    completion: JobNames.completion
  )
  var run: String

  @Flag(name: .shortAndLong, help: "Go on until the run ends.")
  var follow = false

  @Flag(name: .customLong("log"), help: "Print the log alone, byte for byte.")
  var onlyLog = false

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let data = try options.dataPath()
    let store = try HistoryFile.open(in: data)
    var record = try await HistoryFile.find(run, in: store)
    guard let store else { return }
    let console = Console.current
    let follower = RunFollower(
      run: record.id,
      store: store,
      console: console,
      printer: LogPrinter(console, isFiltered: !onlyLog),
      data: data
    )
    let details = RunDetails(console: console, store: store, zone: .current)
    if !onlyLog { try await details.print(record, withEnd: !follow || record.state.isFinal) }
    guard follow else {
      return try await follower.printNewLines()
    }
    let wasOver = record.state.isFinal
    record = try await follower.follow()
    if !onlyLog, !wasOver { console.note(details.end(of: record)) }
    let status = RunStatus.exitStatus(of: record)
    if status != ExitStatus.success { throw CommandFailure(status) }
  }
}
