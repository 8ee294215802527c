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
    if let output {
      let target = context.resolve(output)
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
    let rejectsFile = reading.rejects.map { context.resolve($0) }
    do {
      return try await BlockingWork.run { [self] cancellation in
        let opener = try TableOpener(
          reading,
          paths,
          outputs: target.map { [$0] } ?? [],
          rejectsFile: rejectsFile,
          memory: TableMemory(limit: memory.map { Int(clamping: $0.bytes) }, holdsRows: true),
          isCancelled: { cancellation.isCancelled }
        )
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
    let work = StatsWork(
      question,
      settings,
      condition: try condition.map { try TableExpression($0) },
      by: by,
      na: na
    )
    return try work.answer(opener)
  }

  private func write(
    _ answer: StatsAnswer,
    to target: FilePath,
    _ opener: TableOpener,
    format: TableFormat?
  ) throws {
    let file = try OutputFile(target, inputs: opener.paths)
    var text = StatsRenderer(format ?? .text, title: heading).render(answer)
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
