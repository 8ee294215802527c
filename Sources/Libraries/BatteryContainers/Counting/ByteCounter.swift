/// How often each byte string occurs, in the order in which they were first seen.
///
/// This is a ``Counter`` for keys that are pieces of larger buffers: words of a text, columns of a
/// log. A key is copied once, when it is seen for the first time.
///
/// The keys may come from anybody: they are hashed with seeds that are drawn for each counter.
public struct ByteCounter: Sendable {
  /// Owns the table, so that copies of a counter share it until one of them is changed.
  private final class Storage: @unchecked Sendable {
    var table: ByteTable

    init() {
      table = ByteTable()
    }

    init(copying other: Storage) {
      table = ByteTable(copying: other.table)
    }
  }

  private var storage = Storage()

  /// Creates an empty counter.
  ///
  /// - Complexity: O(1).
  public init() {}

  /// Creates a counter of the pieces of a buffer between separators.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - separator: The byte between two pieces.
  ///   - omittingEmpty: Whether pieces without a byte are left out.
  /// - Complexity: Expected O(*n*), where *n* is the number of bytes.
  public init(splitting bytes: RawSpan, by separator: UInt8, omittingEmpty: Bool = true) {
    update(splitting: bytes, by: separator, omittingEmpty: omittingEmpty)
  }

  // MARK: - Counting

  /// Adds to the count of a key.
  ///
  /// - Parameters:
  ///   - key: The bytes of the key, at most 4 GiB.
  ///   - amount: What to add; it may be negative.
  /// - Complexity: Expected O(*n*), where *n* is the length of the key.
  public mutating func add(_ key: RawSpan, _ amount: Int = 1) {
    makeUnique()
    key.withUnsafeBytes { storage.table.add($0, amount) }
  }

  /// Adds to the count of a key.
  ///
  /// - Parameters:
  ///   - key: The bytes of the key, at most 4 GiB.
  ///   - amount: What to add; it may be negative.
  /// - Complexity: Expected O(*n*), where *n* is the length of the key.
  public mutating func add(_ key: some Collection<UInt8>, _ amount: Int = 1) {
    makeUnique()
    Self.withBytes(of: key) { storage.table.add($0, amount) }
  }

  /// Counts the pieces of a buffer between separators.
  ///
  /// A stream is counted chunk by chunk with `isFinal: false`: what is behind the last separator
  /// is then not counted, but has to be put before the next chunk.
  ///
  ///     while let more = read() {
  ///       chunk += more
  ///       chunk.removeFirst(counter.update(splitting: chunk.span.bytes, by: 10, isFinal: false))
  ///     }
  ///     counter.update(splitting: chunk.span.bytes, by: 10)
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - separator: The byte between two pieces.
  ///   - omittingEmpty: Whether pieces without a byte are left out.
  ///   - isFinal: Whether a piece ends with the buffer, even without a separator.
  /// - Returns: How many bytes are done with; all of them when `isFinal`.
  /// - Complexity: Expected O(*n*), where *n* is the number of bytes.
  @discardableResult
  public mutating func update(
    splitting bytes: RawSpan,
    by separator: UInt8,
    omittingEmpty: Bool = true,
    isFinal: Bool = true
  ) -> Int {
    makeUnique()
    return bytes.withUnsafeBytes {
      storage.table.add(
        piecesOf: $0,
        separator: separator,
        omittingEmpty: omittingEmpty,
        isFinal: isFinal
      )
    }
  }

  /// Adds the counts of another counter.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of bytes of the other counter's keys.
  public mutating func update(with other: ByteCounter) {
    makeUnique()
    for index in 0..<other.count {
      let amount = other.storage.table.count(at: index)
      other.storage.table.withKey(at: index) { storage.table.add($0, amount) }
    }
  }

  // MARK: - Looking up

  /// How many distinct keys there are.
  ///
  /// - Complexity: O(1).
  public var count: Int { storage.table.count }

  /// Whether there are no keys.
  ///
  /// - Complexity: O(1).
  public var isEmpty: Bool { count == 0 }

  /// The sum of all counts.
  ///
  /// - Complexity: O(``count``).
  public var total: Int {
    (0..<count).reduce(0) { $0 + storage.table.count(at: $1) }
  }

  /// The count of a key; 0 when it was never counted.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the length of the key.
  public subscript(key: some Collection<UInt8>) -> Int {
    Self.withBytes(of: key) { bytes in
      storage.table.index(of: bytes).map { storage.table.count(at: $0) } ?? 0
    }
  }

  /// Calls a function with each key and its count, in the order in which they were first seen.
  ///
  /// - Parameter body: Called with bytes that are valid until it returns.
  /// - Complexity: O(``count``).
  public func forEach(_ body: (UnsafeRawBufferPointer, Int) -> Void) {
    for index in 0..<count {
      storage.table.withKey(at: index) { body($0, storage.table.count(at: index)) }
    }
  }

  /// The keys with the largest counts, largest first; of equal counts the one seen first.
  ///
  /// - Parameter limit: How many to return; `nil` for all.
  /// - Returns: At most `limit` keys with their counts.
  /// - Complexity: O(*n* log *k*), where *n* is ``count`` and *k* the smaller of *n* and `limit`.
  public func mostCommon(_ limit: Int? = nil) -> [(element: [UInt8], count: Int)] {
    (0..<count).nlargest(limit ?? count) { storage.table.count(at: $0) }.map(item)
  }

  /// The counts as a ``Counter``, with its arithmetic and its comparison.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of bytes of all keys.
  public var counter: Counter<[UInt8]> {
    Counter(counts: (0..<count).lazy.map(item))
  }

  private func item(at index: Int) -> (element: [UInt8], count: Int) {
    (storage.table.withKey(at: index) { Array($0) }, storage.table.count(at: index))
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
  }

  private static func withBytes<Result>(
    of key: some Collection<UInt8>,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    key.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
      ?? Array(key).withUnsafeBytes(body)
  }
}

extension ByteCounter: CustomStringConvertible {
  /// The keys as text with their counts, most common first.
  public var description: String {
    let items = mostCommon().map { item in
      "\(String(reflecting: String(decoding: item.element, as: UTF8.self))): \(item.count)"
    }
    return "ByteCounter([\(items.isEmpty ? ":" : items.joined(separator: ", "))])"
  }
}
