import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryTables
import Foundation
import LogsTool
import SystemPackage

/// `batteries logs`: what access logs say.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Make a report of access logs: requests, visitors, errors, browsers and more.",
    discussion: """
      The format is found out unless --log-format names it: combined, common, vhost, caddy, w3c, s3, \
      elb, cloudfront, syslog, logfmt, json and others, a format as GoAccess writes it, or regex: and \
      an expression with named groups. Conditions know time, host, user, method, path, query, \
      protocol, status, bytes, referrer, agent, vhost, seconds, browser, system and crawler. Example:
        batteries logs access.log* --since 2026-11-01 --where "status >= 500" --output report.html
      """
  )

  @Argument(help: "The logs, also compressed; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("How the lines are written; found out unless given.", valueName: "format")
  )
  var logFormat: String?

  @Option(
    help: ArgumentHelp("Only from this time on: 2026-11-22, 2026-11-22T09:30.", valueName: "time")
  )
  var since: String?

  @Option(help: ArgumentHelp("Only before this time.", valueName: "time"))
  var until: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only what meets a condition; of several, all.", valueName: "condition")
  )
  var conditions: [String] = []

  @Option(
    name: [.customShort("n"), .long],
    help: "How many rows each panel has; 10 as text, else 1000."
  )
  var top: Int?

  @Flag(help: "Count visitors whose requests were all answered with 4xx, too.")
  var countClientErrors = false

  @Flag(
    name: .customLong("anonymize-ip"),
    help: "Take the last part from addresses before counting."
  )
  var anonymizeIP = false

  @Option(
    help: ArgumentHelp("How the report is written; as the output's name says.", valueName: "format")
  )
  var format: TableFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the report goes; standard output unless given.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @Option(help: ArgumentHelp("Write lines that are no records there.", valueName: "file"))
  var rejects: String?

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if let top, top < 1 { throw ValidationError("--top must be 1 or more, not \(top).") }
    if let from = try Self.time(since, "--since"), let to = try Self.time(until, "--until"),
      from >= to
    {
      throw ValidationError("--since is not before --until. Exchange them.")
    }
  }

  func run() async throws {
    let console = Console.current
    let paths = files.map { console.path($0) }
    let target = output == "-" ? nil : output.map { console.path($0) }
    let rejectsTarget = rejects.map { console.path($0) }
    let outputs = [target, rejectsTarget].compactMap { $0 }
    for path in outputs { try OutputFile.check(path, isNot: paths) }
    let format = try writtenFormat(target)
    var reading = LogAnalysis.Reading()
    reading.format = try logFormat.map { text in
      do { return try LogFormat(text) } catch {
        throw CommandFailure(ExitStatus.usage, "--log-format: \(error).")
      }
    }
    reading.anonymization = anonymizeIP ? 1 : nil
    let question = try question(isText: format == .text)
    let isQuiet = verbosity.quiet
    try await Interruption.cancels { [reading] in
      try await BlockingWork.run { _ in
        let analysis = try LogAnalysis(paths, reading)
        let report = try analysis.report(question)
        var renderer = LogReportRenderer(format)
        renderer.subject = paths.map(\.string).joined(separator: ", ")
        try Self.write(report, renderer, to: target, paths, console)
        if let rejectsTarget { try Self.write(analysis.rejects, to: rejectsTarget, paths) }
        if !isQuiet { Self.note(analysis, console) }
      }
    }
  }

  private func question(isText: Bool) throws -> LogAnalysis.Question {
    var question = LogAnalysis.Question(top: top ?? (isText ? 10 : 1000))
    question.since = try Self.time(since, "--since")
    question.until = try Self.time(until, "--until")
    question.countsClientErrors = countClientErrors
    if !conditions.isEmpty {
      let text =
        conditions.count > 1
        ? conditions.map { "(\($0))" }.joined(separator: " and ") : conditions[0]
      question.condition = try LogCondition.read(text)
    }
    return question
  }

  /// Seconds since 1970 on the log's own clock.
  private static func time(_ text: String?, _ option: String) throws -> Int64? {
    guard var text else { return nil }
    let found = text.withUTF8 { bytes -> Int64? in
      if let day = TimeText.day(bytes) { return Int64(day) * 86_400 }
      return TimeText.timestamp(bytes).map { $0.microseconds / 1_000_000 }
    }
    guard let found else {
      throw ValidationError(
        "\(option) \"\(text)\": write a day or a time: 2026-11-22, 2026-11-22T09:30."
      )
    }
    return found
  }

  private func writtenFormat(_ target: FilePath?) throws -> TableFormat {
    if let format { return format }
    guard let target else { return .text }
    switch target.extension?.lowercased() {
    case "html", "htm": return .html
    case "json": return .json
    case "csv": return .csv
    case "md": return .markdown
    case "txt": return .text
    default:
      throw CommandFailure(
        ExitStatus.usage,
        "\(target): the name does not say how to write it. End it with .html, .json, .csv, .md or .txt,"
          + " or pass --format."
      )
    }
  }

  private static func write(
    _ report: LogReport,
    _ renderer: LogReportRenderer,
    to target: FilePath?,
    _ inputs: [FilePath],
    _ console: Console
  ) throws {
    var renderer = renderer
    guard let target else {
      renderer.width = console.width(of: .output)
      renderer.hasColours = console.hasColours(.output)
      var sink = MemoryByteSink()
      try renderer.write(report, to: &sink)
      return try console.write(.output, sink.bytes)
    }
    var file = try OutputFile(target, inputs: inputs)
    try renderer.write(report, to: &file)
    try file.commit()
  }

  private static func write(
    _ rejects: [LogAnalysis.Reject],
    to target: FilePath,
    _ inputs: [FilePath]
  ) throws {
    let file = try OutputFile(target, inputs: inputs)
    let schema = Schema([
      .init("source", .text), .init("line", .integer), .init("offset", .integer),
      .init("reason", .text),
    ])
    var writer = try CSVWriter(file)
    try writer.start(schema)
    let columns: [Column] = [
      .text(TextColumn(rejects.map(\.source))),
      .integer(ValueColumn(rejects.map { Int64($0.line) })),
      .integer(ValueColumn(rejects.map { Int64($0.offset) })),
      .text(TextColumn(rejects.map(\.reason))),
    ]
    try writer.write(Batch(schema, columns))
    try writer.finish()
    try file.commit()
  }

  private static let shownRejects = 3

  private static func note(_ analysis: LogAnalysis, _ console: Console) {
    for format in analysis.formats { console.note(format) }
    for reject in analysis.rejects.prefix(shownRejects) {
      console.note("\(reject.source):\(reject.line): \(reject.reason)")
    }
    let count = analysis.rejects.count
    if count > 0 {
      console.note(
        "\(analysis.lines - count) lines parsed + \(count) rejected = \(analysis.lines)."
      )
    }
  }
}
