import BatteryHub
import BatteryJobs

/// How runs look, and which status a command ends with that waited for one.
enum RunStatus {
  /// Returns the exit status of a command that waited for a run.
  static func exitStatus(of run: RunRecord) -> Int32 {
    switch run.state {
    case .succeeded: ExitStatus.success
    case .cancelled: run.exitStatus ?? ExitStatus.interrupted
    case .failed: run.exitStatus.flatMap { $0 == 0 ? nil : $0 } ?? ExitStatus.negative
    case .interrupted, .skipped, .queued, .running: ExitStatus.negative
    }
  }

  /// Returns the colour of a state.
  static func style(of state: RunState) -> TerminalStyle {
    switch state {
    case .succeeded: .green
    case .failed, .interrupted: .red
    case .cancelled: .yellow
    case .running: .blue
    case .queued, .skipped: .dim
    }
  }

  /// Colours the cells of tables of runs.
  static let styler: TableRenderer.Styler = { column, cell in
    switch column {
    case "state", "last": RunState(rawValue: String(cell.prefix { $0 != " " })).map(style)
    case "job": .cyan
    default: nil
    }
  }
}
