import BatteryFiles
import SystemPackage

/// What became of a step, and why.
struct StepOutcome: Sendable {
  var outcome: RunRecord.Outcome
  var reason = ""

  static let done = StepOutcome(outcome: .done)
  static let present = StepOutcome(outcome: .present)

  static func changed(_ reason: String) -> StepOutcome {
    StepOutcome(outcome: .changed, reason: reason)
  }

  static func failed(_ reason: String) -> StepOutcome {
    StepOutcome(outcome: .failed, reason: reason)
  }
}
