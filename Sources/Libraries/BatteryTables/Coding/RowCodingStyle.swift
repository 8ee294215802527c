/// How rows of a table become values of Swift types, and the other way round.
public struct RowCodingStyle: Hashable, Sendable {
  /// How coding keys become the names of columns.
  public var keys: JSONCodingStyle.Keys
  /// Whether a text that is not optional is empty where the table has no value, as Python's `csv`
  /// has it; otherwise that is an error.
  public var emptyTexts: Bool

  /// Chooses a style.
  public init(keys: JSONCodingStyle.Keys = .asNamed, emptyTexts: Bool = false) {
    self.keys = keys
    self.emptyTexts = emptyTexts
  }

  /// How values that are arrays or objects are written within a text.
  var json: JSONCodingStyle { JSONCodingStyle(keys: keys) }
}
