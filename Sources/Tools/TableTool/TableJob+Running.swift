import BatteryFiles
public import BatteryJobs
import BatteryTables
import SystemPackage

extension TableJob {
  /// How many rows a report shows.
  private static let previewRows = 100

  /// Returns which files are read, what is done, and what is written.
  ///
  /// - Throws: ``JobError`` when a pattern matches nothing.
  public func plan(in context: JobContext) async throws -> Plan {
    let paths = try await files(context)
    var steps = paths.map { Plan.Step(verb: "read", subject: $0.string) }
    func add(_ verb: String, _ subject: String?) {
      if let subject { steps.append(Plan.Step(verb: verb, subject: subject)) }
    }
    add("filter", condition)
    for item in self.steps.derived { add("derive", "\(item.name) = \(item.expression)") }
    if let group {
      steps.append(
        Plan.Step(
          verb: "group",
          subject: group.by.joined(separator: ", "),
          detail: group.aggregate
        )
      )
    }
    add("sort", sort)
    add("select", select?.joined(separator: ", "))
    add("limit", limit.map(String.init))
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

  /// Reads the files and writes the output, or reports the first rows.
  ///
  /// - Throws: ``JobError`` when a file cannot be read or written.
  public func run(in context: JobContext) async throws -> TableReport {
    let paths = try await files(context)
    let target = output.map { context.resolve($0) }
    let rejectsFile = reading.rejects.map { context.resolve($0) }
    do {
      return try await BlockingWork.run { [self] cancellation in
        let opener = try TableOpener(
          reading,
          paths,
          outputs: target.map { [$0] } ?? [],
          rejectsFile: rejectsFile,
          isCancelled: { cancellation.isCancelled }
        )
        return try perform(opener, to: target)
      }
    } catch let error as TableError {
      throw JobError(error)
    }
  }

  private func perform(_ opener: TableOpener, to target: FilePath?) throws -> TableReport {
    var report = TableReport(
      input: opener.paths.map(\.string),
      rows: 0,
      columns: [],
      output: target?.string,
      rejected: 0,
      rejects: [],
      notes: []
    )
    let query = TableQuery(opener, steps)
    let format = format ?? target.flatMap { TableOutputFormat(name: $0.string) } ?? .csv
    let reader = try query.rows(asText: !format.isTyped) { report.notes.append($0) }
    report.columns = reader.schema.names
    if let target {
      let file = try OutputFile(target, inputs: opener.paths)
      report.rows = try TableRowWriter(format).write(reader, to: file)
      try file.commit()
    } else {
      (report.rows, report.preview) = try Self.preview(reader)
    }
    try opener.rejects.finish()
    report.rejected = opener.rejects.count
    report.rejects = opener.rejects.first
    return report
  }

  private static func preview(_ source: any TableReader) throws -> (Int, ReportTable) {
    var reader = source
    var table = ReportTable(columns: TableRowWriter.columns(reader.schema))
    var rows = 0
    while let batch = try reader.next() {
      for row in 0..<min(batch.count, previewRows - table.rows.count) {
        table.rows.append(batch.columns.map { $0[row].description })
      }
      rows += batch.count
    }
    return (rows, table)
  }

  private func files(_ context: JobContext) async throws -> [FilePath] {
    let patterns = input.map { context.resolve($0).string }
    do {
      return try await BlockingWork.run { _ in try TablePattern.expand(patterns) }
    } catch let error as TableError {
      throw JobError(error)
    }
  }
}
