public import BatteryJobs

/// What some logs said, in short.
public struct LogsJobReport: JobReport {
  /// A line that is no record.
  public struct Reject: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var source: String
    /// The number of the line, from 1.
    public var line: Int
    /// How many bytes are before it.
    public var offset: Int
    /// What is wrong with it.
    public var reason: String

    /// One line: where, and what.
    public var description: String { "\(source):\(line): \(reason)" }
  }

  /// The files that were read.
  public var files: [String]
  /// The totals of the records that were asked for.
  public var general: LogReport.General
  /// How many lines of the files are records, whether or not they were asked for.
  public var records: Int
  /// The files that were written.
  public var outputs: [String]
  /// How each file was found to be written, in a sentence.
  public var formats: [String]
  /// What else there is to know of the files, such as that one was named twice.
  public var notes: [String]
  /// How many of the lines that this run has read are no records.
  public var rejected: Int
  /// The first of these.
  public var rejects: [Reject]
  /// The alerts that were raised.
  public var alerts: [RaisedAlert]
  /// Which alerts cannot be judged, and why.
  public var doubts: [String]
  /// The first rows, when there is no output.
  public var preview: ReportTable?

  /// How many requests and visitors there were, and where the report is.
  public var summary: String {
    let general = general
    var text = Self.amount(general.parsed, "request", "requests")
    text += " of \(Self.amount(general.visitors, "visitor", "visitors"))"
    text += ", \(Figures.bytes(general.bytes))"
    if let from = general.from, let to = general.to { text += ", from \(from) to \(to)" }
    if !outputs.isEmpty { text += "; in \(outputs.joined(separator: ", "))" }
    return text
  }

  private static func amount(_ count: Int, _ one: String, _ more: String) -> String {
    "\(Figures.count(count)) \(count == 1 ? one : more)"
  }

  /// Alerts that cannot be judged, and lines that are no records.
  public var warnings: [String] {
    guard rejected > 0 else { return doubts }
    let sum = "\(records) lines parsed + \(general.rejected) rejected = \(general.lines) lines"
    return doubts + rejects.map(\.description) + [sum]
  }

  /// The first rows, when there is no output.
  public var table: ReportTable? { preview }
}

extension LogReport {
  private static let previewed: [Name] = [.status, .requests, .notFound, .hosts, .referrers]
  private static let previewRows = 5
  private static let previewLength = 120

  /// The first rows of the panels that say most.
  var preview: ReportTable {
    var table = ReportTable(columns: [
      .init("panel"), .init("hits", .trailing), .init("share", .trailing),
      .init("visitors", .trailing), .init("bytes", .trailing), .init("value"),
    ])
    for name in Self.previewed {
      for item in items(name).prefix(Self.previewRows) {
        table.rows.append([
          name.rawValue, "\(item.hits)", Figures.percent(item.share), "\(item.visitors)",
          "\(item.bytes)", VisibleText.line(item.value, limit: Self.previewLength),
        ])
      }
    }
    return table
  }

  /// The report with so many rows in each panel; hours, days and months have all of theirs.
  func limited(to rows: Int) -> LogReport {
    var report = self
    for index in report.panels.indices
    where ![.hours, .days, .months].contains(report.panels[index].name) {
      report.panels[index].items = Array(report.panels[index].items.prefix(rows))
    }
    return report
  }
}
