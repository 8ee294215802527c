import BatteryJobs

/// The kinds that the starter file uses, with those of their keys that it uses.
protocol StarterKind: Job where Report == SampleReport {}

extension StarterKind {
  var title: String { Self.kind.rawValue }
  func validate() throws(ConfigurationError) {}
  func plan(in context: JobContext) async throws -> Plan { Plan() }
  func run(in context: JobContext) async throws -> SampleReport { SampleReport() }
}

struct StarterDisk: StarterKind {
  static let kind: JobKind = "disk"

  static let schema = JobSchema(
    summary: "Says what fills a directory.",
    fields: [.init("path", .path, "The directory.", isRequired: true)],
    shorthand: [.path]
  )

  init(from decoder: any Decoder) throws {}

  func encode(to encoder: any Encoder) throws {}
}

struct StarterPrune: StarterKind {
  var path: String
  var match: String?
  var olderThan: TimeSpan?
  var keep: Int?

  static let kind: JobKind = "prune"

  static let schema = JobSchema(
    summary: "Deletes old files.",
    fields: [
      .init("path", .path, "The directory.", isRequired: true),
      .init("match", .string, "A pattern."),
      .init("olderThan", .timeSpan, "The age."),
      .init("keep", .integer(0...1000), "How many stay."),
    ]
  )
}

struct StarterHTTP: StarterKind {
  var url: String

  static let kind: JobKind = "http"

  static let schema = JobSchema(
    summary: "Calls an address.",
    fields: [.init("url", .string, "The address.", isRequired: true)]
  )
}

struct StarterLogs: StarterKind {
  var files: String
  var since: String?
  var output: String?

  static let kind: JobKind = "logs"

  static let schema = JobSchema(
    summary: "Makes a report of access logs.",
    fields: [
      .init("files", .path, "The logs.", isRequired: true),
      .init("since", .string, "From when on."),
      .init("output", .path, "Where the report goes."),
    ]
  )
}
