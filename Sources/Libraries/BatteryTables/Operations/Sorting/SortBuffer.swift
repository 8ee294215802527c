#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Rows that are collected to be sorted, with their keys.
struct SortBuffer: Sendable {
  let schema: Schema
  private let keys: [(place: Int, descending: Bool)]
  private(set) var columns: [Column]
  private(set) var count = 0
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// How much memory the rows take.
  private(set) var size = 0

  init(_ schema: Schema, by keys: [SortKey]) throws(TableError) {
    self.schema = schema
    var places: [(place: Int, descending: Bool)] = []
    for key in keys { places.append((try schema.requiredPlace(of: key.column), key.descending)) }
    self.keys = places
    columns = schema.fields.map { Column($0.type) }
  }

  mutating func add(_ batch: Batch) {
    let ordered = OrderedKeys(batch, by: keys)
    let start = bytes.count
    bytes += ordered.bytes
    ends.reserveCapacity(ends.count + batch.count)
    for end in ordered.ends { ends.append(start + end) }
    for place in columns.indices { columns[place].append(batch.columns[place]) }
    count += batch.count
    size += batch.byteCount + ordered.bytes.count + batch.count * 24
  }

  mutating func removeAll() {
    bytes = []
    ends = []
    columns = schema.fields.map { Column($0.type) }
    count = 0
    size = 0
  }

  /// The bytes of a row's key.
  func withKey<T>(of row: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
    bytes.withUnsafeBytes { raw in
      body(UnsafeRawBufferPointer(rebasing: raw[(row == 0 ? 0 : ends[row - 1])..<ends[row]]))
    }
  }

  private struct Entry {
    /// The eight bytes after those that all keys have in common.
    var head: UInt64
    var row: Int32
  }

  /// The rows in the order of their keys; rows with equal keys in the order in which they came.
  func order() -> [Int32] {
    guard count > 1, bytes.count > 0 else { return (0..<count).map { Int32($0) } }
    return bytes.withUnsafeBytes { raw in
      ends.withUnsafeBufferPointer { ends in
        let shared = commonPrefix(raw, ends)
        var entries = (0..<count).map { row in
          let start = (row == 0 ? 0 : ends[row - 1]) + shared
          return Entry(head: Self.head(raw, start, ends[row]), row: Int32(row))
        }
        entries.sort { left, right in
          if left.head != right.head { return left.head < right.head }
          let a = Int(left.row)
          let b = Int(right.row)
          let first = (a == 0 ? 0 : ends[a - 1]) + shared
          let second = (b == 0 ? 0 : ends[b - 1]) + shared
          let order = Self.order(raw, first..<ends[a], second..<ends[b])
          return order == 0 ? a < b : order < 0
        }
        return entries.map(\.row)
      }
    }
  }

  private func commonPrefix(
    _ raw: UnsafeRawBufferPointer,
    _ ends: UnsafeBufferPointer<Int>
  ) -> Int {
    var shared = ends[0]
    var start = ends[0]
    for row in 1..<ends.count where shared > 0 {
      shared = min(shared, ends[row] - start)
      var place = 0
      while place < shared, raw[place] == raw[start + place] { place += 1 }
      shared = place
      start = ends[row]
    }
    return shared
  }

  private static func head(_ raw: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> UInt64 {
    if end - start >= 8 {
      return UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    var head: UInt64 = 0
    for place in start..<start + 8 { head = head << 8 | (place < end ? UInt64(raw[place]) : 0) }
    return head
  }

  private static func order(
    _ raw: UnsafeRawBufferPointer,
    _ left: Range<Int>,
    _ right: Range<Int>
  ) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let start = raw.baseAddress {
      let result = Int(memcmp(start + left.lowerBound, start + right.lowerBound, common))
      if result != 0 { return result }
    }
    return left.count - right.count
  }

  /// Some rows.
  func batch(_ rows: [Int32]) -> Batch { Batch(schema, columns.map { $0.gathering(rows) }) }
}

extension Batch {
  /// How much memory the values take.
  var byteCount: Int {
    columns.reduce(0) { size, column in
      switch column {
      case .integer, .double: size + count * 8
      case .boolean: size + count
      case .date: size + count * 4
      case .timestamp: size + count * 10
      case .text(let texts), .decimal(let texts): size + count * 8 + texts.bytes.count
      case .dictionary(let texts):
        size + count * 8
          + texts.codes.values.reduce(0) { total, code in
            guard Int(code) < texts.dictionary.count else { return total }
            return total + texts.dictionary.offsets[Int(code) + 1]
              - texts.dictionary.offsets[Int(code)]
          }
      }
    }
  }

  /// The rows in an order; those whose keys are equal stay in theirs.
  ///
  /// - Throws: ``TableError`` when a column is not there.
  public func sorted(by keys: [SortKey]) throws(TableError) -> Batch {
    var buffer = try SortBuffer(schema, by: keys)
    buffer.add(self)
    return gathering(buffer.order())
  }
}
