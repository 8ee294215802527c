/// The names and types of a table's columns, in order.
public struct Schema: Hashable, Sendable {
  /// One column.
  public struct Field: Hashable, Sendable {
    /// Its name; no other column of the table has it.
    public var name: String
    /// What its values are.
    public var type: ColumnType
    /// The column whose texts it has as they were read; `nil` of an ordinary column.
    var spelled: String?

    /// Describes a column.
    public init(_ name: String, _ type: ColumnType) {
      self.name = name
      self.type = type
    }
  }

  /// The columns.
  public private(set) var fields: [Field]
  private var places: [String: Int]

  /// Describes a table; of several columns of one name the first is found by it.
  public init(_ fields: [Field] = []) {
    self.fields = fields
    places = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// Refuses names of which two are the same.
  ///
  /// - Throws: ``TableError`` that says which.
  static func requireDifferent(_ names: some Sequence<String>) throws(TableError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw TableError(
        .invalidExpression,
        "Two columns would be called \"\(name)\". Give one of them another name."
      )
    }
  }

  /// The names of the columns.
  public var names: [String] { fields.map(\.name) }

  /// How many columns there are.
  public var count: Int { fields.count }

  /// The place of a column, or `nil`.
  ///
  /// - Complexity: O(1).
  public func place(of name: String) -> Int? { places[name] }

  /// The column at a place.
  public subscript(place: Int) -> Field { fields[place] }

  /// The place of a column.
  ///
  /// - Throws: ``TableError`` with the code `unknown-column`, and the nearest name there is.
  public func requiredPlace(of name: String) throws(TableError) -> Int {
    if let place = places[name] { return place }
    if let near = nearestName(to: name, among: names) {
      throw TableError(
        .unknownColumn,
        "There is no column \"\(name)\". Did you mean \"\(near)\"?"
      )
    }
    let list = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
    throw TableError(
      .unknownColumn,
      "There is no column \"\(name)\". The columns are \(list)\(count > 20 ? ", …" : "")."
    )
  }
}
