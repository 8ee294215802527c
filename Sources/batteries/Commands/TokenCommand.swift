import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation

/// `batteries token`: keys for programs that use the API.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make, list and remove tokens of the API.",
    subcommands: [Add.self, List.self, Remove.self]
  )

  /// `batteries token add`: makes one.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Make a token and print it; it cannot be printed again."
    )

    @Argument(help: "A name to list and remove it by.")
    var name: String

    @Option(help: "What its holder may do: viewer, operator or admin.")
    var role: Role = .viewer

    @Option(
      help: ArgumentHelp(
        "When it stops working, such as 90d; never unless given.",
        valueName: "time"
      )
    )
    var expires: String?

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      let console = Console.current
      var end: Date?
      if let expires {
        guard let span = TimeSpan(expires), span > .zero else {
          throw CommandFailure(
            ExitStatus.usage,
            "--expires \"\(expires)\": write a length of time such as 12h or 90d."
          )
        }
        end = console.clock.now.addingTimeInterval(span.seconds)
      }
      let access = try TokenCommand.access(options)
      try console.print(try await access.makeToken(name: name, role: role, expires: end))
    }
  }

  /// `batteries token list`: shows all.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the tokens, without their texts."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: FormatOptions

    func run() async throws {
      let zone = TimeZoneRules.current
      let store = try HistoryFile.open(in: try options.dataPath())
      let tokens =
        try await store?.credentials(.token)
        .filter { $0.name != HubProcess.tokenName } ?? []
      try output.print(
        ReportTable(
          columns: [.init("name"), .init("role"), .init("made"), .init("expires")],
          rows: tokens.map { token in
            [
              token.name, token.role.rawValue, ISO8601.format(token.createdAt, in: zone),
              token.expiresAt.map { ISO8601.format($0, in: zone) } ?? "never",
            ]
          }
        )
      )
    }
  }

  /// `batteries token remove`: ends one.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Make a token stop working."
    )

    @Argument(help: "The name of the token.")
    var name: String

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      guard try await TokenCommand.access(options).revokeToken(named: name) else {
        throw CommandFailure(
          ExitStatus.missing,
          "There is no token \"\(name)\". Look at batteries token list."
        )
      }
    }
  }

  private static func access(_ options: ConfigurationOptions) throws -> AccessControl {
    let store = try SQLiteStore(try DataDirectory(try options.dataPath()).database)
    return AccessControl(store: store, clock: Console.current.clock)
  }
}
