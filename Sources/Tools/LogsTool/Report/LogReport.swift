/// What a log says: its totals, and what was hit how often.
public struct LogReport: Hashable, Sendable, Codable {
  /// The totals.
  public struct General: Hashable, Sendable, Codable {
    /// How many lines were read.
    public var lines: Int
    /// How many of them are records.
    public var parsed: Int
    /// How many are not.
    public var rejected: Int
    /// The sum of the sizes of the answers.
    public var bytes: Int
    /// How many visitors there were: different addresses with different agents on different days.
    public var visitors: Int
    /// The first time, as ISO 8601 with its offset if the log has it; `nil` without records.
    public var from: String?
    /// The last time.
    public var to: String?
  }

  /// What was hit, from one point of view.
  public struct Panel: Hashable, Sendable, Codable {
    /// Its name in JSON, such as `requests`.
    public var name: Name
    /// The rows, in the panel's order; not more than were asked for.
    public var items: [Item]
    /// How many different values there are in all.
    public var distinct: Int
  }

  /// A row of a panel.
  public struct Item: Hashable, Sendable, Codable {
    /// What was hit; from the log as it is, so not to be trusted.
    public var value: String
    /// How often.
    public var hits: Int
    /// By how many visitors.
    public var visitors: Int
    /// How many bytes were sent.
    public var bytes: Int
    /// The share of all hits, from 0 to 1.
    public var share: Double
    /// The times that answers took, in seconds; `nil` where the log does not say it.
    public var seconds: Percentiles?
  }

  /// Times that half, 95 and 99 of a hundred answers did not exceed, in seconds.
  public struct Percentiles: Hashable, Sendable, Codable {
    /// What half did not exceed.
    public var p50: Double
    /// What 95 of a hundred did not exceed.
    public var p95: Double
    /// What 99 of a hundred did not exceed.
    public var p99: Double
  }

  /// The panels.
  public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
    case requests
    case notFound
    case staticFiles
    case hosts
    case agents
    case browsers
    case systems
    case crawlers
    case referrers
    case methods
    case protocols
    case status
    case vhosts
    case hours
    case days
    case months
  }

  /// The totals.
  public var general: General
  /// The panels that have rows, in the order of ``Name``.
  public var panels: [Panel]
  /// By what the rows were chosen and ordered; `nil` as usual, by hits and in the order of time.
  public var order: LogOrder?
  /// The alerts that were raised.
  public var alerts: [RaisedAlert] = []
}
