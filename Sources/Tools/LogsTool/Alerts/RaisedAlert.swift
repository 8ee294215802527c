/// An alert that was raised, and the worst window of those that raised it.
public struct RaisedAlert: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The alert as it was written.
  public var alert: String
  /// The share from 0 to 1, the number, or the percentile.
  public var value: Double
  /// How many requests of the window meet the condition; `nil` for a percentile.
  public var matching: Int?
  /// How many requests the window has that were asked about.
  public var requests: Int
  /// The first time of the window on the log's own clock; `nil` when there is no record at all.
  public var from: String?
  /// The time at which the window ends, and which is no longer in it.
  public var to: String?

  /// One line: the alert, and the worst window.
  public var description: String {
    let figure: String
    if let matching, alert.lowercased().hasPrefix("rate") {
      figure = "\(Self.percent(value)) % (\(matching) of \(requests))"
    } else if let matching {
      figure = "\(matching)"
    } else {
      figure = "\(value) (of \(requests))"
    }
    guard let from, let to else { return "alert: \(alert): \(figure)" }
    // The day once, when it is the same.
    let isOneDay = from.prefix(11) == to.prefix(11)
    return "alert: \(alert): \(figure) from \(from) to \(isOneDay ? String(to.dropFirst(11)) : to)"
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
