#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A row and its sort key as bytes one after the other, so that a row that is taken out of order
/// costs one access to far memory, not one for each column.
///
/// It has its own size and that of the key, each in four bytes, then the key, and then what
/// ``RecordLayout`` says.
struct SortRecord {
  static let headerSize = 8

  let start: UnsafeRawPointer

  init(_ start: UnsafeRawPointer) { self.start = start }

  /// How many bytes there are in all.
  var size: Int { Int(start.loadUnaligned(as: UInt32.self)) }

  var keySize: Int { Int(start.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) }

  var key: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + Self.headerSize, count: keySize)
  }

  /// The values of the row.
  var body: UnsafeRawPointer { start + Self.headerSize + keySize }

  /// Eight bytes of the key as a number in whose order they are; zeros behind the key's end.
  @inline(__always)
  func head(at offset: Int) -> UInt64 {
    let rest = keySize - offset
    let place = start + Self.headerSize + offset
    if rest >= 8 { return UInt64(bigEndian: place.loadUnaligned(as: UInt64.self)) }
    var head: UInt64 = 0
    for number in 0..<8 {
      head =
        head << 8 | (number < rest ? UInt64(place.load(fromByteOffset: number, as: UInt8.self)) : 0)
    }
    return head
  }

  /// Less than, equal to or greater than zero as the key comes before, with or after another.
  ///
  /// The keys are known to be equal up to `offset`.
  func order(to other: SortRecord, from offset: Int = 0) -> Int {
    let (size, otherSize) = (keySize, other.keySize)
    let shared = min(size, otherSize) - offset
    if shared > 0 {
      let first = Self.headerSize + offset
      let result = Int(memcmp(start + first, other.start + first, shared))
      if result != 0 { return result }
    }
    return size - otherSize
  }
}
