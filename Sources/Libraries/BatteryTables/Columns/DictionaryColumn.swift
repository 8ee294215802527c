/// A column of texts of which many are equal: each different one once, and its number for each row.
public struct DictionaryColumn: Hashable, Sendable {
  /// The different texts; none is without a value.
  public let dictionary: TextColumn
  /// The number of each row's text.
  public let codes: ValueColumn<UInt32>

  /// Makes a column.
  ///
  /// - Precondition: The number of each row that has a text is one of the dictionary's.
  public init(dictionary: TextColumn, codes: ValueColumn<UInt32>) {
    let end = UInt32(clamping: dictionary.count)
    if codes.values.contains(where: { $0 >= end }) {
      for row in 0..<codes.count where !codes.nulls[row] {
        precondition(codes.values[row] < end, "The number of a text is one of the dictionary's.")
      }
    }
    self.dictionary = dictionary
    self.codes = codes
  }

  /// How many rows there are.
  public var count: Int { codes.count }

  /// The text of a row, or `nil`.
  public subscript(row: Int) -> String? {
    codes[row].flatMap { dictionary[Int($0)] }
  }

  /// The chosen rows, in their order, with the same dictionary.
  public func gathering(_ rows: [Int32]) -> DictionaryColumn {
    DictionaryColumn(dictionary: dictionary, codes: codes.gathering(rows))
  }

  /// The same texts, each written out.
  public var decoded: TextColumn {
    var column = TextColumn()
    for row in 0..<count {
      if let code = codes[row] {
        dictionary.withBytes(of: Int(code)) { column.append($0) }
      } else {
        column.appendNull()
      }
    }
    return column
  }
}
