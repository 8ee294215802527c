/// The keys that records have, with a guess which one comes next.
///
/// Records mostly have their keys in the same order: the key behind a key is the one that was behind
/// it last, and one or two words are compared to see so. Unsafe memory, since every value of a table
/// passes here.
struct JSONKeyTable: ~Copyable {
  struct Entry {
    /// The first sixteen bytes of the key and its closing quote, and which bits of them count.
    var low: UInt64
    var lowMask: UInt64
    var high: UInt64
    var highMask: UInt64
    /// Without the closing quote.
    var length: Int
    /// The key and its closing quote.
    var bytes: UnsafeMutablePointer<UInt8>
    /// The column, or -1 when the key is left out.
    var column: Int
    /// The entry that came behind this one last, or -1.
    var next: Int
  }

  private(set) var entries: UnsafeMutablePointer<Entry>
  private(set) var count = 0
  private var capacity = 64
  /// Numbers of entries plus one, by the hash of their keys.
  private var slots: UnsafeMutablePointer<Int32>
  private var slotCount = 256

  init() {
    entries = .allocate(capacity: capacity)
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
  }

  deinit {
    for entry in 0..<count { entries[entry].bytes.deallocate() }
    entries.deallocate()
    slots.deallocate()
  }

  /// The bytes of a key.
  func key(_ entry: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: entries[entry].bytes, count: entries[entry].length)
  }

  /// Whether the key of an entry, with its closing quote, stands at a place.
  @inline(__always)
  static func matches(_ entry: UnsafeMutablePointer<Entry>, _ place: JSONScan.Pointer) -> Bool {
    let low = JSONScan.load(place) ^ entry.pointee.low
    let length = entry.pointee.length
    if length < 8 { return low & entry.pointee.lowMask == 0 }
    let high = JSONScan.load(place + 8) ^ entry.pointee.high
    guard low | (high & entry.pointee.highMask) == 0 else { return false }
    if length < 16 { return true }
    let key = entry.pointee.bytes
    for index in 16...length where place[index] != key[index] { return false }
    return true
  }

  /// The entry of a key, or -1.
  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.hash(key) & (slotCount - 1)
    while slots[slot] > 0 {
      let entry = Int(slots[slot]) - 1
      if self.key(entry).elementsEqual(key) { return entry }
      slot = (slot + 1) & (slotCount - 1)
    }
    return -1
  }

  /// Adds a key that is not there.
  mutating func add(_ key: UnsafeBufferPointer<UInt8>, column: Int) -> Int {
    let bytes = Self.copy(key)
    let total = key.count + 1
    if count == capacity {
      let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: entries, count: count)
      entries.deallocate()
      entries = larger
      capacity *= 2
    }
    (entries + count).initialize(
      to: Entry(
        low: JSONScan.load(bytes) & Self.mask(total),
        lowMask: Self.mask(total),
        high: total > 8 ? JSONScan.load(bytes + 8) & Self.mask(total - 8) : 0,
        highMask: total > 8 ? Self.mask(total - 8) : 0,
        length: key.count,
        bytes: bytes,
        column: column,
        next: -1
      )
    )
    count += 1
    if count * 2 > slotCount { rehash() } else { insert(count - 1) }
    return count - 1
  }

  /// The key and a closing quote, with room behind them to load words.
  private static func copy(_ key: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: key.count + 17)
    bytes.initialize(repeating: 0, count: key.count + 17)
    if let base = key.baseAddress { bytes.update(from: base, count: key.count) }
    bytes[key.count] = JSONScan.quote
    return bytes
  }

  private mutating func rehash() {
    slots.deallocate()
    slotCount *= 4
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    for entry in 0..<count { insert(entry) }
  }

  private func insert(_ entry: Int) {
    var slot = Self.hash(key(entry)) & (slotCount - 1)
    while slots[slot] > 0 { slot = (slot + 1) & (slotCount - 1) }
    slots[slot] = Int32(entry + 1)
  }

  private static func mask(_ bytes: Int) -> UInt64 {
    bytes >= 8 ? .max : 1 << UInt64(bytes * 8) - 1
  }

  /// FNV-1a, with its upper half mixed in.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
