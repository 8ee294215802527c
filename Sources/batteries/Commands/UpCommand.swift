import ArgumentParser
import BatteryHub
import BatteryJobs

/// `batteries up`: the hub.
struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Start the hub: run the jobs on their schedules, with the dashboard.",
    discussion: """
      Ctrl-C lets runs finish within hub.shutdown and then stops them; a second Ctrl-C ends \
      everything at once. The configuration is read again when its file changes, or on SIGHUP.
      """
  )

  @OptionGroup var options: ConfigurationOptions

  @Option(
    help: ArgumentHelp(
      "Where to listen, instead of hub.listen; port 0 takes a free one.",
      valueName: "host:port"
    )
  )
  var listen: String?

  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    var configuration = try options.load()
    if let listen {
      guard let address = ListenAddress(listen) else {
        throw CommandFailure(
          ExitStatus.usage,
          "--listen \"\(listen)\": write a host and a port, as 127.0.0.1:8800."
        )
      }
      configuration.settings.listen = address
    }
    for warning in configuration.warnings { verbosity.note("\(warning)") }
    let place = try Workplace.open(configuration, verbosity)
    defer { place.close() }
    try await HubProcess(place: place, verbosity: verbosity, console: .current).run()
  }
}
