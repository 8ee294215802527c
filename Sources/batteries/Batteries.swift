import ArgumentParser

/// The root of all commands.
struct Batteries: AsyncParsableCommand {
  /// The version of the program.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "batteries",
    abstract: "Runs a machine's routine work on schedules, with history and a dashboard.",
    discussion: """
      Start with `batteries init` and `batteries up`. The configuration is batteries.yaml in the \
      current directory, unless --config or BATTERIES_CONFIG names another file.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Configuration",
        subcommands: [InitCommand.self, CheckCommand.self, SchemaCommand.self]
      ),
      CommandGroup(
        name: "The hub",
        subcommands: [UpCommand.self, LinkCommand.self, TokenCommand.self]
      ),
      CommandGroup(
        name: "Jobs and runs",
        subcommands: [
          JobsCommand.self, RunCommand.self, RunsCommand.self, ShowCommand.self,
          StopCommand.self, PauseCommand.self, ResumeCommand.self, NextCommand.self,
        ]
      ),
      CommandGroup(name: "Tools", subcommands: Registry.commands),
      CommandGroup(name: "Shell", subcommands: [CompletionsCommand.self]),
    ]
  )
}
