#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The hash table of ``ByteCounter``: byte strings with their counts, in the order of insertion.
///
/// A key of up to 16 bytes is held as two words, and is hashed and compared as such; a longer one
/// is copied into one common block. That, and one access to memory for a slot and one for an entry,
/// is what makes counting several times as fast as with a dictionary of arrays (the benchmark
/// `counter`); it is what the pointers are for.
struct ByteTable: ~Copyable {
  /// A key with its count: 32 bytes, so that none of them lies across cache lines.
  struct Entry {
    /// The first eight bytes, those behind the end 0, as they lie in memory.
    var head: UInt64
    /// The next eight bytes; for a longer key where it begins in the block.
    var tail: UInt64
    var count: Int
    var length: UInt32
    var hash: UInt32
  }

  /// For each entry its hash in the upper half and its index plus 1 in the lower one; 0 is free.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var entries: UnsafeMutablePointer<Entry>
  private(set) var count = 0
  /// The bytes of all keys of more than 16 bytes.
  private var block: UnsafeMutableRawPointer
  private var blockCount = 0
  private var blockCapacity = 0
  // Drawn anew for each table, so that nobody can choose keys that collide.
  private let seeds: (UInt64, UInt64)

  /// Half of the slots may be in use, and there is room for as many entries.
  private var capacity: Int { (mask + 1) / 2 }

  init() {
    mask = 63
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: 0, count: 64)
    entries = .allocate(capacity: 32)
    block = .allocate(byteCount: 0, alignment: 1)
    seeds = (.random(in: 0...(.max)), .random(in: 0...(.max)))
  }

  /// Copies a table.
  init(copying other: borrowing ByteTable) {
    mask = other.mask
    slots = .allocate(capacity: mask + 1)
    slots.initialize(from: other.slots, count: mask + 1)
    entries = .allocate(capacity: (mask + 1) / 2)
    entries.initialize(from: other.entries, count: other.count)
    count = other.count
    blockCount = other.blockCount
    blockCapacity = other.blockCount
    block = .allocate(byteCount: blockCapacity, alignment: 1)
    block.copyMemory(from: other.block, byteCount: blockCount)
    seeds = other.seeds
  }

  deinit {
    slots.deallocate()
    entries.deallocate()
    block.deallocate()
  }

  // MARK: - Reading

  /// Returns the count of an entry.
  func count(at index: Int) -> Int { entries[index].count }

  /// Calls a function with the bytes of an entry's key.
  func withKey<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let length = Int(entries[index].length)
    let start =
      length <= 16
      ? UnsafeRawPointer(entries + index)
      : UnsafeRawPointer(block + Int(entries[index].tail))
    return body(UnsafeRawBufferPointer(start: start, count: length))
  }

  /// Returns the index of a key, or `nil` when it is not there.
  func index(of key: UnsafeRawBufferPointer) -> Int? {
    let length = key.count
    if length <= 16 {
      let (head, tail) = Self.words(of: key)
      return find(head, tail, length, hash: hash(head, tail, length)).index
    }
    return find(long: key, hash: hash(long: key)).index
  }

  // MARK: - Counting

  /// Adds to the count of a key.
  mutating func add(_ key: UnsafeRawBufferPointer, _ amount: Int) {
    if key.count <= 16 {
      let (head, tail) = Self.words(of: key)
      add(head, tail, key.count, amount)
    } else {
      add(long: key, amount)
    }
  }

  /// Counts the pieces between separators.
  ///
  /// - Returns: How many bytes were gone through: all, or without a final piece those before it.
  mutating func add(
    piecesOf bytes: UnsafeRawBufferPointer,
    separator: UInt8,
    omittingEmpty: Bool,
    isFinal: Bool
  ) -> Int {
    guard let base = bytes.baseAddress else { return addRest(omittingEmpty, isFinal) }
    let end = bytes.count
    let pattern = 0x0101_0101_0101_0101 &* UInt64(separator)
    var start = 0
    while start < end {
      var length = 0
      // Most pieces end within two words, which then already are the key.
      if start &+ 16 <= end {
        let head = Self.load(base + start)
        let marks = Self.zeroBytes(in: head ^ pattern)
        if marks != 0 {
          length = marks.trailingZeroBitCount &>> 3
          if length > 0 || !omittingEmpty {
            add(Self.prefix(of: head, length), 0, length, 1)
          }
          start = start &+ length &+ 1
          continue
        }
        let tail = Self.load(base + start + 8)
        let tailMarks = Self.zeroBytes(in: tail ^ pattern)
        if tailMarks != 0 {
          length = 8 &+ tailMarks.trailingZeroBitCount &>> 3
          add(head.littleEndian, Self.prefix(of: tail, length &- 8), length, 1)
          start = start &+ length &+ 1
          continue
        }
        length = 16
      }
      while start &+ length &+ 8 <= end {
        let marks = Self.zeroBytes(in: Self.load(base + start + length) ^ pattern)
        if marks != 0 { break }
        length &+= 8
      }
      while start &+ length < end, bytes[start &+ length] != separator { length &+= 1 }
      let isEnded = start &+ length < end
      guard isEnded || isFinal else { return start }
      if length > 0 || !omittingEmpty {
        add(UnsafeRawBufferPointer(start: base + start, count: length), 1)
      }
      if !isEnded { return end }
      start = start &+ length &+ 1
    }
    return end + addRest(omittingEmpty, isFinal)
  }

  /// Counts the empty piece behind the last separator.
  private mutating func addRest(_ omittingEmpty: Bool, _ isFinal: Bool) -> Int {
    if isFinal, !omittingEmpty { add(0, 0, 0, 1) }
    return 0
  }

  @inline(__always)
  private mutating func add(_ head: UInt64, _ tail: UInt64, _ length: Int, _ amount: Int) {
    let hash = hash(head, tail, length)
    let (index, slot) = find(head, tail, length, hash: hash)
    if let index {
      entries[index].count += amount
    } else {
      insert(head, tail, length, amount, hash: hash, slot: slot)
    }
  }

  private mutating func add(long key: UnsafeRawBufferPointer, _ amount: Int) {
    let hash = hash(long: key)
    let (index, slot) = find(long: key, hash: hash)
    if let index {
      entries[index].count += amount
      return
    }
    let offset = blockCount
    append(key)
    insert(Self.load(key), UInt64(offset), key.count, amount, hash: hash, slot: slot)
  }

  // MARK: - Finding

  @inline(__always)
  private func find(
    _ head: UInt64,
    _ tail: UInt64,
    _ length: Int,
    hash: UInt32
  )
    -> (index: Int?, slot: Int)
  {
    var slot = Int(hash) & mask
    while true {
      let content = slots[slot]
      if content == 0 { return (nil, slot) }
      if UInt32(truncatingIfNeeded: content &>> 32) == hash {
        let index = Int(UInt32(truncatingIfNeeded: content)) &- 1
        let entry = entries + index
        if entry.pointee.head == head, entry.pointee.tail == tail, entry.pointee.length == length {
          return (index, slot)
        }
      }
      slot = (slot &+ 1) & mask
    }
  }

  private func find(long key: UnsafeRawBufferPointer, hash: UInt32) -> (index: Int?, slot: Int) {
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == hash {
        let index = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
        let isSame = withKey(at: index) { other in
          guard other.count == key.count, let left = other.baseAddress, let right = key.baseAddress
          else { return false }
          return memcmp(left, right, key.count) == 0
        }
        if isSame { return (index, slot) }
      }
      slot = (slot + 1) & mask
    }
    return (nil, slot)
  }

  // MARK: - Growing

  @inline(never)
  private mutating func insert(
    _ head: UInt64,
    _ tail: UInt64,
    _ length: Int,
    _ amount: Int,
    hash: UInt32,
    slot: Int
  ) {
    precondition(length <= UInt32.max, "a key of \(length) bytes is too long; 4 GiB is the most")
    var slot = slot
    if count == capacity {
      grow()
      slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
    }
    (entries + count).initialize(
      to: Entry(head: head, tail: tail, count: amount, length: UInt32(length), hash: hash)
    )
    count += 1
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
  }

  private mutating func grow() {
    let newMask = 2 * mask + 1
    precondition(newMask <= UInt32.max, "more than 2 billion distinct keys; count them in parts")
    let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: mask + 1)
    newEntries.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = newEntries
    slots.deallocate()
    slots = .allocate(capacity: newMask + 1)
    slots.initialize(repeating: 0, count: newMask + 1)
    mask = newMask
    for index in 0..<count {
      let hash = entries[index].hash
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt64(hash) << 32 | UInt64(index + 1)
    }
  }

  private mutating func append(_ key: UnsafeRawBufferPointer) {
    if blockCapacity - blockCount < key.count {
      blockCapacity = max(2 * blockCapacity, blockCount + key.count, 4096)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: blockCapacity, alignment: 1)
      larger.copyMemory(from: block, byteCount: blockCount)
      block.deallocate()
      block = larger
    }
    UnsafeMutableRawBufferPointer(start: block + blockCount, count: key.count).copyMemory(from: key)
    blockCount += key.count
  }

  // MARK: - Words and hashes

  /// Multiplies to twice the width and folds the halves, as in Wang Yi's wyhash.
  @inline(__always)
  private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low
  }

  @inline(__always)
  private func hash(_ head: UInt64, _ tail: UInt64, _ length: Int) -> UInt32 {
    let mixed = fold(head ^ seeds.0, tail ^ seeds.1)
    return UInt32(truncatingIfNeeded: fold(mixed ^ seeds.1, UInt64(length) ^ seeds.0))
  }

  private func hash(long key: UnsafeRawBufferPointer) -> UInt32 {
    var mixed = seeds.1
    var offset = 0
    while offset + 16 <= key.count {
      mixed = fold(
        key.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ seeds.0,
        key.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self) ^ mixed
      )
      offset += 16
    }
    // The last 16 bytes overlap those before them.
    mixed = fold(
      key.loadUnaligned(fromByteOffset: key.count - 16, as: UInt64.self) ^ seeds.0,
      key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self) ^ mixed
    )
    return UInt32(truncatingIfNeeded: fold(mixed ^ seeds.1, UInt64(key.count) ^ seeds.0))
  }

  /// Eight bytes, of which the first one is the lowest.
  @inline(__always)
  private static func load(_ address: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
  }

  private static func load(_ key: UnsafeRawBufferPointer) -> UInt64 {
    key.loadUnaligned(as: UInt64.self)
  }

  /// The first bytes of a word that was loaded, as they lie in memory.
  @inline(__always)
  private static func prefix(of word: UInt64, _ length: Int) -> UInt64 {
    (word & ((1 &<< UInt64(truncatingIfNeeded: 8 &* length)) &- 1)).littleEndian
  }

  /// Marks the lowest byte that is 0 by its topmost bit; bits above that mean nothing.
  @inline(__always)
  private static func zeroBytes(in word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// The bytes of a key of at most 16 as they lie in memory, with 0 behind its end.
  private static func words(of key: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    var words: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: key) }
    return words
  }
}
