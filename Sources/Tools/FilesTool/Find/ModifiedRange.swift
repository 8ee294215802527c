public import BatteryJobs
public import Foundation

/// A condition on when a file was changed: `30d` (within the last 30 days), `>1w` (longer ago),
/// `2026-05`, `2026-05-01..2026-05-14`.
public struct ModifiedRange: Hashable, Sendable {
  private enum Condition: Hashable, Sendable {
    case within(TimeSpan)
    case before(TimeSpan)
    case days(first: Day?, last: Day?)
  }

  /// A year, a month or a day.
  private struct Day: Hashable, Sendable {
    var year: Int
    var month: Int?
    var day: Int?

    init?(_ text: some StringProtocol) {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...3).contains(parts.count), parts[0].count == 4,
        parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
        parts.dropFirst().allSatisfy({ $0.count == 2 }), let year = Int(parts[0])
      else { return nil }
      self.year = year
      month = parts.count > 1 ? Int(parts[1]) : nil
      day = parts.count > 2 ? Int(parts[2]) : nil
      guard (1...12).contains(month ?? 1), (1...31).contains(day ?? 1),
        start(in: .gmt) != nil
      else { return nil }
    }

    private func calendar(_ zone: TimeZone) -> Calendar {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = zone
      return calendar
    }

    func start(in zone: TimeZone) -> Date? {
      let parts = DateComponents(year: year, month: month ?? 1, day: day ?? 1)
      let calendar = calendar(zone)
      guard let date = calendar.date(from: parts), calendar.component(.day, from: date) == day ?? 1
      else { return nil }
      return date
    }

    func end(in zone: TimeZone) -> Date? {
      let unit: Calendar.Component = day != nil ? .day : month != nil ? .month : .year
      return start(in: zone).flatMap { calendar(zone).date(byAdding: unit, value: 1, to: $0) }
    }
  }

  private let condition: Condition
  private let text: String

  /// Reads a condition; `nil` when it is none.
  public init?(_ text: String) {
    let text = text.filter { $0 != " " }
    self.text = text
    if text.hasPrefix(">"), let span = TimeSpan(String(text.dropFirst())) {
      condition = .before(span)
    } else if let span = TimeSpan(text.hasPrefix("<") ? String(text.dropFirst()) : text) {
      condition = .within(span)
    } else if let dots = text.firstRange(of: "..") {
      let (first, last) = (text[..<dots.lowerBound], text[dots.upperBound...])
      let (start, end) = (Day(first), Day(last))
      guard first.isEmpty == (start == nil), last.isEmpty == (end == nil),
        start != nil || end != nil
      else { return nil }
      condition = .days(first: start, last: end)
    } else if let day = Day(text) {
      condition = .days(first: day, last: day)
    } else {
      return nil
    }
  }

  /// The times that it means, in nanoseconds since 1970: the first, and the one behind the last.
  public func bounds(now: Date, zone: TimeZone = .current) -> Range<Int64> {
    let least: Date?
    var greatest: Date?
    switch condition {
    case .within(let span): least = now.addingTimeInterval(-span.seconds)
    case .before(let span): (least, greatest) = (nil, now.addingTimeInterval(-span.seconds))
    case .days(let first, let last):
      (least, greatest) = (first?.start(in: zone), last?.end(in: zone))
    }
    let low = least.map(Self.nanoseconds) ?? .min
    let high = greatest.map(Self.nanoseconds) ?? .max
    return low..<max(low, high)
  }

  private static func nanoseconds(_ date: Date) -> Int64 {
    Int64(max(-9.2e18, min(9.2e18, date.timeIntervalSince1970 * 1e9)))
  }
}

extension ModifiedRange: TextCodable {
  /// The condition as it was written.
  public var description: String { text }

  /// What the value is and how to write it.
  public static var wanted: String {
    "a time; write it as 30d (within), >30d (longer ago), 2026-05 or 2026-05-01..2026-05-14"
  }
}
