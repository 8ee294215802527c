import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation

/// `batteries check`: whether the configuration can be used.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the configuration and print when its jobs run.",
    discussion: """
      Every problem is a line with its place: file:line:column. The status is 78 when there is one.
      """
  )

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  private static let shownTimes = 3

  func run() throws {
    let configuration = try options.load()
    let console = Console.current
    for warning in configuration.warnings {
      console.note(console.styled("\(warning)", .yellow, on: .error))
    }
    guard !verbosity.quiet else { return }
    let now = console.clock.now
    let count = configuration.jobs.count
    let warnings = configuration.warnings.count
    let verdict =
      warnings == 0 ? "nothing wrong" : "\(warnings) \(warnings == 1 ? "warning" : "warnings")"
    try console.print(
      "\(options.file): \(count) \(count == 1 ? "job" : "jobs"), \(verdict).\n\n"
    )
    let table = ReportTable(
      columns: [.init("job"), .init("starts"), .init("next")],
      rows: configuration.jobs.map { job in
        [job.name, TriggerText.describe(job), Self.times(of: job, after: now, console)]
      }
    )
    try console.print(table, styler: RunStatus.styler)
  }

  private static func times(of job: JobDefinition, after now: Date, _ console: Console) -> String {
    guard job.isEnabled, let schedule = job.triggers.schedule else { return "" }
    let zone = job.triggers.timezone
    let times = schedule.occurrences(after: now, in: zone, seed: job.seed).prefix(shownTimes)
      .map { ShortTime.format($0, in: zone, now: now) }
    return times.isEmpty && !schedule.runsAtStartup ? "never" : times.joined(separator: ", ")
  }
}
