public import BatteryJobs
public import BatteryTables

/// What was found out about data: for programs, and for people.
public struct StatsAnswer: Sendable {
  /// A table under a heading.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The figures.
    public var table: ReportTable

    /// Puts a heading over a table.
    public init(title: String, table: ReportTable) {
      self.title = title
      self.table = table
    }
  }

  /// The whole answer, for programs.
  public var json: JSONValue
  /// The answer's tables, in the order in which they are read.
  public var sections: [Section]
  /// What is drawn below the tables.
  public var drawings: [StatsDrawing]
  /// What a reader has to know: rows left out, figures that are not exact, what is undefined and why.
  public var notes: [String]

  /// Makes an answer.
  public init(
    json: JSONValue,
    sections: [Section] = [],
    drawings: [StatsDrawing] = [],
    notes: [String] = []
  ) {
    self.json = json
    self.sections = sections
    self.drawings = drawings
    self.notes = notes
  }
}
