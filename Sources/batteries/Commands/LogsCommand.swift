import ArgumentParser
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
      protocol, status, bytes, referrer, agent, vhost, seconds, browser, system and crawler. An alert \
      is rate(condition, 5m) > 2%, count(condition, 1m) > 100 or p95(seconds, 5m) > 1.5. Examples:
        batteries logs access.log* --since 7d --where "status >= 500" --output report.html
        batteries logs access.log --alert "rate(status >= 500, 5m) > 2%"
      """
  )

  @Argument(help: "The logs, also compressed; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("How the lines are written; found out unless given.", valueName: "format")
  )
  var logFormat: String?

  @Option(
    help: ArgumentHelp("How days are written in a format of specifiers.", valueName: "format")
  )
  var dateFormat: String?

  @Option(
    help: ArgumentHelp("How times are written in a format of specifiers.", valueName: "format")
  )
  var timeFormat: String?

  @Option(
    help: ArgumentHelp(
      "Only from this time on: 2026-11-22, 2026-11-22T09:30, 7d, 1d12h, 12:00, today or yesterday.",
      valueName: "time"
    )
  )
  var since: String?

  @Option(help: ArgumentHelp("Only before this time.", valueName: "time"))
  var until: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only what meets a condition; of several, all.", valueName: "condition")
  )
  var conditions: [String] = []

  @Flag(help: "Leave out crawlers.")
  var ignoreCrawlers = false

  @Option(
    help: ArgumentHelp(
      "Leave out a client or a range of them, such as 10.0.0.0/8; may be given several times.",
      valueName: "address"
    )
  )
  var excludeHost: [String] = []

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many rows each panel has; 10 as text, else 1000.", valueName: "count")
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
    help: ArgumentHelp(
      "End with status 1 when this happens; may be given several times.",
      valueName: "alert"
    )
  )
  var alert: [String] = []

  @Option(
    help: ArgumentHelp("How the report is written; as the output's name says.", valueName: "format")
  )
  var format: TableFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the report goes, standard output unless given; may be given several times.",
      valueName: "file"
    ),
    completion: .file()
  )
  var output: [String] = []

  @Option(
    help: ArgumentHelp("List the lines there that are no records.", valueName: "file"),
    completion: .file()
  )
  var rejects: String?

  @Option(
    help: ArgumentHelp(
      "End with status 1 when more lines than this are no records.",
      valueName: "count"
    )
  )
  var maxRejects: Int?

  @Option(
    help: ArgumentHelp(
      "Keep what was read there, so that the next run reads only what is new.",
      valueName: "directory"
    ),
    completion: .directory
  )
  var state: String?

  @Flag(help: "Read long logs anew, and keep nothing of them for the next question.")
  var noCache = false

  @Flag(
    name: .shortAndLong,
    help: "Go on reading as the logs grow, through rotation too, and show the report as it changes."
  )
  var follow = false

  @Flag(help: "Print what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var verbosity: VerbosityOptions

  /// The same as a configuration has it.
  private var job: LogsJob {
    LogsJob(
      files: files,
      logFormat: logFormat,
      dateFormat: dateFormat,
      timeFormat: timeFormat,
      since: since,
      until: until,
      conditions: conditions,
      top: top,
      countClientErrors: countClientErrors,
      anonymizeIP: anonymizeIP,
      ignoreCrawlers: ignoreCrawlers,
      excludeHosts: excludeHost,
      output: output.filter { $0 != "-" },
      format: format,
      rejects: rejects,
      maxRejects: maxRejects,
      state: state,
      alerts: alert
    )
  }

  func validate() throws {
    guard follow else { return }
    if files.contains("-") {
      throw ValidationError("--follow needs files: standard input is read once. Leave it out.")
    }
    if maxRejects != nil {
      throw ValidationError("--max-rejects is for a run that ends. Leave it or --follow out.")
    }
  }

  func run() async throws {
    let job = job
    let console = Console.current
    let shown = format ?? .text
    var runner = ToolRunner(
      dryRun: dryRun,
      format: shown,
      verbosity: verbosity,
      isResultElsewhere: true
    )
    // Messages name files as they were named, where that is possible.
    let isHere = console.directory == FilePath(FileManager.default.currentDirectoryPath)
    runner.home = isHere ? FilePath("") : nil
    do {
      try job.validate()
    } catch {
      let text = Self.naming(error.text)
      throw CommandFailure(ExitStatus.usage, "\(Self.option(error.path)): \(text)")
    }
    do {
      if follow, !dryRun { return try await run(following: job, runner, console) }
      let display = LogsJob.Display(shown) { try Self.print($0, job, shown, console) }
      let isShown = output.isEmpty || output.contains("-")
      let cache = noCache ? nil : LogCache(environment: console.environment)
      try await runner.run(
        job,
        work: { try await $0.run(in: $1, display: isShown ? display : nil, cache: cache) }
      )
    } catch let error as JobError where error.code == .configuration {
      // What is wrong with a configuration is wrong with the command line here.
      throw CommandFailure(ExitStatus.usage, error.message)
    } catch let error as JobError {
      throw JobError(error.code, Self.naming(error.message))
    }
  }

  /// A message with options where it has keys of the configuration.
  private static func naming(_ message: String) -> String {
    let names = [
      ("logFormat", "--log-format"), ("with maxRejects", "with --max-rejects"),
      ("not before until", "not before --until"), ("or write format", "or pass --format"),
      ("but format is", "but --format is"), ("Leave format out", "Leave --format out"),
    ]
    return names.reduce(message) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  /// The option that stands for a key of the configuration.
  private static func option(_ path: String) -> String {
    let key = path.prefix { $0 != "[" }
    switch key {
    case "files": return "<files>"
    case "excludeHosts", "alerts": return option(String(key.dropLast()))
    case "anonymizeIP": return "--anonymize-ip"
    default: return "--" + key.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    }
  }

  private static let followedRows = 5

  private func run(following job: LogsJob, _ runner: ToolRunner, _ console: Console) async throws {
    var runner = runner
    let isShown = output.isEmpty || output.contains("-")
    guard isShown else {
      return try await runner.run(job, work: { try await $0.follow(in: $1, display: nil) })
    }
    guard console.isTerminal(.output), format ?? .text == .text else {
      throw CommandFailure(
        ExitStatus.usage,
        "--follow shows the report as text on a terminal. Pass --output FILE to write it to a file."
      )
    }
    let live = LiveReport(console)
    runner.onLines = { try live.add($0) }
    let display = LogsJob.Display(.text, rows: Self.followedRows) { report in
      try live.show(String(decoding: Self.bytes(report, job, .text, console), as: UTF8.self))
    }
    do {
      try await runner.run(job, work: { try await $0.follow(in: $1, display: display) })
    } catch {
      try live.finish()
      throw error
    }
  }

  private static func print(
    _ report: LogReport,
    _ job: LogsJob,
    _ format: TableFormat,
    _ console: Console
  ) throws {
    try console.write(.output, bytes(report, job, format, console))
  }

  private static func bytes(
    _ report: LogReport,
    _ job: LogsJob,
    _ format: TableFormat,
    _ console: Console
  ) throws -> [UInt8] {
    var renderer = job.renderer(format)
    renderer.width = console.width(of: .output)
    renderer.hasColours = console.hasColours(.output)
    var sink = MemoryByteSink()
    try renderer.write(report, to: &sink)
    return sink.bytes
  }
}

extension ConfigurationError {
  /// The problem without its place.
  fileprivate var text: String {
    var error = self
    error.path = ""
    return error.description
  }
}
