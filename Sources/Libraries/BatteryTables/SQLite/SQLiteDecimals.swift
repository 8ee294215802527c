import GRDBSQLite

/// How SQLite compares the texts of decimals: as the numbers that they are, however long.
enum SQLiteDecimals {
  /// Makes the collation `decimal`.
  static func register(_ handle: OpaquePointer) {
    sqlite3_create_collation_v2(
      handle,
      "decimal",
      SQLITE_UTF8,
      nil,
      { _, leftCount, left, rightCount, right in
        Int32(SQLiteDecimals.compare(left, Int(leftCount), right, Int(rightCount)))
      },
      nil
    )
  }

  private static func compare(
    _ left: UnsafeRawPointer?,
    _ leftCount: Int,
    _ right: UnsafeRawPointer?,
    _ rightCount: Int
  ) -> Int {
    let left = UnsafeRawBufferPointer(start: left, count: leftCount).bindMemory(to: UInt8.self)
    let right = UnsafeRawBufferPointer(start: right, count: rightCount).bindMemory(to: UInt8.self)
    if NumberText.isDecimal(left), NumberText.isDecimal(right) {
      return compareDecimals(left, right)
    }
    // A query may compare with any text, and write numbers in other ways.
    if let first = NumberText.double(left), let second = NumberText.double(right) {
      return first < second ? -1 : first > second ? 1 : 0
    }
    return order(left, right)
  }
}
