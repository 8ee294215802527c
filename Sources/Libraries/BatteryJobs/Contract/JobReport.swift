/// What a finished job says it did.
public protocol JobReport: Codable, Sendable {
  /// What was done, in one line; every figure in it is also a property of the report.
  var summary: String { get }

  /// Work that was skipped or done only in part; a run with warnings succeeded, and is shown amber.
  var warnings: [String] { get }

  /// The result as a table, for reports that have one.
  var table: ReportTable? { get }
}

extension JobReport {
  /// No warnings, unless the report says otherwise.
  public var warnings: [String] { [] }

  /// No table, unless the report says otherwise.
  public var table: ReportTable? { nil }
}
