public import BatteryJobs
import BatteryTables
import SystemPackage

/// What became of a question about data.
public struct StatsReport: JobReport {
  /// What was asked.
  public var question: String
  /// The files that were read.
  public var input: [String]
  /// How many rows were read.
  public var rows: Int
  /// How many rows could not be read.
  public var rejected: Int
  /// Where the answer is; `nil` when it is in the report.
  public var output: String?
  /// The answer, as JSON.
  public var answer: String
  /// What a reader has to know.
  public var notes: [String]
  /// The first table of the answer, when there is no output.
  public var preview: ReportTable?

  init(_ job: StatsJob, _ answer: StatsAnswer, _ opener: TableOpener, output: String?) {
    question = type(of: job.question).name
    input = opener.paths.map(\.string)
    rows = opener.parsed.count
    rejected = opener.rejects.count
    self.output = output
    self.answer = output == nil ? JSONWriter().string(answer.json) : ""
    notes = answer.notes + opener.rejects.first.map(\.description)
    preview = output == nil ? answer.sections.first?.table : nil
  }

  /// What became of a sample: how many rows went to each file.
  init(
    _ job: StatsJob,
    _ counts: [Int],
    _ opener: TableOpener,
    outputs: [String],
    _ remarks: [String]
  ) {
    question = type(of: job.question).name
    input = opener.paths.map(\.string)
    rows = opener.parsed.count
    rejected = opener.rejects.count
    output = outputs.first
    answer = ""
    notes =
      zip(counts, outputs).map { "\($0) \($0 == 1 ? "row" : "rows") in \($1)." }
      + remarks + opener.rejects.first.map(\.description)
    preview = nil
  }

  /// What was asked of how many rows, and where the answer is.
  public var summary: String {
    "\(question) of \(Counted.text(rows, "row"))" + (output.map { " in \($0)" } ?? "")
      + (rejected > 0 ? "; \(rejected) could not be read" : "")
  }

  /// The rows that could not be read.
  public var warnings: [String] {
    rejected > 0 ? ["\(Counted.text(rejected, "row")) could not be read"] : []
  }

  /// The first table of the answer.
  public var table: ReportTable? { preview }
}
