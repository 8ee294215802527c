/// The times of a report as people read them.
enum ShownTime {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Returns `2026-11-01T06:25:03+01:00` as `1 Nov 2026, 06:25 +01:00`, and anything else as it is.
  static func full(_ text: String) -> String {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let day = LogDay(parts[0]), parts[1].utf8.count >= 5 else {
      return text
    }
    let zone = parts[1].drop { ($0.isASCII && $0.isNumber) || $0 == ":" || $0 == "." }
    let time = "\(day.full), \(parts[1].prefix(5))"
    return zone.isEmpty ? time : "\(time) \(zone == "Z" ? "UTC" : zone)"
  }

  /// The name of a month, from 1 to 12, in three letters.
  static func month(_ month: Int) -> String {
    months.indices.contains(month - 1) ? months[month - 1] : "?"
  }
}
