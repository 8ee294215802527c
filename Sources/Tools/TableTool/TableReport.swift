public import BatteryJobs
public import BatteryTables

/// What became of a table.
public struct TableReport: JobReport {
  /// The files that were read.
  public var input: [String]
  /// How many rows there are in the end.
  public var rows: Int
  /// The names of their columns.
  public var columns: [String]
  /// Where they are; `nil` when they are in the report.
  public var output: String?
  /// How many rows could not be read.
  public var rejected: Int
  /// The first of these.
  public var rejects: [TableRejects.Row]
  /// What was estimated.
  public var notes: [String]
  /// The first rows, when there is no output.
  public var preview: ReportTable?

  /// How many rows there are, and where.
  public var summary: String {
    let amount = "\(rows) \(rows == 1 ? "row" : "rows") of \(columns.count) columns"
    let place = output.map { " in \($0)" } ?? ""
    return amount + place + (rejected > 0 ? "; \(rejected) could not be read" : "")
  }

  /// The rows that could not be read, and what was estimated.
  public var warnings: [String] {
    var warnings = notes + rejects.map(\.description)
    if rejected > rejects.count {
      warnings.append("\(rejected - rejects.count) more rows could not be read")
    }
    return warnings
  }

  /// The first rows.
  public var table: ReportTable? { preview }
}
