public import ArgumentParser
public import BatteryHub
import BatteryJobs

/// `batteries link`: a way into the dashboard.
struct LinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Print a link that signs one browser in to the dashboard, once."
  )

  @Option(help: "What whoever opens it may do: viewer, operator or admin.")
  var role: Role = .admin

  @Option(help: "Whom it is for, as history shows it.")
  var name = "browser"

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() async throws {
    let data = try options.dataPath()
    guard let control = ControlFile.read(in: data) else {
      throw CommandFailure(
        ExitStatus.unavailable,
        "No hub is running in \(data). Start it: batteries up."
      )
    }
    let console = Console.current
    let store = try SQLiteStore(try DataDirectory(data).database)
    let access = AccessControl(store: store, clock: console.clock)
    try console.print(try await access.makeLink(base: control.url, name: name, role: role))
    verbosity.note("It works once, within \(AccessControl.linkLifetime).")
  }
}

extension Role: ExpressibleByArgument {}
