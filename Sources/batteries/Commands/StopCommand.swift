import ArgumentParser
import BatteryHub
import SystemPackage

/// `batteries stop`: ends a run.
struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop a run, or take it out of the queue."
  )

  @Argument(
    help: "The number of the run, or the name of a job for the run that is going on, or its latest."
  )
  var run: String

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    let data = try options.dataPath()
    let record = try await HistoryFile.find(run, in: try HistoryFile.open(in: data))
    guard !record.state.isFinal else {
      throw CommandFailure(
        ExitStatus.negative,
        "Run \(record.id) has ended already: \(record.state.rawValue)."
      )
    }
    guard let control = ControlFile.read(in: data) else {
      throw CommandFailure(
        ExitStatus.unavailable,
        "No hub is running in \(data). Press Ctrl-C where batteries run was started; a run that "
          + "a dead hub left ends when the next one starts."
      )
    }
    _ = try await HubClient(control).stop(record.id)
    verbosity.note("Run \(record.id) of \(record.job) is being stopped.")
  }
}
