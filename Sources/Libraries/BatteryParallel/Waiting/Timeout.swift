/// Runs some work, which is cancelled when it takes too long: Python's `asyncio.timeout`.
///
/// Nothing goes on in the background: also when the time is over, the work's end is waited for.
/// Work that does not notice its cancellation therefore holds this up.
///
/// - Parameters:
///   - limit: How long the work may take.
///   - clock: What measures the time.
///   - operation: The work.
/// - Returns: What the work returns.
/// - Throws: ``TimeoutError`` when the time was over before the work was done, or what the work throws.
public func withTimeout<Value: Sendable>(
  _ limit: Duration,
  clock: any Clock<Duration> = ContinuousClock(),
  _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: TimedOutcome<Value>.self) { group in
    group.addTask {
      do {
        return .done(.success(try await operation()))
      } catch {
        return .done(.failure(error))
      }
    }
    group.addTask {
      do {
        try await clock.sleep(for: limit)
        return .timeIsOver
      } catch {
        return .alarmCancelled
      }
    }
    var isOver = false
    while let outcome = try await group.next() {
      switch outcome {
      case .done(let result):
        group.cancelAll()
        if isOver { throw TimeoutError(limit: limit) }
        return try result.get()
      case .timeIsOver:
        isOver = true
        group.cancelAll()
      case .alarmCancelled: break
      }
    }
    throw CancellationError()
  }
}

/// What comes of one of the two that run against each other.
private enum TimedOutcome<Value: Sendable>: Sendable {
  case done(Result<Value, any Error>)
  case timeIsOver
  case alarmCancelled
}
