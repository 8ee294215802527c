import BatteryJobs
import Synchronization

/// A report on a terminal that is drawn anew in its place, with lines above it that stay.
final class LiveReport: Sendable {
  private struct State {
    /// The lines of the report as it is now.
    var lines: [String] = []
    /// How many lines of it are on the screen.
    var drawn = 0
  }

  private let console: Console
  private let state = Mutex(State())

  private static let usualHeight = 24

  init(_ console: Console) {
    self.console = console
  }

  /// Shows a report in the place of the one before.
  func show(_ text: String) throws {
    try state.withLock { state in
      state.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if state.lines.last == "" { state.lines.removeLast() }
      try draw(&state, above: [])
    }
  }

  /// Shows lines above the report.
  func add(_ lines: [LogLine]) throws {
    try state.withLock { state in
      try draw(
        &state,
        above: lines.map { String(decoding: TerminalFilter.filtered($0.bytes), as: UTF8.self) }
      )
    }
  }

  /// Shows all of the report, once nothing follows.
  func finish() throws {
    try state.withLock { state in
      let text = erasing(state) + state.lines.map { $0 + "\n" }.joined()
      state.drawn = 0
      state.lines = []
      try console.write(.output, Array(text.utf8))
    }
  }

  /// Draws what fits, so that the first line is never scrolled away.
  private func draw(_ state: inout State, above: [String]) throws {
    let room = max(2, (console.terminalHeight(.output) ?? Self.usualHeight) - 1)
    var lines = state.lines
    if lines.count > room {
      lines = Array(lines.prefix(room - 1))
      let rest = "… \(state.lines.count - lines.count) more lines; Ctrl-C ends and shows them"
      lines.append(console.styled(rest, .dim))
    }
    let text = erasing(state) + (above + lines).map { $0 + "\n" }.joined()
    state.drawn = lines.count
    try console.write(.output, Array(text.utf8))
  }

  /// Moves to the first line of the report, and clears what follows.
  private func erasing(_ state: State) -> String {
    state.drawn > 0 ? "\u{1B}[\(state.drawn)A\r\u{1B}[J" : ""
  }
}
