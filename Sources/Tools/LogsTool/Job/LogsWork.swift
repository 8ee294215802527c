import BatteryJobs
import BatteryTables
import Foundation
import SystemPackage

/// The steps of a job on logs, which wait for disks, with everything that its texts stand for.
struct LogsWork: Sendable {
  /// What the logs say.
  struct Answer: Sendable {
    var report: LogReport
    var alerts: [RaisedAlert]
  }

  let job: LogsJob
  /// The logs.
  let files: LogFiles
  /// Where the report goes, and how it is written there.
  let targets: [(path: FilePath, format: TableFormat)]
  /// Where the lines go that are no records.
  let rejects: FilePath?
  private let state: FilePath?
  private let cache: LogCache?
  private let format: LogFormat?
  private let question: LogAnalysis.Question
  private let alerts: [LogAlert]
  private let clock: any TimeSource

  private static let shownRejects = 3

  /// Finds the files and checks that none would be lost.
  init(_ job: LogsJob, _ context: JobContext, cache: LogCache? = nil) throws {
    self.job = job
    files = try LogFiles(
      job.files.map { $0 == "-" ? FilePath($0) : context.resolve($0) }
    )
    targets = job.output.map { name in
      (context.resolve(name), job.format ?? LogsJob.format(of: name) ?? .html)
    }
    rejects = job.rejects.map { context.resolve($0) }
    state = job.state.map { context.resolve($0) }
    // Which lines are no records is not kept.
    self.cache = job.rejects == nil ? cache : nil
    for path in targets.map(\.path) + [rejects].compactMap(\.self) {
      try OutputFile.check(path, isNot: files.paths)
    }
    if let rejects, OutputFile.first(of: targets.map(\.path), at: rejects) != nil {
      throw TableError(
        .invalidExpression,
        "\(rejects): the rejected lines would take the place of the report. Name another file."
      )
    }
    format = try job.readFormat()
    var question = LogAnalysis.Question(countsClientErrors: job.countClientErrors)
    question.condition = try job.condition()
    question.exclusion.hosts = try job.excludedHosts()
    question.exclusion.ignoresCrawlers = job.ignoreCrawlers
    self.question = question
    alerts = try job.readAlerts()
    clock = context.clock
  }

  /// Reads the logs; with a state only what is new in them.
  ///
  /// - Parameter isFollowing: Whether they are read again when they grow.
  /// - Returns: What they say.
  /// - Throws: ``TableError``.
  func read(isFollowing: Bool = false) throws -> LogAnalysis {
    var reading = LogAnalysis.Reading(format: format, anonymization: job.anonymizeIP ? 1 : nil)
    reading.state = state
    reading.cache = cache
    reading.isFollowing = isFollowing
    reading.clock = clock
    return try LogAnalysis(files.paths, reading)
  }

  /// Writes and shows what the logs say.
  ///
  /// - Returns: It.
  func publish(_ analysis: LogAnalysis, _ display: LogsJob.Display?) throws -> Answer {
    let answer = try answer(analysis, display?.format)
    try write(answer.report, analysis)
    if let display {
      let rows = job.top ?? display.rows ?? job.rows(in: display.format)
      try display.show(answer.report.limited(to: rows))
    }
    return answer
  }

  /// What the logs say, with as many rows as the outputs and `shown` need.
  private func answer(_ analysis: LogAnalysis, _ shown: TableFormat?) throws -> Answer {
    let whole = try analysis.whole()
    var question = question
    let now = clock.now
    // A log without offsets has most likely been written by a machine with the same clock.
    let offset = whole.clockOffset ?? TimeZone.current.secondsFromGMT(for: now)
    func seconds(_ text: String?) -> Int64? {
      text.flatMap { LogTimeBound($0) }?.seconds(now: now, offset: offset)
    }
    question.since = seconds(job.since)
    question.until = seconds(job.until)
    if let since = question.since, let until = question.until, since >= until {
      throw TableError(
        .invalidExpression,
        "since (\(Self.text(since))) is not before until (\(Self.text(until))). Exchange them."
      )
    }
    let formats = targets.map(\.format) + [shown].compactMap(\.self)
    question.top = formats.map { job.rows(in: $0) }.max() ?? job.rows(in: .html)
    let chosen = try whole.records(for: question)
    return Answer(
      report: whole.report(question, of: chosen),
      alerts: try whole.raised(alerts, of: chosen, news: analysis.takeNews())
    )
  }

  private static func text(_ seconds: Int64) -> String {
    Timestamp(microseconds: seconds * 1_000_000).description
  }

  /// Writes all outputs: the old ones stay until all new ones are complete.
  private func write(_ report: LogReport, _ analysis: LogAnalysis) throws {
    var finished: [OutputFile] = []
    for (path, format) in targets {
      var file = try OutputFile(path, inputs: files.paths)
      let renderer = LogReportRenderer(format, subject: job.subject)
      try renderer.write(report.limited(to: job.rows(in: format)), to: &file)
      finished.append(file)
    }
    if let rejects { finished.append(try write(analysis.rejects, to: rejects)) }
    for file in finished { try file.commit() }
  }

  private func write(_ lines: [LogAnalysis.Reject], to path: FilePath) throws -> OutputFile {
    let file = try OutputFile(path, inputs: files.paths)
    var writer = try CSVWriter(file)
    try writer.writeRow(["source", "line", "offset", "reason"])
    for line in lines {
      try writer.writeRow([line.source, "\(line.line)", "\(line.offset)", line.reason])
    }
    try writer.finish()
    return file
  }

  /// The report of the run.
  func summary(of answer: Answer, _ analysis: LogAnalysis, isShown: Bool) -> LogsJobReport {
    LogsJobReport(
      files: files.paths.map(\.string),
      general: answer.report.general,
      records: analysis.lines - analysis.rejected,
      outputs: targets.map(\.path.string),
      formats: analysis.formats,
      notes: files.notes + analysis.notes,
      rejected: state == nil ? analysis.rejected : analysis.rejects.count,
      rejects: analysis.rejects.prefix(Self.shownRejects).map { line in
        .init(source: line.source, line: line.line, offset: line.offset, reason: line.reason)
      },
      alerts: answer.alerts,
      preview: targets.isEmpty && !isShown ? answer.report.preview : nil
    )
  }

  /// What history keeps: the files that are written, by names that differ.
  var artifacts: [(name: String, path: FilePath)] {
    let paths = targets.map(\.path) + [rejects].compactMap(\.self)
    let names = paths.map { $0.lastComponent?.string ?? $0.string }
    return zip(names, paths).map { name, path in
      let isAlone = names.count { $0 == name } == 1
      return (isAlone ? name : path.components.map(\.string).joined(separator: "/"), path)
    }
  }
}
