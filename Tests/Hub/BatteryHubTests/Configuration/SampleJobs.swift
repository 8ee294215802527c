import BatteryHub
import BatteryJobs
import SystemPackage

/// What the sample jobs report.
struct SampleReport: JobReport {
  var summary = "done"
}

/// A kind with a short form, as the real `run` has one.
struct SampleRun: Job {
  typealias Report = SampleReport

  var command: [String]
  var directory: String?

  static let kind: JobKind = "run"

  static let schema = JobSchema(
    summary: "Runs a command.",
    fields: [
      .init("shell", .string, "The command, for the shell."),
      .init("arguments", .list(.string), "The command and its arguments."),
      .init("directory", .path, "Where it runs."),
    ],
    shorthand: [.string, .list(.string)]
  )

  private enum CodingKeys: String, CodingKey {
    case shell
    case arguments
    case directory
  }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      command = ["sh", "-c", text]
      return
    }
    if let list = try? decoder.singleValueContainer().decode([String].self) {
      command = list
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    directory = try container.decodeIfPresent(String.self, forKey: .directory)
    let arguments = try container.decodeIfPresent([String].self, forKey: .arguments) ?? []
    let shell = try container.decodeIfPresent(String.self, forKey: .shell)
    command = shell.map { ["sh", "-c", $0] } ?? arguments
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(command, forKey: .arguments)
    try container.encodeIfPresent(directory, forKey: .directory)
  }

  var title: String { command.joined(separator: " ") }

  func validate() throws(ConfigurationError) {
    guard !command.isEmpty else {
      throw ConfigurationError(path: "", problem: "has no command", remedy: "Write \"shell\".")
    }
  }

  func plan(in context: JobContext) async throws -> Plan { Plan() }

  func run(in context: JobContext) async throws -> SampleReport { SampleReport() }
}

/// A kind with a field of every type.
struct SampleCopy: Job {
  typealias Report = SampleReport

  struct Rule: Codable {
    var match: String
    var to: String?
  }

  var source: String
  var keep: Int?
  var verify: Bool?
  var age: TimeSpan?
  var size: ByteCount?
  var order: String?
  var exclude: [String]?
  var labels: [String: String]?
  var rules: [Rule]?
  var share: Double?
  var small: UInt8?

  static let kind: JobKind = "copy"

  static let schema = JobSchema(
    summary: "Copies files.",
    fields: [
      .init("source", .path, "The directory to copy.", isRequired: true),
      .init("keep", .integer(1...100), "How many copies stay.", defaultValue: "7"),
      .init("verify", .boolean, "Whether copies are read again."),
      .init("age", .timeSpan, "The age of the oldest copy."),
      .init("size", .byteCount, "The size of the largest file."),
      .init("order", .choice(["name", "date", "size"]), "What goes first."),
      .init("exclude", .list(.string), "Patterns of files that stay away."),
      .init("labels", .map(.string), "Labels of the copy."),
      .init(
        "rules",
        .list(
          .object([
            .init("match", .string, "A pattern.", isRequired: true),
            .init("to", .path, "Where such files go."),
          ])
        ),
        "Where files go."
      ),
      .init("share", .string, "A number that the schema takes for a text."),
      .init("small", .integer(0...1000), "A number that the schema takes for a larger one."),
    ]
  )

  var title: String { "copy \(source)" }

  func validate() throws(ConfigurationError) {
    if source == "/" {
      throw ConfigurationError(
        path: "source",
        problem: "must not be the whole machine",
        remedy: "Name a directory below /."
      )
    }
    if let rules, let index = rules.firstIndex(where: { $0.match.isEmpty }) {
      throw ConfigurationError(
        path: "rules[\(index)].match",
        problem: "matches nothing",
        remedy: "Write a pattern such as *.pdf."
      )
    }
  }

  func plan(in context: JobContext) async throws -> Plan { Plan() }

  func run(in context: JobContext) async throws -> SampleReport { SampleReport() }
}

extension JobRegistry {
  /// The sample kinds.
  static let samples = JobRegistry([SampleRun.self, SampleCopy.self])
}

extension HubConfiguration {
  /// Checks a text as the file `batteries.yaml` of `/srv`.
  static func sample(_ text: String) throws(ConfigurationProblems) -> HubConfiguration {
    try parse(text, file: "batteries.yaml", registry: .samples)
  }
}
