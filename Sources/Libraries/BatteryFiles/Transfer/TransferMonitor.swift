import Synchronization

/// Gathers what the threads of a transfer did, and says whether they should go on.
final class TransferMonitor: Sendable {
  private struct State {
    var report = TransferReport()
    var first: FileError?
    var told = ContinuousClock.now
  }

  private let state = Mutex(State())
  private let stops = Atomic(false)
  private let failures: FileTransfer.Failures
  private let progress: (@Sendable (TransferReport) -> Void)?
  private let cancellation: BlockingWork.Cancellation?

  init(_ transfer: FileTransfer) {
    failures = transfer.failures
    progress = transfer.progress
    cancellation = transfer.cancellation
  }

  /// Whether nothing further should be begun.
  var isStopped: Bool {
    stops.load(ordering: .relaxed) || cancellation?.isCancelled == true
  }

  /// Adds what was done, and tells of it ten times a second.
  func add(_ report: TransferReport) {
    state.withLock { state in
      state.report.add(report)
      guard let progress, state.told.duration(to: .now) > .milliseconds(100) else { return }
      state.told = .now
      progress(state.report)
    }
  }

  /// Notes a failure, which may be the end.
  func fail(_ error: FileError) {
    state.withLock { state in
      if state.first == nil { state.first = error }
      state.report.failures.append(error)
    }
    if failures == .stop { stops.store(true, ordering: .relaxed) }
  }

  /// The whole, when all threads are done.
  ///
  /// - Throws: The first failure when that was to stop the transfer, or `CancellationError`.
  func finish() throws -> TransferReport {
    let (report, first) = state.withLock { ($0.report, $0.first) }
    if failures == .stop, let first { throw first }
    try cancellation?.check()
    progress?(report)
    return report
  }
}
