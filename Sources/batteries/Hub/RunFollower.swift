import BatteryHub
import BatteryJobs

/// Follows a run in its history: prints its log as it grows, until the run ends.
actor RunFollower {
  private static let pageSize = 1000
  private static let pause = Duration.milliseconds(100)

  private let run: Int64
  private let store: SQLiteStore
  private let console: Console
  private let printer: LogPrinter
  private var lastLine: Int64 = 0

  init(run: Int64, store: SQLiteStore, console: Console, printer: LogPrinter) {
    self.run = run
    self.store = store
    self.console = console
    self.printer = printer
  }

  /// Prints the lines that came since the last call.
  func printNewLines() async throws {
    while true {
      let lines = try await store.lines(
        run: run,
        after: lastLine,
        limit: Self.pageSize,
        containing: nil
      )
      guard let newest = lines.last else { return }
      lastLine = newest.number
      try printer.print(lines.map(\.line))
    }
  }

  /// Prints the log until the run ends; returns the run as it ended.
  func follow() async throws -> RunRecord {
    while true {
      // The state is read before the lines: when it is final, no line comes after these.
      guard let record = try await store.run(run) else {
        throw CommandFailure(ExitStatus.missing, "The run \(run) is no longer in history.")
      }
      try await printNewLines()
      if record.state.isFinal { return record }
      try await console.clock.sleep(for: Self.pause)
    }
  }
}
