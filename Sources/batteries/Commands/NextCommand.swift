import ArgumentParser
import BatteryJobs
import Foundation

/// `batteries next`: when a schedule fires.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Print when a schedule is due next.",
    discussion: """
      Prints the instants strictly after --from, one a line, with the time zone's offset. A schedule \
      is a cron expression ("0 7 * * mon"), a phrase ("weekdays at 18:00", "last day of month at \
      18:00"), an interval ("every 15m") or an instant.
      """
  )

  /// How the instants are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  private struct Result: Encodable {
    var schedule: String
    var timezone: String
    var next: [String]
  }

  @Argument(help: "The schedule, in quotes.")
  var schedule: String

  @Option(name: [.customShort("n"), .long], help: "How many instants to print.")
  var count = 5

  @Option(help: ArgumentHelp("Where to begin; now unless given.", valueName: "iso8601"))
  var from: String?

  @Option(
    name: [.long, .customLong("tz")],
    help: ArgumentHelp("The time zone; this machine's unless given.", valueName: "zone"),
    completion: .custom { _, _, _ in TimeZoneRules.installedIdentifiers }
  )
  var timezone: String?

  @Option(help: "How to write the result.")
  var format: Format = .text

  func validate() throws {
    guard (1...100_000).contains(count) else {
      throw ValidationError("--count must be from 1 to 100000, not \(count).")
    }
  }

  func run() throws {
    let console = Console.current
    let zone = try timezone.map { try TimeZoneRules(identifier: $0) } ?? .current
    let schedule = try Schedule(schedule)
    var start = console.clock.now
    if let from {
      guard let date = ISO8601.parse(from, in: zone) else {
        throw CommandFailure(
          ExitStatus.usage,
          "--from \"\(from)\": this is no ISO 8601 time. Write it as 2026-12-01T09:00:00+01:00."
        )
      }
      start = date
    }
    let instants = schedule.occurrences(after: start, in: zone).prefix(count)
      .map { ISO8601.format($0, in: zone) }
    switch format {
    case .text:
      if !instants.isEmpty { try console.print(instants.joined(separator: "\n")) }
    case .json:
      let result = Result(
        schedule: schedule.description,
        timezone: zone.identifier,
        next: instants
      )
      try console.print(JSONText.encode(result))
    }
    if instants.isEmpty, format == .text {
      let reason =
        schedule.runsAtStartup
        ? "is due when the hub starts, at no time of the clock"
        : "is never due again after \(ISO8601.format(start, in: zone))"
      throw CommandFailure(ExitStatus.negative, "The schedule \"\(schedule)\" \(reason).")
    }
  }
}
