import BatteryFiles
public import BatteryJobs
import BatteryStatistics
public import BatteryTables
import SystemPackage

extension StatsJob {
  /// Returns which files are read, what is asked, and what is written.
  ///
  /// - Throws: ``JobError`` when a pattern matches nothing.
  public func plan(in context: JobContext) async throws -> Plan {
    let paths = try await paths(context)
    var steps = paths.map { Plan.Step(verb: "read", subject: $0.string) }
    if let condition { steps.append(Plan.Step(verb: "filter", subject: condition)) }
    if !by.isEmpty {
      steps.append(Plan.Step(verb: "group", subject: by.joined(separator: ", ")))
    }
    steps.append(Plan.Step(verb: "ask", subject: type(of: question).name))
    for name in [output, (question as? SampleQuestion)?.rest].compactMap(\.self) {
      let target = context.resolve(name)
      let isThere = FileIdentity(target) != nil
      steps.append(
        Plan.Step(
          verb: isThere ? "replace" : "write",
          subject: target.string,
          isDestructive: isThere
        )
      )
    }
    return Plan(steps: steps)
  }

  /// Reads the files and writes the answer, or reports it.
  ///
  /// - Throws: ``JobError`` when a file cannot be read or written, or there is no answer.
  public func run(in context: JobContext) async throws -> StatsReport {
    let paths = try await paths(context)
    let target = output.map { context.resolve($0) }
    let rest = (question as? SampleQuestion)?.rest.map { context.resolve($0) }
    let targets = [target, rest].compactMap(\.self)
    let rejectsFile = reading.rejects.map { context.resolve($0) }
    do {
      return try await BlockingWork.run { [self] cancellation in
        let opener = try TableOpener(
          reading,
          paths,
          outputs: targets,
          rejectsFile: rejectsFile,
          memory: TableMemory(limit: memory.map { Int(clamping: $0.bytes) }, holdsRows: true),
          isCancelled: { cancellation.isCancelled }
        )
        if let sample = question as? SampleQuestion, let target {
          return try take(sample, opener, to: target, rest: rest)
        }
        let answer = try answer(opener)
        if let target {
          try write(answer, to: target, opener, format: format ?? Self.format(of: target.string))
        }
        try opener.rejects.finish()
        return StatsReport(self, answer, opener, output: target?.string)
      }
    } catch let error as TableError {
      throw JobError(error)
    } catch let error as StatisticsError {
      throw JobError(.invalidInput, error.message)
    }
  }

  /// Reads files and answers.
  ///
  /// - Throws: `TableError` for what cannot be read, `StatisticsError` for what has no answer.
  public func answer(_ opener: TableOpener) throws -> StatsAnswer {
    guard let question = question as? any StatsQuestion else {
      throw StatisticsError(.invalidArgument, "\(type(of: question).name) has rows for an answer.")
    }
    let condition = try condition.map { try TableExpression($0) }
    let work = StatsWork(question, settings, condition: condition, by: by, na: na)
    do {
      return try Figure.$askedDigits.withValue(digits) { try work.answer(opener) }
    } catch {
      throw condition?.explaining(error) ?? error
    }
  }

  /// Writes rows to a file, and the others to another.
  private func take(
    _ sample: SampleQuestion,
    _ opener: TableOpener,
    to target: FilePath,
    rest: FilePath?
  ) throws -> StatsReport {
    let condition = try condition.map { try TableExpression($0) }
    var (sample, opener) = (sample, opener)
    if sample.stratify.isEmpty { sample.stratify = by }
    opener.threads = settings.workers
    let work = RowSample(sample, seed: seed ?? 1, condition: condition)
    let given = self.format.flatMap { TableOutputFormat(rawValue: $0.rawValue) }
    func format(_ path: FilePath) -> TableOutputFormat {
      given ?? TableOutputFormat(name: path.string) ?? .csv
    }
    if let rest, OutputFile.first(of: [target], at: rest) != nil {
      throw TableError(
        .invalidExpression,
        "\(rest): takes the rest. Write what is taken to another file."
      )
    }
    let targets = [target, rest].compactMap(\.self)
    let parts = try work.parts(opener, asText: !targets.contains { format($0).isTyped })
    var files: [OutputFile] = []
    var counts: [Int] = []
    for (path, part) in zip(targets, [parts.taken, parts.rest]) {
      let file = try OutputFile(path, inputs: opener.paths)
      counts.append(try TableRowWriter(format(path)).write(part, to: file))
      files.append(file)
    }
    // Both are whole before either has its name.
    for file in files { try file.commit() }
    try opener.rejects.finish()
    return StatsReport(self, counts, opener, outputs: targets.map(\.string), parts.notes)
  }

  private func write(
    _ answer: StatsAnswer,
    to target: FilePath,
    _ opener: TableOpener,
    format: TableFormat?
  ) throws {
    let file = try OutputFile(target, inputs: opener.paths)
    var text = renderer(format ?? .text).render(answer)
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.commit()
  }

  private func paths(_ context: JobContext) async throws -> [FilePath] {
    let patterns = files.map { context.resolve($0).string }
    do {
      return try await BlockingWork.run { _ in try TablePattern.expand(patterns) }
    } catch let error as TableError {
      throw JobError(error)
    }
  }
}
