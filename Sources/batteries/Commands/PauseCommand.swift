import ArgumentParser
import BatteryHub
import BatteryJobs

/// `batteries pause`: lets a job's fire times pass.
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Pause a job: its fire times are recorded as skipped until it is resumed."
  )

  @Argument(help: "The name of the job.", completion: JobNames.completion)
  var job: String

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    try await PauseSwitch.set(true, job: job, options)
    verbosity.note("\(job) is paused. batteries resume \(job) lets it go on.")
  }
}

/// Pauses jobs and lets them go on, with and without a running hub.
enum PauseSwitch {
  static func set(_ isPaused: Bool, job: String, _ options: ConfigurationOptions) async throws {
    let data = try options.dataPath()
    if let control = ControlFile.read(in: data) {
      return try await HubClient(control).setPaused(isPaused, job: job)
    }
    let configuration = try options.load()
    guard configuration.job(named: job) != nil else {
      throw CommandFailure(
        ExitStatus.missing,
        "There is no job \"\(job)\" in \(options.file). Look at batteries jobs."
      )
    }
    let store = try SQLiteStore(try DataDirectory(data).database)
    _ = try await store.setPaused(isPaused, job: job)
    try store.close()
  }
}
