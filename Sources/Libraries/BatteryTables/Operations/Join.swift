/// The rows of two tables that have equal keys, side by side.
///
/// The right table is held in memory, the left one is streamed. A key without a value equals
/// nothing, not even another such.
public struct Join: TableReader {
  /// Which rows there are.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Each pair of rows with equal keys.
    case inner
    /// These, and the left rows that have no partner.
    case left
    /// The pairs, and then the right rows that have no partner.
    case right
    /// The pairs, the left rows and then the right rows that have no partner.
    case full
    /// The left rows that have a partner, each once, without the columns of the right.
    case semi
    /// The left rows that have none.
    case anti
  }

  /// Columns whose values are compared.
  public struct Key: Hashable, Sendable {
    /// The name of the column in the left table.
    public var left: String
    /// The name of the column in the right table.
    public var right: String

    /// Describes a key; the column of the right table has the same name unless one is given.
    public init(_ left: String, _ right: String? = nil) {
      self.left = left
      self.right = right ?? left
    }

    /// Reads keys as `--on` takes them: `id, city=town`.
    public static func list(_ text: String) throws(TableError) -> [Key] {
      []
    }
  }

  /// The columns of the left table, then those of the right that are no keys; a name that the left
  /// one has too gets `_right` after it.
  public let schema: Schema

  /// Reads the right table and begins to join the left one.
  ///
  /// - Parameters:
  ///   - left: The table whose order is kept.
  ///   - right: The table that is held in memory.
  ///   - keys: The columns whose values are compared; without any, the names that both have.
  ///   - kind: Which rows there are.
  /// - Throws: ``TableError`` when a column is not there or two keys have different types, and what
  ///   the right table throws.
  public init(
    _ left: any TableReader,
    _ right: any TableReader,
    on keys: [Key] = [],
    kind: Kind = .inner
  ) throws {
    schema = left.schema
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    throw TableError(.unavailable, "")
  }
}
