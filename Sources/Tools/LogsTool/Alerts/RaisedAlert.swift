/// An alert that was raised, and the worst window of those that raised it.
public struct RaisedAlert: Codable, Hashable, Sendable, CustomStringConvertible {
  /// What most of the requests of a window have.
  public struct Top: Codable, Hashable, Sendable {
    /// The path or the client; from the log as it is, so not to be trusted.
    public var value: String
    /// How many of the requests have it.
    public var hits: Int
  }

  /// The alert as it was written.
  public var alert: String
  /// The share from 0 to 1, the number, or the percentile.
  public var value: Double
  /// How many requests of the window meet the condition; `nil` for a percentile.
  public var matching: Int?
  /// How many requests the window has that were asked about.
  public var requests: Int
  /// The first time of the window on the log's own clock, with its offset if the log has it; `nil`
  /// when there is no record at all.
  public var from: String?
  /// The time at which the window ends, and which is no longer in it.
  public var to: String?
  /// The path, without its query, that most requests of the window asked for which the alert is
  /// about: those that meet its condition, or that took longer than its limit; `nil` without any.
  public var topPath: Top?
  /// The client that most of these came from.
  public var topClient: Top?

  /// One line: the alert, the worst window, and what most of its requests have.
  public var description: String { "alert: \(headline)" + (tops.map { "; \($0)" } ?? "") }

  /// What most of the requests have, in words: `most often /api/order (2), from 192.0.2.1 (3)`.
  var tops: String? {
    let path = topPath.map { "most often \(Self.text($0))" }
    let client = topClient.map { "\(path == nil ? "most often " : "")from \(Self.text($0))" }
    let parts = [path, client].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static let shownBytes = 120

  private static func text(_ top: Top) -> String {
    "\(VisibleText.line(top.value, limit: shownBytes)) (\(top.hits))"
  }

  /// The alert, and the worst window.
  var headline: String {
    let figure: String
    if let matching, alert.lowercased().hasPrefix("rate") {
      figure = "\(Self.percent(value)) % (\(matching) of \(requests))"
    } else if let matching {
      figure = "\(matching)"
    } else {
      figure = "\(value) (of \(requests))"
    }
    guard let from, let to else { return "\(alert): \(figure)" }
    // The day once, when it is the same.
    let isOneDay = from.prefix(11) == to.prefix(11)
    return "\(alert): \(figure) from \(from) to \(isOneDay ? String(to.dropFirst(11)) : to)"
  }

  /// Two digits after the point at the most, and none that say nothing.
  private static func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    var text = "\(hundredths / 100)"
    if hundredths % 100 > 0 {
      text += ".\(hundredths % 100 / 10)" + (hundredths % 10 > 0 ? "\(hundredths % 10)" : "")
    }
    return text
  }
}
