/// Which rows of a column have no value.
///
/// Nothing is allocated while every row has one.
public struct NullMask: Hashable, Sendable {
  /// How many rows there are.
  public private(set) var count: Int
  /// How many of them have no value.
  public private(set) var nullCount = 0
  private var words: [UInt64] = []

  /// Makes the mask of rows that all have a value.
  public init(count: Int = 0) {
    self.count = count
  }

  /// Makes a mask of words in which the rows without a value are the bits that are set.
  ///
  /// - Precondition: There are words for `count` rows, and no bit beyond them is set.
  public init(words: [UInt64], count: Int) {
    precondition(words.count >= (count + 63) >> 6, "A mask has a bit for each row.")
    self.count = count
    nullCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
    guard nullCount > 0 else { return }
    // As appending would have made them, so that equal masks are equal.
    let last = words.lastIndex { $0 != 0 } ?? -1
    self.words = Array(words[...last])
  }

  /// Whether any row has no value.
  public var hasNulls: Bool { nullCount > 0 }

  /// Whether a row has no value.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(row: Int) -> Bool {
    hasNulls && isSet(row)
  }

  @usableFromInline
  func isSet(_ row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] >> UInt64(row & 63) & 1 == 1
  }

  /// Adds a row.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(isNull: Bool) {
    if isNull {
      while words.count <= count >> 6 { words.append(0) }
      words[count >> 6] |= 1 << UInt64(count & 63)
      nullCount += 1
    }
    count += 1
  }

  /// Adds rows that all have a value.
  public mutating func appendValues(_ number: Int) {
    count += number
  }

  /// Says that a row that is there has no value.
  mutating func markNull(_ row: Int) {
    while words.count <= row >> 6 { words.append(0) }
    let bit: UInt64 = 1 << UInt64(row & 63)
    guard words[row >> 6] & bit == 0 else { return }
    words[row >> 6] |= bit
    nullCount += 1
  }

  /// The mask of the chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> NullMask {
    guard hasNulls else { return NullMask(count: rows.count) }
    var mask = NullMask()
    for row in rows { mask.append(isNull: isSet(Int(row))) }
    return mask
  }

  /// Adds the rows of another mask.
  public mutating func append(_ other: NullMask) {
    guard other.hasNulls else { return appendValues(other.count) }
    for row in 0..<other.count { append(isNull: other.isSet(row)) }
  }
}
