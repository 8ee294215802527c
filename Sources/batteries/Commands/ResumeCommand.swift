import ArgumentParser

/// `batteries resume`: lets a paused job go on.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let a paused job go on."
  )

  @Argument(help: "The name of the job.", completion: JobNames.completion)
  var job: String

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    try await PauseSwitch.set(false, job: job, options)
    verbosity.note("\(job) goes on.")
  }
}
