/// How a table is made or filled.
public struct SQLiteTableOptions: Hashable, Sendable {
  /// What happens when there is a table of the name already.
  public enum Existing: String, Codable, Hashable, Sendable, CaseIterable {
    /// It stays as it is, and nothing is written.
    case refuse
    /// The rows are added to it.
    case append
    /// It is deleted, with its rows.
    case replace
  }

  /// What happens when there is a table of the name already.
  public var existing: Existing
  /// Whether SQLite refuses values of another type than the column's, later, too.
  public var isStrict: Bool

  /// Describes a table.
  public init(existing: Existing = .refuse, isStrict: Bool = false) {
    self.existing = existing
    self.isStrict = isStrict
  }
}
