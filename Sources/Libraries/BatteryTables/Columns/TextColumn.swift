/// A column of texts: all their bytes one after the other, and where each ends.
public struct TextColumn: Hashable, Sendable {
  /// The bytes of all rows.
  public private(set) var bytes: [UInt8]
  /// Where each row begins in ``bytes``, and, as the last, where the last one ends.
  public private(set) var offsets: [Int]
  /// Which rows have no value; an empty text is one.
  public private(set) var nulls: NullMask

  /// Makes an empty column.
  public init() {
    bytes = []
    offsets = [0]
    nulls = NullMask()
  }

  /// Makes a column of texts.
  public init(_ texts: some Sequence<String?>) {
    self.init()
    for text in texts { append(text) }
  }

  /// Makes a column of parts that were made elsewhere, all at once.
  ///
  /// - Precondition: There is one offset more than there are rows in `nulls`; the first is 0, none is
  ///   less than the one before, and the last is the number of bytes.
  public init(bytes: [UInt8], offsets: [Int], nulls: NullMask) {
    precondition(
      offsets.count == nulls.count + 1 && offsets.last == bytes.count,
      "The offsets of a text column fit its bytes and rows."
    )
    precondition(Self.areInOrder(offsets), "The offsets of a text column rise from 0.")
    self.bytes = bytes
    self.offsets = offsets
    self.nulls = nulls
  }

  private static func areInOrder(_ offsets: [Int]) -> Bool {
    var last = 0
    var falls = offsets.first != 0
    // All are looked at, so that there is no branch for each.
    for offset in offsets {
      falls = falls || offset < last
      last = offset
    }
    return !falls
  }

  /// How many rows there are.
  public var count: Int { offsets.count - 1 }

  /// Makes room.
  public mutating func reserveCapacity(rows: Int, bytes number: Int) {
    offsets.reserveCapacity(rows + 1)
    bytes.reserveCapacity(number)
  }

  /// The text of a row, or `nil`; bytes that are not UTF-8 are shown as U+FFFD.
  public subscript(row: Int) -> String? {
    nulls[row] ? nil : String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
  }

  /// Calls `body` with the bytes of a row, which are valid only within it; empty without a value.
  @inlinable
  public func withBytes<T>(
    of row: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> T
  ) rethrows -> T {
    try bytes.withUnsafeBufferPointer { all in
      try body(UnsafeBufferPointer(rebasing: all[offsets[row]..<offsets[row + 1]]))
    }
  }

  /// Adds a row with a text.
  public mutating func append(_ text: String?) {
    guard let text else { return appendNull() }
    bytes.append(contentsOf: text.utf8)
    offsets.append(bytes.count)
    nulls.append(isNull: false)
  }

  /// Adds a row with bytes.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    nulls.append(isNull: false)
  }

  /// Adds a row without a value.
  public mutating func appendNull() {
    offsets.append(bytes.count)
    nulls.append(isNull: true)
  }

  /// Adds the rows of another column.
  public mutating func append(_ other: TextColumn) {
    let start = bytes.count
    bytes += other.bytes
    offsets.reserveCapacity(offsets.count + other.count)
    for offset in other.offsets.dropFirst() { offsets.append(start + offset) }
    nulls.append(other.nulls)
  }

  /// The chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> TextColumn {
    var chosen = TextColumn()
    chosen.offsets.reserveCapacity(rows.count + 1)
    bytes.withUnsafeBufferPointer { all in
      for row in rows {
        let row = Int(row)
        if nulls[row] {
          chosen.appendNull()
        } else {
          chosen.append(UnsafeBufferPointer(rebasing: all[offsets[row]..<offsets[row + 1]]))
        }
      }
    }
    return chosen
  }
}
