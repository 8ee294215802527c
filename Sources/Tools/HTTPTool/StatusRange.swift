public import BatteryJobs

/// Statuses of HTTP as people write them: `200`, `2xx` or `200-204`.
public struct StatusRange: Hashable, Sendable {
  /// The statuses.
  public let range: ClosedRange<Int>

  /// Creates a range; `nil` outside 100 to 599.
  public init?(_ range: ClosedRange<Int>) {
    guard range.lowerBound >= 100, range.upperBound <= 599 else { return nil }
    self.range = range
  }

  /// Reads `200`, `2xx` or `200-204`.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 1, text.count == 3, text.lowercased().hasSuffix("xx") {
      guard let hundred = text.first.flatMap({ Int(String($0)) }) else { return nil }
      self.init(hundred * 100...hundred * 100 + 99)
    } else if parts.count == 1, let status = Int(text) {
      self.init(status...status)
    } else if parts.count == 2, let low = Int(parts[0]), let high = Int(parts[1]), low <= high {
      self.init(low...high)
    } else {
      return nil
    }
  }
}

extension StatusRange: CustomStringConvertible {
  /// The shortest text that reads back as this range.
  public var description: String {
    let low = range.lowerBound
    if range.count == 1 { return "\(low)" }
    return low % 100 == 0 && range.count == 100 ? "\(low / 100)xx" : "\(low)-\(range.upperBound)"
  }
}

extension StatusRange: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "a status; write it as 200, 2xx or 200-204" }
}
