public import Foundation

/// Why a job did, or did not, run: what the dashboard answers to "Why did this not run?".
public struct JobExplanation: Sendable {
  /// The answer in one sentence.
  public var answer: String

  /// What speaks for it, one fact a line.
  public var facts: [String]

  /// The latest slots and what became of each, newest first.
  public var slots: [RunRecord]

  /// The coming slots.
  public var upcoming: [Date]
}
