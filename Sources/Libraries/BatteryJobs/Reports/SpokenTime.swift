public import Foundation

/// Times in the words of a person: `3 min ago`, `in 2 h`, `1 min 4 s`.
public enum SpokenTime {
  /// Returns how far a moment is from now: `3 min ago`, `in 2 h`, `now`.
  public static func relative(_ date: Date, to now: Date) -> String {
    let seconds = date.timeIntervalSince(now)
    guard abs(seconds) >= 1 else { return "now" }
    let amount = rough(abs(seconds))
    return seconds < 0 ? "\(amount) ago" : "in \(amount)"
  }

  /// Returns how long something took: `350 ms`, `4.2 s`, `1 min 4 s`, `2 h 5 min`, `3 d 4 h`.
  public static func elapsed(_ seconds: TimeInterval) -> String {
    guard seconds.isFinite, seconds > 0 else { return "0 s" }
    if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 59.95 {
      let tenths = Int((seconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(min(seconds, 1e15).rounded())
    return switch whole {
    case ..<3600: pair(whole / 60, "min", whole % 60, "s")
    case ..<86_400: pair(whole / 3600, "h", whole % 3600 / 60, "min")
    default: pair(whole / 86_400, "d", whole % 86_400 / 3600, "h")
    }
  }

  private static func pair(_ large: Int, _ unit: String, _ small: Int, _ lesser: String) -> String {
    small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(lesser)"
  }

  private static func rough(_ seconds: TimeInterval) -> String {
    let whole = Int(min(seconds, 1e15))
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: "\(whole / 60) min"
    case ..<(48 * 3600): "\(whole / 3600) h"
    case ..<(60 * 86_400): "\(whole / 86_400) days"
    case ..<(730 * 86_400): "\(whole / (30 * 86_400)) months"
    default: "\(whole / (365 * 86_400)) years"
    }
  }
}
