import BatteryJobs
import Foundation

/// Changes of offset as `zdump -v` prints them, one instant a line, held against our zone reader.
///
/// Every printed offset must be ours, and between a zone's first and last line we must know no
/// change that was not printed.
public enum ZonesSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "zones"

  /// Runs every line of a file that `zdump -v` wrote.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ConformanceError("\(path): cannot be read; write it with zdump -v -c 1900,2100 ZONE…")
    }
    var printed: [String: [Line]] = [:]
    for line in text.split(separator: "\n") {
      guard let line = Line(line) else { continue }
      printed[line.zone, default: []].append(line)
    }
    var result = ConformanceResult()
    for (zone, lines) in printed.sorted(by: { $0.key < $1.key }) {
      check(zone, lines, &result)
    }
    return result
  }

  private static func check(_ name: String, _ lines: [Line], _ result: inout ConformanceResult) {
    let zone: TimeZoneRules
    do {
      zone = try TimeZoneRules(identifier: name)
    } catch {
      result.record(error.message)
      return
    }
    for line in lines {
      let offset = zone.offset(at: line.instant)
      result.record(
        offset == line.offset
          ? nil
          : "\(name) at \(ISO8601.format(line.instant, in: .utc)): expected offset \(line.offset),"
            + " found \(offset)"
      )
    }
    let expected = zip(lines, lines.dropFirst()).filter { $0.offset != $1.offset }
      .map { $1.instant }
    var found: [Date] = []
    if let first = lines.first, let last = lines.last {
      var instant = first.instant
      while let change = zone.nextChange(after: instant), change <= last.instant {
        found.append(change)
        instant = change
      }
    }
    result.record(
      found == expected
        ? nil : "\(name): \(found.count) changes found where \(expected.count) were printed"
    )
  }

  /// A line such as
  /// `Africa/Cairo  Thu Apr 23 22:00:00 2026 UT = Fri Apr 24 01:00:00 2026 EEST isdst=1 gmtoff=10800`.
  private struct Line {
    let zone: String
    let instant: Date
    let offset: Int

    init?(_ text: Substring) {
      let words = text.split(separator: " ")
      guard words.count >= 15, words[6] == "UT",
        let offset = words.last?.split(separator: "=").last,
        let seconds = Int(offset), let day = Int(words[3]), let year = Int(words[5]),
        let month = Self.months.firstIndex(of: words[2])
      else { return nil }
      let clock = words[4].split(separator: ":").compactMap { Int($0) }
      guard clock.count == 3 else { return nil }
      let time =
        [year, month + 1, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
        .joined(separator: "-") + "T" + words[4] + "Z"
      guard let instant = ISO8601.parse(time) else { return nil }
      zone = String(words[0])
      self.instant = instant
      self.offset = seconds
    }

    private static let months: [Substring] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
  }
}
