#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Numbers for keys, in the order in which they are first seen: a hash table with open addressing
/// over bytes that stand one after the other.
struct KeyTable: Sendable {
  private let hash = ByteHash.process
  /// The upper half of the hash and the number plus one; zero is free.
  private var slots = [UInt64](repeating: 0, count: 64)
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []

  /// How many different keys there are.
  var count: Int { ends.count }

  /// How much memory the table takes.
  var size: Int { slots.count * 8 + bytes.count + ends.count * 8 }

  /// Gives every row the number of its key.
  ///
  /// - Returns: The numbers, and the rows whose keys are new.
  mutating func add(_ keys: RowKeys) -> (numbers: [Int32], new: [Int32]) {
    var new: [Int32] = []
    let numbers = [Int32](unsafeUninitializedCapacity: keys.count) { numbers, filled in
      filled = keys.count
      keys.bytes.withUnsafeBytes { raw in
        var start = 0
        for row in 0..<keys.count {
          let end = keys.ends[row]
          let (number, isNew) = add(raw, start, end - start)
          numbers.initializeElement(at: row, to: Int32(truncatingIfNeeded: number))
          if isNew { new.append(Int32(truncatingIfNeeded: row)) }
          start = end
        }
      }
    }
    return (numbers, new)
  }

  @inline(__always)
  private mutating func add(
    _ raw: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int
  ) -> (Int, Bool) {
    let hashed = length == 0 ? 1 : hash(raw.baseAddress.unsafelyUnwrapped + start, length)
    let (slot, number) = find(raw, start, length, hashed)
    if number >= 0 { return (number, false) }
    let added = ends.count
    slots[slot] = (hashed & ~0xFFFF_FFFF) | UInt64(added + 1)
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: raw[start..<start + length]))
    ends.append(bytes.count)
    if ends.count * 2 > slots.count { grow() }
    return (added, true)
  }

  /// The numbers of keys; -1 where a key is not there.
  func numbers(of keys: RowKeys) -> [Int32] {
    keys.bytes.withUnsafeBytes { raw in
      (0..<keys.count).map { row in
        let start = keys.start(of: row)
        let length = keys.ends[row] - start
        let hashed = length == 0 ? 1 : hash(raw.baseAddress.unsafelyUnwrapped + start, length)
        return Int32(truncatingIfNeeded: find(raw, start, length, hashed).number)
      }
    }
  }

  @inline(__always)
  private func find(
    _ raw: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int,
    _ hashed: UInt64
  ) -> (slot: Int, number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashed) & mask
    return slots.withUnsafeBufferPointer { slots in
      while true {
        let entry = slots[slot]
        guard entry != 0 else { return (slot, -1) }
        if entry >> 32 == hashed >> 32 {
          let number = Int(entry & 0xFFFF_FFFF) - 1
          let first = number == 0 ? 0 : ends[number - 1]
          if ends[number] - first == length, isEqual(raw, start, length, first) {
            return (slot, number)
          }
        }
        slot = (slot + 1) & mask
      }
    }
  }

  @inline(__always)
  private func isEqual(
    _ raw: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int,
    _ first: Int
  ) -> Bool {
    guard length > 0 else { return true }
    return bytes.withUnsafeBytes { own in
      memcmp(
        own.baseAddress.unsafelyUnwrapped + first,
        raw.baseAddress.unsafelyUnwrapped + start,
        length
      ) == 0
    }
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 4)
    let mask = larger.count - 1
    bytes.withUnsafeBytes { raw in
      var start = 0
      for number in ends.indices {
        let length = ends[number] - start
        let hashed = length == 0 ? 1 : hash(raw.baseAddress.unsafelyUnwrapped + start, length)
        var slot = Int(truncatingIfNeeded: hashed) & mask
        while larger[slot] != 0 { slot = (slot + 1) & mask }
        larger[slot] = (hashed & ~0xFFFF_FFFF) | UInt64(number + 1)
        start = ends[number]
      }
    }
    slots = larger
  }
}
