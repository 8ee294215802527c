/// A length of time as people write it: `30s`, `15m`, `1h30m`, `2d`, `500ms`.
///
/// A day is 24 hours and a week seven days of elapsed time; months and years have no fixed length
/// and are refused. The text is what configuration files hold and what `description` prints, so a
/// value survives being encoded and decoded.
public struct TimeSpan: Hashable, Sendable {
  /// The length in milliseconds; never negative.
  public let milliseconds: Int64

  /// Creates a span of whole milliseconds; negative values become zero.
  public init(milliseconds: Int64) {
    self.milliseconds = max(0, milliseconds)
  }

  /// Creates a span of whole seconds.
  public static func seconds(_ seconds: Int) -> TimeSpan {
    TimeSpan(milliseconds: Int64(seconds) * 1000)
  }

  /// Creates a span of whole minutes.
  public static func minutes(_ minutes: Int) -> TimeSpan { .seconds(minutes * 60) }

  /// Creates a span of whole hours.
  public static func hours(_ hours: Int) -> TimeSpan { .seconds(hours * 3600) }

  /// Creates a span of days of 24 hours.
  public static func days(_ days: Int) -> TimeSpan { .seconds(days * 86_400) }

  /// No time at all.
  public static let zero = TimeSpan(milliseconds: 0)

  /// The span as Swift's own duration.
  public var duration: Duration { .milliseconds(milliseconds) }

  /// The span in seconds.
  public var seconds: Double { Double(milliseconds) / 1000 }

  /// Reads a span such as `90s`, `1h30m` or `250ms`.
  ///
  /// Units are `ms`, `s`, `m`, `h`, `d` and `w`, largest first, each at most once. A bare number is
  /// refused, because nobody can tell whether it means seconds or minutes; only `0` needs no unit.
  ///
  /// - Returns: `nil` when the text is not a span or is longer than 100 years.
  public init?(_ text: String) {
    if text == "0" {
      self = .zero
      return
    }
    var total: Int64 = 0
    var lastUnit = Int64.max
    var bytes = Array(text.utf8)[...]
    guard !bytes.isEmpty else { return nil }
    while !bytes.isEmpty {
      let digits = bytes.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty, digits.count <= 12 else { return nil }
      let amount = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      bytes = bytes.dropFirst(digits.count)
      let letters = bytes.prefix { !(0x30...0x39).contains($0) }
      bytes = bytes.dropFirst(letters.count)
      guard let unit = Self.units[String(decoding: letters, as: UTF8.self)], unit < lastUnit else {
        return nil
      }
      lastUnit = unit
      let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
      guard !overflow, product <= Self.longest - total else { return nil }
      total += product
    }
    milliseconds = total
  }

  private static let longest: Int64 = 100 * 366 * 86_400_000
  private static let units: [String: Int64] = [
    "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
  ]
}

extension TimeSpan: CustomStringConvertible {
  /// The shortest text that reads back as this span.
  public var description: String {
    guard milliseconds > 0 else { return "0s" }
    var rest = milliseconds
    var text = ""
    for (name, unit) in [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
      as [(String, Int64)]
    where rest >= unit {
      text += "\(rest / unit)\(name)"
      rest %= unit
    }
    return text
  }
}

extension TimeSpan: Comparable {
  /// Compares two spans by length.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension TimeSpan: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "a length of time; write it as 30s, 15m, 1h30m or 2d" }
}
