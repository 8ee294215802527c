import BatteryHub
import BatteryJobs
import Foundation

/// Tells at the hub's terminal how runs end, and with `--verbose` that they start.
struct RunAnnouncer {
  let hub: Hub
  let verbosity: VerbosityOptions
  let console: Console

  func run() async {
    // It ends with the hub's events, after the last run has told its end.
    for await event in hub.events.events(after: nil).events {
      guard case .run(let run) = event.kind, !verbosity.quiet else { continue }
      if run.state.isFinal || verbosity.verbose { announce(run, at: event.time) }
    }
  }

  private func announce(_ run: RunRecord, at time: Date) {
    let clock = console.styled(
      ShortTime.format(time, in: .current, now: time),
      .dim,
      on: .error
    )
    let state = console.styled(
      run.state.rawValue,
      RunStatus.style(of: run.state),
      on: .error
    )
    var line = "\(clock) \(run.job) #\(run.id) \(state)"
    if run.state.isFinal, let seconds = run.duration(now: time) {
      line += " after \(SpokenTime.elapsed(seconds))"
    }
    let text = run.reason ?? run.summary ?? ""
    console.note(text.isEmpty ? line : "\(line): \(text)")
  }
}
