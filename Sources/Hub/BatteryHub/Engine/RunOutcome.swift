import BatteryJobs
import Foundation

/// How an attempt ended.
struct RunOutcome: Sendable {
  var state: RunState
  var exitStatus: Int32?
  var reason: String?
  var summary: String?
  var warnings = 0
  var isRetryable = false
  /// Whether every line of its log is in the store.
  var isLogStored = true
  /// The steps as they stood at the end.
  var steps: [StepRecord] = []

  /// Describes an attempt that did not succeed.
  ///
  /// Whoever stops a run gives the reason; an error that comes of the stop is not the cause.
  init(error: any Error, stop: StopReason?) {
    switch stop {
    case .asked(let by):
      self.init(state: .cancelled, exitStatus: 130, reason: "Stopped by \(by).")
    case .timedOut(let reason):
      self.init(state: .failed, exitStatus: 124, reason: reason, isRetryable: true)
    case .replaced:
      self.init(state: .cancelled, reason: "A newer run took its place.")
    case .shutdown:
      self.init(state: .cancelled, reason: "The hub was shut down.")
    case .lostLease:
      self.init(state: .interrupted, reason: "The hub lost its claim to the run.")
    case nil:
      switch error {
      case let error as JobError:
        self.init(
          state: .failed,
          exitStatus: error.exitStatus ?? error.code.exitStatus,
          reason: error.message,
          isRetryable: error.code.isRetryable
        )
      case let error as ConfigurationError:
        self.init(
          state: .failed,
          exitStatus: JobError.Code.configuration.exitStatus,
          reason: error.description
        )
      case is CancellationError:
        self.init(state: .cancelled, exitStatus: 130, reason: "The run was cancelled.")
      default:
        self.init(state: .failed, exitStatus: 1, reason: Self.oneLine("\(error)"))
      }
    }
  }

  init(
    state: RunState,
    exitStatus: Int32? = nil,
    reason: String? = nil,
    summary: String? = nil,
    warnings: Int = 0,
    isRetryable: Bool = false
  ) {
    self.state = state
    self.exitStatus = exitStatus
    self.reason = reason
    self.summary = summary
    self.warnings = warnings
    self.isRetryable = isRetryable
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
