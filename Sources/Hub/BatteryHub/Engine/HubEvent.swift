public import Foundation

/// Something that happened in the hub, for whoever watches.
public struct HubEvent: Sendable {
  /// What happened.
  public enum Kind: Sendable {
    /// A run was queued, started, ended, or its reason changed.
    case run(RunRecord)
    /// A run has new log lines, up to this number.
    case log(run: Int64, lastLine: Int64)
    /// A run told how far it is.
    case progress(run: Int64, RunProgress)
    /// A job was paused, resumed or has a new next fire time.
    case job(String)
    /// The configuration was read again, with or without success.
    case configuration
  }

  /// The number of the event since the hub started.
  public var id: UInt64
  /// When it happened.
  public var time: Date
  /// What happened.
  public var kind: Kind
}

/// How far a run is.
public struct RunProgress: Hashable, Sendable {
  /// How much is done.
  public var done: Int
  /// How much there is; `nil` when nobody knows.
  public var total: Int?
  /// What is being done.
  public var label: String
}
