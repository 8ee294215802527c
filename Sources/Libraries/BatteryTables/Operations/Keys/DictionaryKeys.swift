/// Rows that are grouped by columns of numbered texts: what the numbers of a row are together is
/// looked up in a table with a place for each combination, and the texts are looked at only where a
/// combination is new.
struct DictionaryKeys {
  /// More combinations than these are not given a place each.
  private static let limit = 1 << 16

  /// The combination of each row.
  private(set) var combinations: [UInt32]
  /// How many there can be.
  let count: Int

  /// Looks at columns; `nil` when one of them has no numbers, or there can be too many combinations.
  init?(_ columns: [Column]) {
    var count = 1
    var sources: [(codes: ValueColumn<UInt32>, size: Int)] = []
    for column in columns {
      guard case .dictionary(let column) = column else { return nil }
      // One more for rows without a value.
      let size = column.dictionary.count + 1
      count *= size
      guard count <= Self.limit else { return nil }
      sources.append((column.codes, size))
    }
    guard let first = sources.first else { return nil }
    self.count = count
    combinations = [UInt32](repeating: 0, count: first.codes.count)
    combinations.withUnsafeMutableBufferPointer { combinations in
      for (codes, size) in sources {
        let none = UInt32(size - 1)
        let size = UInt32(size)
        let nulls = codes.nulls
        let hasNulls = nulls.hasNulls
        codes.values.withUnsafeBufferPointer { codes in
          for row in 0..<combinations.count {
            let code = hasNulls && nulls[row] ? none : codes[row]
            combinations[row] = combinations[row] &* size &+ code
          }
        }
      }
    }
  }

  /// The first row of each combination that is there, and the place in that list for every row.
  func firstRows() -> (rows: [Int32], places: [Int32]) {
    var rows: [Int32] = []
    var known = [Int32](repeating: -1, count: count)
    let places = [Int32](unsafeUninitializedCapacity: combinations.count) { places, filled in
      filled = combinations.count
      known.withUnsafeMutableBufferPointer { known in
        for row in 0..<combinations.count {
          let combination = Int(combinations[row])
          var place = known[combination]
          if place < 0 {
            place = Int32(truncatingIfNeeded: rows.count)
            known[combination] = place
            rows.append(Int32(truncatingIfNeeded: row))
          }
          places.initializeElement(at: row, to: place)
        }
      }
    }
    return (rows, places)
  }
}

extension KeyTable {
  /// Gives every row the number of its key.
  ///
  /// - Returns: The numbers, and the rows whose keys are new.
  mutating func add(_ columns: [Column], count: Int) -> (numbers: [Int32], new: [Int32]) {
    guard let keys = DictionaryKeys(columns) else { return add(RowKeys(columns, count: count)) }
    let (rows, places) = keys.firstRows()
    let (numbers, new) = add(RowKeys(columns.map { $0.gathering(rows) }, count: rows.count))
    return (places.map { numbers[Int($0)] }, new.map { rows[Int($0)] })
  }
}
