internal import BatteryFiles
internal import BatteryJobs
internal import BatteryTables
public import SystemPackage

/// Reads logs as they grow, until it is cancelled.
///
/// With a state directory nothing of what it has read is lost or read twice, however it ends.
public struct LogFollower: Sendable {
  /// The logs.
  public let paths: [FilePath]
  /// How they are read.
  public let reading: LogAnalysis.Reading
  /// How long it waits between two looks.
  public var interval: Duration

  /// How many looks in a row may fail: between two steps of a rotation a log may not be readable.
  private static let patience = 5

  /// Prepares to follow logs.
  public init(
    _ paths: [FilePath],
    _ reading: LogAnalysis.Reading = LogAnalysis.Reading(),
    interval: Duration = .seconds(1)
  ) {
    self.paths = paths
    self.reading = reading
    self.interval = interval
  }

  /// Reads what is there, and then what is new, until the task is cancelled; then once more.
  ///
  /// - Parameter onChange: Is handed the analysis at the start and whenever there is more.
  /// - Throws: ``TableError`` when the logs cannot be read, or what `onChange` throws; not when the
  ///   task is cancelled.
  public func run(_ onChange: @Sendable (LogAnalysis) async throws -> Void) async throws {
    var reading = reading
    reading.isFollowing = true
    var analysis = try await BlockingWork.run { [paths, reading] _ in
      try LogAnalysis(paths, reading)
    }
    try await onChange(analysis)
    var failures = 0
    var isCancelled = false
    while !isCancelled {
      do {
        try await reading.clock.sleep(for: interval)
      } catch is CancellationError {
        isCancelled = true
      }
      do {
        let (next, isChanged) = try await BlockingWork.run { [analysis] _ in
          var next = analysis
          let isChanged = try next.update()
          return (next, isChanged)
        }
        failures = 0
        analysis = next
        if isChanged { try await onChange(analysis) }
      } catch let error as TableError {
        failures += 1
        if isCancelled || failures >= Self.patience { throw error }
      }
    }
  }
}
