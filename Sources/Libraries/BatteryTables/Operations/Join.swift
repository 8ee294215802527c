/// The rows of two tables that have equal keys, side by side.
///
/// The right table is held in memory, the left one is streamed. A key without a value equals
/// nothing, not even another such.
public struct Join: TableReader {
  /// Which rows there are.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
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
    ///
    /// - Throws: ``TableError`` with the line and column of what is not understood.
    public static func list(_ text: String, name: String = "on") throws(TableError) -> [Key] {
      var parser = try Parser(ExpressionSource(text: text, name: name))
      var keys: [Key] = []
      repeat {
        let left = try parser.name()
        keys.append(Key(left, parser.take("=") ? try parser.name() : nil))
      } while parser.take(",")
      guard parser.isAtEnd else { throw parser.unexpected("a comma, \"=\" or the end") }
      return keys
    }
  }

  /// The columns of the left table, then those of the right that are no keys; a name that the left
  /// one has too gets `_right` after it.
  public let schema: Schema
  private var left: any TableReader
  private let leftKeys: [Int]
  /// Where the left table has the texts of a key, and where the right has the same, or the key.
  private let spelledKeys: [Int: Int]
  private let kind: Kind
  private let right: JoinIndex
  /// The columns of the right table that are not keys, each with a row without a value at its end.
  private let rightColumns: [Column]

  private var batch: Batch?
  private var numbers: [Int32] = []
  /// The left row that is next, and how many of its partners have been.
  private var cursor = (row: 0, partner: 0)
  private var isMatched: [Bool]
  private var rest: ArraySlice<Int32>?

  private static let rowsOfBatch = 16_384

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
    let common = left.schema.withoutSpellings.names.filter { right.schema.place(of: $0) != nil }
    let keys = keys.isEmpty ? common.map { Key($0) } : keys
    guard !keys.isEmpty else {
      throw TableError(
        .invalidExpression,
        "The tables have no column in common. Say which columns are compared: left=right."
      )
    }
    let leftKeys = try keys.map { try left.schema.requiredPlace(of: $0.left) }
    let rightKeys = try keys.map { try right.schema.requiredPlace(of: $0.right) }
    for (place, key) in keys.enumerated() {
      let first = left.schema[leftKeys[place]].type
      let second = right.schema[rightKeys[place]].type
      guard first == second else {
        throw TableError(
          .typeMismatch,
          "The key \"\(key.left)\" is of the type \(first.rawValue) on the left, but \"\(key.right)\""
            + " of the type \(second.rawValue) on the right. Derive a column of the same type first."
        )
      }
    }
    let withoutRight = kind == .semi || kind == .anti
    // The texts of keys are what the keys are: of the right table they are not wanted.
    let spelled = rightKeys.compactMap {
      right.schema.place(ofSpelling: right.schema[$0].name)
    }
    let dropped = Set(rightKeys + spelled)
    let others = right.schema.fields.indices.filter { !dropped.contains($0) && !withoutRight }
    schema = Schema(Self.fields(left.schema, others.map { right.schema[$0] }))
    spelledKeys = Self.spelledKeys(left.schema, right.schema, zip(leftKeys, rightKeys))
    self.left = left
    self.leftKeys = leftKeys
    self.kind = kind
    let index = try JoinIndex(right, keys: rightKeys)
    isMatched = [Bool](repeating: false, count: index.count)
    var columns = others.map { index.columns[$0] }
    for place in columns.indices {
      columns[place].append(Column(repeating: .null, columns[place].type, count: 1))
    }
    rightColumns = columns
    self.right = index
  }

  /// The columns of both tables, each under a name of its own.
  private static func fields(_ left: Schema, _ others: [Schema.Field]) -> [Schema.Field] {
    var fields = left.fields
    var names = Set(left.names)
    var renamed: [String: String] = [:]
    for field in others {
      var joined = field
      if let column = field.spelled {
        joined.spelled = renamed[column] ?? column
        joined.name = Spelling.name(of: joined.spelled ?? column)
      }
      while !names.insert(joined.name).inserted { joined.name += "_right" }
      renamed[field.name] = joined.name
      fields.append(joined)
    }
    return fields
  }

  private static func spelledKeys(
    _ left: Schema,
    _ right: Schema,
    _ keys: Zip2Sequence<[Int], [Int]>
  ) -> [Int: Int] {
    var places: [Int: Int] = [:]
    for (leftKey, rightKey) in keys {
      guard let place = left.place(ofSpelling: left[leftKey].name) else { continue }
      places[place] = right.place(ofSpelling: right[rightKey].name) ?? rightKey
    }
    return places
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    while rest == nil {
      if let batch, cursor.row < batch.count { return matched(batch) }
      batch = try left.next()
      if let batch {
        let keys = RowKeys(leftKeys.map { batch.columns[$0] }, count: batch.count)
        numbers = right.table.numbers(of: keys)
        for row in numbers.indices where keys.incomplete[row] { numbers[row] = -1 }
        cursor = (0, 0)
      } else {
        let hasRest = kind == .right || kind == .full
        rest = (hasRest ? isMatched.indices.filter { !isMatched[$0] }.map { Int32($0) } : [])[...]
      }
    }
    return unmatched()
  }

  /// Pairs of some rows of the left table, as many as fit a batch.
  private mutating func matched(_ batch: Batch) -> Batch {
    var lefts: [Int32] = []
    var rights: [Int32] = []
    let none = Int32(right.count)
    let keepsLeft = kind == .left || kind == .full
    while cursor.row < batch.count, lefts.count < Self.rowsOfBatch {
      let row = Int32(cursor.row)
      let partners = right.rows(of: Int(numbers[cursor.row]))
      if kind == .semi || kind == .anti {
        if partners.isEmpty == (kind == .anti) { lefts.append(row) }
      } else if partners.isEmpty {
        if keepsLeft {
          lefts.append(row)
          rights.append(none)
        }
      } else {
        let end = min(partners.count, cursor.partner + Self.rowsOfBatch - lefts.count)
        for partner in partners.dropFirst(cursor.partner).prefix(end - cursor.partner) {
          lefts.append(row)
          rights.append(partner)
          isMatched[Int(partner)] = true
        }
        if end < partners.count {
          cursor.partner = end
          break
        }
      }
      cursor = (cursor.row + 1, 0)
    }
    return Batch(
      schema,
      batch.columns.map { $0.gathering(lefts) } + rightColumns.map { $0.gathering(rights) }
    )
  }

  /// Some rows of the right table that have no partner; their keys stand where those of the left do.
  private mutating func unmatched() -> Batch? {
    guard let rows = rest?.prefix(Self.rowsOfBatch), !rows.isEmpty else { return nil }
    rest = rest?.dropFirst(rows.count)
    let chosen = Array(rows)
    let lefts = left.schema.fields.enumerated().map { place, field in
      if let key = leftKeys.firstIndex(of: place) {
        return right.columns[right.keys[key]].gathering(chosen)
      }
      if let texts = spelledKeys[place] {
        let column = right.columns[texts].gathering(chosen)
        return column.type == .text ? column : column.concatenable(as: .text)
      }
      return Column(repeating: .null, field.type, count: chosen.count)
    }
    return Batch(schema, lefts + rightColumns.map { $0.gathering(chosen) })
  }
}

/// A table in memory whose rows are found by their keys.
struct JoinIndex {
  let columns: [Column]
  let keys: [Int]
  let count: Int
  private(set) var table = KeyTable()
  /// Where the rows of each key begin in ``rows``.
  private var starts: [Int] = []
  private var rows: [Int32] = []

  init(_ source: any TableReader, keys: [Int]) throws {
    var source = source
    var columns = source.schema.fields.map { Column($0.type) }
    var numbers: [Int32] = []
    while let batch = try source.next() {
      let rowKeys = RowKeys(keys.map { batch.columns[$0] }, count: batch.count)
      var added = table.add(rowKeys).numbers
      for row in added.indices where rowKeys.incomplete[row] { added[row] = -1 }
      numbers += added
      for place in columns.indices { columns[place].append(batch.columns[place]) }
    }
    self.columns = columns
    self.keys = keys
    count = numbers.count
    starts = [Int](repeating: 0, count: table.count + 1)
    for number in numbers where number >= 0 { starts[Int(number) + 1] += 1 }
    for number in 0..<table.count { starts[number + 1] += starts[number] }
    var places = starts
    rows = [Int32](repeating: 0, count: starts[table.count])
    for (row, number) in numbers.enumerated() where number >= 0 {
      rows[places[Int(number)]] = Int32(row)
      places[Int(number)] += 1
    }
  }

  /// The rows of a key, in their order; none when it is -1.
  func rows(of number: Int) -> ArraySlice<Int32> {
    number < 0 ? [] : rows[starts[number]..<starts[number + 1]]
  }
}
