public import Foundation

/// One attempt of a run.
public struct AttemptRecord: Hashable, Sendable {
  /// The number of the attempt, from 1.
  public var number: Int
  /// How it ended; `running` until then.
  public var state: RunState
  /// When it started.
  public var startedAt: Date
  /// When it ended.
  public var finishedAt: Date?
  /// The status that its program ended with.
  public var exitStatus: Int32?
  /// Why it ended as it did.
  public var reason: String?

  /// The reason of an attempt that was going on when the hub died.
  static let hubDied = "The hub ended while the run was going on."
}
