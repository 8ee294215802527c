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
    /// Which alerts cannot be judged, and why.
    var doubts: [String]
  }

  /// The records that a question is about.
  private struct Asked {
    var whole: LogIntake.Whole
    var chosen: [UInt32]?
    /// Until when a silence may last; `nil` when the last record ends what is known.
    var reach: Int64?
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
  /// Whether the logs are read again when they grow.
  private let isFollowing: Bool

  private static let shownRejects = 3

  /// Finds the files and checks that none would be lost.
  init(
    _ job: LogsJob,
    _ context: JobContext,
    cache: LogCache? = nil,
    isFollowing: Bool = false
  ) throws {
    self.job = job
    self.isFollowing = isFollowing
    files = try LogFiles(
      job.files.map { name in
        let path = name == "-" ? FilePath(name) : context.resolve(name)
        // Below no directory, the path of the directory itself is empty.
        return path.isEmpty ? "." : path
      }
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
    for (number, path) in targets.map(\.path).enumerated() {
      if let other = OutputFile.first(of: targets.prefix(number).map(\.path), at: path) {
        throw TableError(
          .invalidExpression,
          "\(path): is the same file as the output \(other). Name another file."
        )
      }
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
  /// - Returns: What they say.
  /// - Throws: ``TableError``; when an output cannot be made, before anything is read.
  func read() throws -> LogAnalysis {
    try checkOutputs()
    var reading = LogAnalysis.Reading(format: format, anonymization: job.anonymizeIP ? 1 : nil)
    reading.state = state
    reading.cache = cache
    reading.isFollowing = isFollowing
    reading.clock = clock
    return try LogAnalysis(files.paths, reading)
  }

  /// Begins all outputs, and leaves them: what a state has taken in is not new again for a run that
  /// can write.
  private func checkOutputs() throws {
    for path in targets.map(\.path) + [rejects].compactMap(\.self)
    where FileIdentity(path)?.isStream != true {
      _ = try OutputFile(path, compression: Compression.none, inputs: files.paths)
    }
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
    let asked = try asked(analysis)
    let (whole, chosen) = (asked.whole, asked.chosen)
    var question = question
    let formats = targets.map(\.format) + [shown].compactMap(\.self)
    question.top = formats.map { job.rows(in: $0) }.max() ?? job.rows(in: .html)
    return Answer(
      report: whole.report(question, of: chosen),
      alerts: try whole.raised(
        alerts,
        of: chosen,
        news: analysis.takeNews(),
        reach: asked.reach
      ),
      doubts: whole.doubts(about: alerts)
    )
  }

  /// The alerts that may be raised although nothing is new.
  var silences: [LogAlert] { alerts.filter(\.isAboutSilence) }

  /// Those of ``silences`` that are raised when nothing is new.
  func raisedSilences(_ analysis: LogAnalysis) throws -> [RaisedAlert] {
    let asked = try asked(analysis)
    return try asked.whole.raised(silences, of: asked.chosen, news: [], reach: asked.reach)
  }

  private func asked(_ analysis: LogAnalysis) throws -> Asked {
    let whole = try analysis.whole()
    let now = clock.now
    let offset = whole.clockOffset
    let bounds = [job.since, job.until].map { $0.flatMap { LogTimeBound($0) } }
    let moments = bounds.map { $0?.moment(now: now, offset: offset) }
    let (since, until) = (moments[0], moments[1])
    if let since, let until, since.isNeverBefore(until) {
      throw TableError(
        .invalidExpression,
        "since (\(Self.text(since))) is not before until (\(Self.text(until))). Exchange them."
      )
    }
    let isLive = isFollowing || state != nil || bounds[0]?.isRelative == true
    let end = LogMoment(instant: now.wholeSeconds, offset).onTimeline(offset)
    return Asked(
      whole: whole,
      chosen: try whole.records(for: question, since: since, until: until),
      reach: isLive ? min(end, until?.onTimeline(offset) ?? end) : nil
    )
  }

  private static func text(_ moment: LogMoment) -> String {
    Timestamp(microseconds: moment.wall * 1_000_000).description
  }

  /// Writes all outputs: the old ones stay until all new ones are complete.
  private func write(_ report: LogReport, _ analysis: LogAnalysis) throws {
    var finished: [OutputFile] = []
    for (path, format) in targets {
      var file = try OutputFile(path, inputs: files.paths)
      let renderer = job.renderer(format)
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
      doubts: answer.doubts,
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
