public import BatteryJobs

/// How long ago a file was changed, as a rule writes it: `30d` and `> 30d` for older, `< 1h` for
/// newer, `1d..7d`.
public struct AgeRange: Hashable, Sendable {
  /// The least age.
  public let least: TimeSpan

  /// The age that a file has not yet reached; `nil` for no such age.
  public let below: TimeSpan?

  /// Reads a range; `nil` when the text is none.
  public init?(_ text: String) {
    guard let bounds = RangeText(text[...]) else { return nil }
    switch bounds {
    case .between(let low, let high):
      guard let low = TimeSpan(low), let high = TimeSpan(high), low < high else { return nil }
      (least, below) = (low, high)
    case .compared(let sign, let value):
      guard let span = TimeSpan(value) else { return nil }
      switch sign {
      case .more, .atLeast, .equal: (least, below) = (span, nil)
      case .less, .atMost: (least, below) = (.zero, span)
      }
    }
  }

  /// Whether a file is of that age.
  ///
  /// - Parameters:
  ///   - modified: When it was changed, in nanoseconds since 1970.
  ///   - now: The time, in nanoseconds since 1970.
  /// - Returns: Whether it is.
  public func contains(modified: Int64, now: Int64) -> Bool {
    let (age, isBeyond) = now.subtractingReportingOverflow(modified)
    // A file from the future has no age yet, and one from before all time is older than any.
    if isBeyond { return modified < now ? below == nil : least == .zero }
    if age < Self.nanoseconds(least), least > .zero { return false }
    guard let below else { return true }
    return age < Self.nanoseconds(below)
  }

  private static func nanoseconds(_ span: TimeSpan) -> Int64 { span.milliseconds &* 1_000_000 }
}

extension AgeRange: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "an age; write it as 30d, \"< 1h\" or 1d..7d" }

  /// The range as it would be written.
  public var description: String {
    guard let below else { return ">= \(least)" }
    return least == .zero ? "< \(below)" : "\(least)..\(below)"
  }
}
