import BatteryJobs
import Foundation

/// Cron cases as tables: `*.tsv` with a kind, an expression, a zone, a start and what is expected.
///
/// The columns are described in `Tests/Conformance/Data/cron/README.md`.
public enum CronSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "cron"

  /// Runs every row of a table, or of all the tables in a folder.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    var result = ConformanceResult()
    for file in try tables(at: path) {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw ConformanceError("\(file): cannot be read as UTF-8; check the path")
      }
      let name = URL(fileURLWithPath: file).lastPathComponent
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.isEmpty && !line.hasPrefix("#") {
        let failure = check(line)
        result.record(failure.map { "\(name):\(index + 1): \($0)" })
      }
    }
    return result
  }

  private static func tables(at path: String) throws(ConformanceError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ConformanceError("\(path): no such file or folder; name a table or a folder of them")
    }
    guard isFolder.boolValue else { return [path] }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".tsv") }.sorted()
    guard !names.isEmpty else {
      throw ConformanceError("\(path): holds no .tsv table; name a folder that does")
    }
    return names.map { "\(path)/\($0)" }
  }

  /// Checks one row; `nil` when it passes.
  static func check(_ line: Substring) -> String? {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 2 else { return "the row has no expression: \(line)" }
    let expression = columns[1]
    let schedule: Schedule
    do {
      schedule = try Schedule.cron(expression)
    } catch {
      let isRight =
        columns[0] == "invalid" || columns[0] == "never" && error.code == .impossibleDate
      return isRight ? nil : "refused: \(error.message)"
    }
    switch columns[0] {
    case "invalid": return "\"\(expression)\" was read, but should be refused"
    case "valid": return nil
    case "never":
      guard columns.count >= 4 else { return "the row has \(columns.count) columns, not 4" }
      return compare(schedule, ["next"] + columns[1...3] + ["none"])
    case "next", "previous":
      guard columns.count >= 5 else { return "the row has \(columns.count) columns, not 5" }
      return compare(schedule, columns)
    default: return "\"\(columns[0])\" is no kind of row"
    }
  }

  private static func compare(_ schedule: Schedule, _ columns: [String]) -> String? {
    guard let zone = try? TimeZoneRules(identifier: columns[2]) else {
      return "the zone \(columns[2]) is not installed"
    }
    guard var instant = ISO8601.parse(columns[3]) else { return "the start has no offset" }
    for expected in columns[4].split(separator: " ") {
      let found =
        columns[0] == "next"
        ? schedule.next(after: instant, in: zone) : schedule.previous(before: instant, in: zone)
      let text = found.map { ISO8601.format($0, in: zone) } ?? "none"
      guard text == expected else {
        return "\"\(columns[1])\" \(columns[0]) \(ISO8601.format(instant, in: zone))"
          + " \(columns[2]): expected \(expected), found \(text)"
      }
      if let found { instant = found }
    }
    return nil
  }
}

/// Answers many questions in one process, for the scripts that compare us with other programs.
public enum CronBatch {
  /// Answers `expression⇥zone⇥start⇥count` with the instants after the start, or with the error.
  ///
  /// A negative count asks for the instants before the start.
  public static func answer(_ line: String) -> String {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count == 4, let count = Int(columns[3]) else {
      return "error\ta line is expression, zone, start and count, between tabs"
    }
    do {
      let schedule = try Schedule.cron(columns[0])
      let zone = try TimeZoneRules(identifier: columns[1])
      guard var instant = ISO8601.parse(columns[2]) else { return "error\tthe start has no offset" }
      var found: [String] = []
      for _ in 0..<abs(count) {
        guard
          let date = count > 0
            ? schedule.next(after: instant, in: zone) : schedule.previous(before: instant, in: zone)
        else { break }
        found.append(ISO8601.format(date, in: zone))
        instant = date
      }
      return "ok\t" + found.joined(separator: " ")
    } catch {
      return "error\t\(error.message)"
    }
  }
}
