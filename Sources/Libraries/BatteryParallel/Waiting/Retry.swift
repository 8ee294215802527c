/// Runs some work again when it fails.
///
/// - Parameters:
///   - attempts: How often the work is tried in all, from 1.
///   - backoff: How long to wait between attempts.
///   - clock: What measures the waits.
///   - shouldRetry: Whether an error is one that may not happen again. A cancellation never is.
///   - operation: The work; it is told which attempt it is, from 1.
/// - Returns: What the work returns.
/// - Throws: What the last attempt threw, or `CancellationError` when the task is cancelled.
public func retry<Value>(
  attempts: Int = 3,
  backoff: Backoff = Backoff(),
  clock: any Clock<Duration> = ContinuousClock(),
  shouldRetry: (any Error) -> Bool = { _ in true },
  _ operation: (_ attempt: Int) async throws -> Value
) async throws -> Value {
  var generator = SystemRandomNumberGenerator()
  return try await retry(
    attempts: attempts,
    backoff: backoff,
    clock: clock,
    using: &generator,
    shouldRetry: shouldRetry,
    operation
  )
}

/// Runs some work again when it fails, with a given source of chance.
///
/// - Parameters:
///   - attempts: How often the work is tried in all, from 1.
///   - backoff: How long to wait between attempts.
///   - clock: What measures the waits.
///   - generator: The source of chance for the waits.
///   - shouldRetry: Whether an error is one that may not happen again. A cancellation never is.
///   - operation: The work; it is told which attempt it is, from 1.
/// - Returns: What the work returns.
/// - Throws: What the last attempt threw, or `CancellationError` when the task is cancelled.
public func retry<Value>(
  attempts: Int = 3,
  backoff: Backoff = Backoff(),
  clock: any Clock<Duration> = ContinuousClock(),
  using generator: inout some RandomNumberGenerator,
  shouldRetry: (any Error) -> Bool = { _ in true },
  _ operation: (_ attempt: Int) async throws -> Value
) async throws -> Value {
  precondition(attempts > 0, "Work is tried once at the least.")
  var attempt = 1
  while true {
    try Task.checkCancellation()
    do {
      return try await operation(attempt)
    } catch {
      guard attempt < attempts, !(error is CancellationError), !Task.isCancelled, shouldRetry(error)
      else { throw error }
    }
    let wait = backoff.delay(afterAttempt: attempt, using: &generator)
    if wait > .zero { try await clock.sleep(for: wait) }
    attempt += 1
  }
}
