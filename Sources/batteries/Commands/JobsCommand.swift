import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation

/// `batteries jobs`: what is configured, and how it stands.
struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "List the jobs, when they run next and how they ran last."
  )

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var output: FormatOptions

  private struct Item: Encodable {
    var name: String
    var description: String
    var starts: String
    var timezone: String
    var enabled: Bool
    var paused: Bool
    var next: String?
    var last: RunJSON?
  }

  func run() async throws {
    let configuration = try options.load()
    let store = try HistoryFile.open(in: configuration.settings.data)
    let paused = Set(try await store?.jobStates().filter(\.isPaused).map(\.job) ?? [])
    let console = Console.current
    let now = console.clock.now
    var rows: [[String]] = []
    var items: [Item] = []
    for job in configuration.jobs {
      let isPaused = paused.contains(job.name)
      let zone = job.triggers.timezone
      let next =
        isPaused || !job.isEnabled
        ? nil : job.triggers.schedule?.next(after: now, in: zone, seed: job.seed)
      let last = try await store?.runs(RunFilter(job: job.name, limit: 1)).first
      items.append(
        Item(
          name: job.name,
          description: job.summary,
          starts: TriggerText.describe(job),
          timezone: zone.identifier,
          enabled: job.isEnabled,
          paused: isPaused,
          next: next.map { ISO8601.format($0, in: zone) },
          last: last.map { RunJSON($0, zone: .current) }
        )
      )
      let ran = last.map { $0.finishedAt ?? $0.startedAt ?? $0.createdAt }
      rows.append([
        job.name, TriggerText.describe(job),
        isPaused ? "paused" : next.map { ShortTime.withDistance($0, in: zone, now: now) } ?? "",
        last?.state.rawValue ?? "",
        ran.map { SpokenTime.relative($0, to: now) } ?? "",
        last.flatMap { $0.reason ?? $0.summary } ?? job.summary,
      ])
    }
    if output.format == .json { return try console.print(JSONText.encode(["jobs": items])) }
    try output.print(
      ReportTable(
        columns: [
          .init("job"), .init("starts"), .init("next"), .init("last"), .init("ended"),
          .init("result"),
        ],
        rows: rows
      ),
      styler: RunStatus.styler
    )
  }
}
