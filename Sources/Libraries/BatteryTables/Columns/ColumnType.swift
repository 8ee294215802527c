/// What the values of a column are.
public enum ColumnType: String, Codable, Hashable, Sendable, CaseIterable {
  /// Whole numbers of 64 bits.
  case integer
  /// Binary floating-point numbers of 64 bits.
  case double
  /// Decimal numbers kept as they were written: more digits than the others hold.
  case decimal
  /// True or false.
  case boolean
  /// Days of the Gregorian calendar.
  case date
  /// Points in time, to the microsecond, with the offset from UTC that was written, if any.
  case timestamp
  /// Text: bytes, which are UTF-8 unless the source was not.
  case text
}
