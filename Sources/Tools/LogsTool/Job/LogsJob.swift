public import BatteryJobs

/// Says what access logs say: a page, figures for programs, and whether something is wrong.
///
/// ```yaml
/// logs:
///   files: /var/log/nginx/access.log*
///   since: 7d
///   output: [traffic.html, traffic.json]
///   alerts: [ "rate(status >= 500, 5m) > 2%" ]
/// ```
public struct LogsJob: Job {
  /// The logs; patterns are expanded.
  public var files: [String]
  /// How the lines are written, as ``LogFormat`` reads it; found out unless given.
  public var logFormat: String?
  /// How days are written in a format of specifiers, as GoAccess's `date-format`.
  public var dateFormat: String?
  /// How times are written in a format of specifiers, as GoAccess's `time-format`.
  public var timeFormat: String?
  /// Only records from this time on, as ``LogTimeBound`` reads it.
  public var since: String?
  /// Only records before this time.
  public var until: String?
  /// Conditions that records have to meet, all of them.
  public var conditions: [String]
  /// How many rows a panel has at the most; 10 as text and else 1000 unless given.
  public var top: Int?
  /// Whether a record with a status of 4xx makes a visitor.
  public var countClientErrors: Bool
  /// Whether the last part is taken from addresses before anything is kept.
  public var anonymizeIP: Bool
  /// Whether records of crawlers are left out.
  public var ignoreCrawlers: Bool
  /// The clients whose records are left out: addresses, ranges such as `10.0.0.0/8`, and names.
  public var excludeHosts: [String]
  /// Where the report goes; the job's own report has its first rows without.
  public var output: [String]
  /// How the report is written; as the name of an output says unless given.
  public var format: TableFormat?
  /// The file that takes the lines that are no records.
  public var rejects: String?
  /// How many lines may be no records before the run fails.
  public var maxRejects: Int?
  /// A directory that keeps what was read, so that the next run reads only what is new.
  public var state: String?
  /// What is wrong when it happens, as ``LogAlert`` reads it.
  public var alerts: [String]

  /// Describes a report of some logs.
  public init(
    files: [String],
    logFormat: String? = nil,
    dateFormat: String? = nil,
    timeFormat: String? = nil,
    since: String? = nil,
    until: String? = nil,
    conditions: [String] = [],
    top: Int? = nil,
    countClientErrors: Bool = false,
    anonymizeIP: Bool = false,
    ignoreCrawlers: Bool = false,
    excludeHosts: [String] = [],
    output: [String] = [],
    format: TableFormat? = nil,
    rejects: String? = nil,
    maxRejects: Int? = nil,
    state: String? = nil,
    alerts: [String] = []
  ) {
    self.files = files
    self.logFormat = logFormat
    self.dateFormat = dateFormat
    self.timeFormat = timeFormat
    self.since = since
    self.until = until
    self.conditions = conditions
    self.top = top
    self.countClientErrors = countClientErrors
    self.anonymizeIP = anonymizeIP
    self.ignoreCrawlers = ignoreCrawlers
    self.excludeHosts = excludeHosts
    self.output = output
    self.format = format
    self.rejects = rejects
    self.maxRejects = maxRejects
    self.state = state
    self.alerts = alerts
  }

  /// The key `logs`.
  public static var kind: JobKind { "logs" }

  /// What is read, and where the report goes.
  public var title: String {
    "logs \(subject)" + (output.isEmpty ? "" : " to \(output.joined(separator: ", "))")
  }

  /// What the report is about: the files as they were named, of many the first.
  public var subject: String {
    let shown = files.prefix(Self.shownFiles).joined(separator: ", ")
    let more = files.count - Self.shownFiles
    return more > 0 ? "\(shown) and \(more) more" : shown
  }

  /// Which records the report is of, as it was asked for; `nil` for all.
  public var selection: String? {
    var parts: [String] = []
    if let since { parts.append("since \(since)") }
    if let until { parts.append("until \(until)") }
    parts += conditions
    if ignoreCrawlers { parts.append("without crawlers") }
    if !excludeHosts.isEmpty { parts.append("without \(excludeHosts.joined(separator: ", "))") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// What writes the report in a format.
  public func renderer(_ format: TableFormat) -> LogReportRenderer {
    LogReportRenderer(format, subject: subject, selection: selection)
  }

  private static let shownFiles = 3
  private static let textRows = 10
  private static let otherRows = 1000

  /// How many rows a panel has at the most where the report is written in a format.
  func rows(in format: TableFormat) -> Int {
    top ?? (format == .text ? Self.textRows : Self.otherRows)
  }
}
