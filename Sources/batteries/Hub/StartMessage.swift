import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage

/// What `batteries up` says when it is ready.
struct StartMessage {
  let place: Workplace
  let verbosity: VerbosityOptions
  let console: Console

  private static let shownJobs = 8

  /// Prints the address, and the link when there is one; on a terminal also what comes next.
  func print(url: String, link: String?) {
    if verbosity.quiet {
      if let link { write(link) }
      return
    }
    let listen = place.configuration.settings.listen
    if !listen.isLoopback {
      console.note("Other machines reach the hub at \(listen), without encryption.")
    }
    let jobs = place.configuration.jobs
    let count = "\(jobs.count) \(jobs.count == 1 ? "job" : "jobs")"
    guard console.isTerminal(.output) else {
      write("batteries \(Batteries.version): \(count), listening on \(url)")
      write(
        link.map { "Sign in (once, within \(AccessControl.linkLifetime)): \($0)" }
          ?? "Sign in with a link from: batteries link"
      )
      return
    }
    write("")
    write(
      "  \(console.styled("Batteries", .bold)) \(Batteries.version) · \(count) · data in \(dataPath)"
    )
    write("")
    if let link {
      write("  Dashboard  \(console.styled(link, .cyan))")
      write(
        "             \(console.styled("signs one browser in, once, within \(AccessControl.linkLifetime)", .dim))"
      )
    } else {
      write("  Dashboard  \(console.styled(url, .cyan))")
      write(
        "             \(console.styled("batteries link prints a link that signs a browser in", .dim))"
      )
    }
    write("")
    for line in upcoming(jobs) { write(line) }
    write(
      "  \(console.styled("Ctrl-C stops the hub; runs may finish within \(place.configuration.settings.shutdown).", .dim))"
    )
    write("")
  }

  /// The data directory, relative to the current one where it is below it.
  private var dataPath: String {
    var path = place.data.path
    return path.removePrefix(console.directory) && !path.isEmpty
      ? path.string : place.data.path.string
  }

  /// The jobs that run next, the soonest first.
  private func upcoming(_ jobs: [JobDefinition]) -> [String] {
    let now = console.clock.now
    let next = jobs.compactMap { job -> (job: JobDefinition, date: Date)? in
      guard job.isEnabled else { return nil }
      let zone = job.triggers.timezone
      return job.triggers.schedule?.next(after: now, in: zone, seed: job.seed).map { (job, $0) }
    }.sorted { $0.date < $1.date }.prefix(Self.shownJobs)
    let width = next.map(\.job.name.count).max() ?? 0
    var lines = next.enumerated().map { index, item in
      let name = item.job.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let time = ShortTime.withDistance(item.date, in: item.job.triggers.timezone, now: now)
      return "  \(index == 0 ? "Next     " : "         ")  \(name)  \(time)"
    }
    if !lines.isEmpty { lines.append("") }
    return lines
  }

  private func write(_ line: String) {
    try? console.print(line)
  }
}
