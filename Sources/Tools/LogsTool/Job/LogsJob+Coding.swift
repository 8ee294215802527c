public import BatteryJobs

extension LogsJob {
  private enum Key: String, CodingKey {
    case files
    case logFormat
    case dateFormat
    case timeFormat
    case since
    case until
    case conditions = "where"
    case top
    case sort
    case countClientErrors
    case anonymizeIP
    case ignoreCrawlers
    case excludeHosts
    case output
    case format
    case rejects
    case maxRejects
    case state
    case alerts
  }

  /// Reads the configuration; a single file, output or alert needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: key)
    }
    func flag(_ key: Key) throws -> Bool {
      try container.decodeIfPresent(Bool.self, forKey: key) ?? false
    }
    func texts(_ key: Key) throws -> [String] {
      guard container.contains(key) else { return [] }
      if let single = try? container.decode(String.self, forKey: key) { return [single] }
      return try container.decodeIfPresent([String].self, forKey: key) ?? []
    }
    self.init(
      files: try texts(.files),
      logFormat: try text(.logFormat),
      dateFormat: try text(.dateFormat),
      timeFormat: try text(.timeFormat),
      since: try text(.since),
      until: try text(.until),
      conditions: try texts(.conditions),
      top: try container.decodeIfPresent(Int.self, forKey: .top),
      sort: try container.decodeIfPresent(LogOrder.self, forKey: .sort),
      countClientErrors: try flag(.countClientErrors),
      anonymizeIP: try flag(.anonymizeIP),
      ignoreCrawlers: try flag(.ignoreCrawlers),
      excludeHosts: try texts(.excludeHosts),
      output: try texts(.output),
      format: try container.decodeIfPresent(TableFormat.self, forKey: .format),
      rejects: try text(.rejects),
      maxRejects: try container.decodeIfPresent(Int.self, forKey: .maxRejects),
      state: try text(.state),
      alerts: try texts(.alerts)
    )
  }

  /// Writes the configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func encode(_ texts: [String], _ key: Key) throws {
      if !texts.isEmpty { try container.encode(texts, forKey: key) }
    }
    func encode(_ flag: Bool, _ key: Key) throws {
      if flag { try container.encode(true, forKey: key) }
    }
    try container.encode(files, forKey: .files)
    try container.encodeIfPresent(logFormat, forKey: .logFormat)
    try container.encodeIfPresent(dateFormat, forKey: .dateFormat)
    try container.encodeIfPresent(timeFormat, forKey: .timeFormat)
    try container.encodeIfPresent(since, forKey: .since)
    try container.encodeIfPresent(until, forKey: .until)
    try encode(conditions, .conditions)
    try container.encodeIfPresent(top, forKey: .top)
    try container.encodeIfPresent(sort, forKey: .sort)
    try encode(countClientErrors, .countClientErrors)
    try encode(anonymizeIP, .anonymizeIP)
    try encode(ignoreCrawlers, .ignoreCrawlers)
    try encode(excludeHosts, .excludeHosts)
    try encode(output, .output)
    try container.encodeIfPresent(format, forKey: .format)
    try container.encodeIfPresent(rejects, forKey: .rejects)
    try container.encodeIfPresent(maxRejects, forKey: .maxRejects)
    try container.encodeIfPresent(state, forKey: .state)
    try encode(alerts, .alerts)
  }

  static let mostRows = 1_000_000

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    let paths = JobSchema.ValueType.anyOf([.path, .list(.path)])
    return JobSchema(
      summary: "Makes a report of access logs, and fails when an alert is raised.",
      fields: [
        .init(
          "files",
          paths,
          "The logs, also compressed; patterns are expanded.",
          isRequired: true
        ),
        .init("logFormat", .string, "How the lines are written; found out unless given."),
        .init("dateFormat", .string, "How days are written in a logFormat of specifiers."),
        .init("timeFormat", .string, "How times are written in a logFormat of specifiers."),
        .init(
          "since",
          .string,
          "Only from this time on: 2026-11-22, 2026-11-22T09:30, today, or how long ago, such as 7d."
        ),
        .init("until", .string, "Only before this time."),
        .init("where", texts, "What records have to meet, such as status >= 500; of several, all."),
        .init(
          "top",
          .integer(1...mostRows),
          "How many rows each panel has; 10 as text, else 1000."
        ),
        .init(
          "sort",
          .choice(LogOrder.allCases.map(\.rawValue)),
          "By what rows are chosen and ordered; by hits, and times in their order, unless given."
        ),
        .init(
          "countClientErrors",
          .boolean,
          "Whether requests answered with 4xx make visitors.",
          defaultValue: "false"
        ),
        .init(
          "anonymizeIP",
          .boolean,
          "Whether the last part is taken from addresses before anything is kept.",
          defaultValue: "false"
        ),
        .init(
          "ignoreCrawlers",
          .boolean,
          "Whether requests of crawlers are left out.",
          defaultValue: "false"
        ),
        .init(
          "excludeHosts",
          texts,
          "Clients whose requests are left out: addresses and ranges, such as 10.0.0.0/8."
        ),
        .init(
          "output",
          paths,
          "Where the report goes: .html, .json, .csv, .md or .txt; the first rows are in the run's "
            + "own report without."
        ),
        .init(
          "format",
          .choice(TableFormat.allCases.map(\.rawValue)),
          "How the report is written; the name of the output says it unless given."
        ),
        .init("rejects", .path, "Where the lines that are no records are listed, with reasons."),
        .init(
          "maxRejects",
          .integer(0...1_000_000_000_000),
          "How many lines may be no records before the run fails."
        ),
        .init(
          "state",
          .path,
          "A directory that keeps what was read, so that the next run reads only what is new."
        ),
        .init(
          "alerts",
          texts,
          "What makes the run fail, such as rate(status >= 500, 5m) > 2%."
        ),
      ]
    )
  }
}
