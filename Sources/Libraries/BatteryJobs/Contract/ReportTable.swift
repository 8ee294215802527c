/// A small table that a person reads: the result of a job, a list of runs.
///
/// Cells are finished texts; a column says only on which side they stand.
public struct ReportTable: Codable, Hashable, Sendable {
  /// One column.
  public struct Column: Codable, Hashable, Sendable {
    /// The side on which the cells stand.
    public enum Alignment: String, Codable, Hashable, Sendable {
      /// Texts.
      case leading
      /// Figures.
      case trailing
    }

    /// The heading.
    public var name: String

    /// The side on which the cells stand.
    public var alignment: Alignment

    /// Names a column.
    public init(_ name: String, _ alignment: Alignment = .leading) {
      self.name = name
      self.alignment = alignment
    }
  }

  /// The columns.
  public var columns: [Column]

  /// The rows; each has a cell for every column.
  public var rows: [[String]]

  /// Makes a table.
  public init(columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }
}
