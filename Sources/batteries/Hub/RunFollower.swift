import BatteryHub
import BatteryJobs
import SystemPackage

/// Follows a run in its history: prints its log as it grows, until the run ends.
actor RunFollower {
  private static let pageSize = 1000
  private static let pause = Duration.milliseconds(100)

  private let run: Int64
  private let store: SQLiteStore
  private let console: Console
  private let printer: LogPrinter
  private let data: FilePath
  /// Whether a hub does the run; without one, another command does.
  private let hasHub: Bool
  private var lastLine: Int64 = 0

  /// How long a hub that has died may take to come back.
  private static let patience = Duration.seconds(30)

  init(run: Int64, store: SQLiteStore, console: Console, printer: LogPrinter, data: FilePath) {
    self.run = run
    self.store = store
    self.console = console
    self.printer = printer
    self.data = data
    hasHub = ControlFile.read(in: data) != nil
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
    var lostAt: Duration?
    while true {
      // The state is read before the lines: when it is final, no line comes after these.
      guard let record = try await store.run(run) else {
        throw CommandFailure(ExitStatus.missing, "The run \(run) is no longer in history.")
      }
      try await printNewLines()
      if record.state.isFinal { return record }
      try checkHub(&lostAt)
      try await console.clock.sleep(for: Self.pause)
    }
  }

  /// Says so when the hub has died, and gives up when it does not come back.
  private func checkHub(_ lostAt: inout Duration?) throws {
    guard hasHub, ControlFile.read(in: data) == nil else {
      lostAt = nil
      return
    }
    let now = console.clock.uptime
    if lostAt == nil {
      lostAt = now
      console.note("The hub has ended. Waiting \(Self.patience.components.seconds) s for it.")
    } else if let lostAt, now - lostAt > Self.patience {
      throw CommandFailure(
        ExitStatus.unavailable,
        "The hub ended while run \(run) was not finished. Start it again: batteries up. Then "
          + "batteries show \(run) says how it ended."
      )
    }
  }
}
