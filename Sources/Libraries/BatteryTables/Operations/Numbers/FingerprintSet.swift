/// A set of fingerprints of 128 bits, with which different texts are counted: that two of a billion
/// texts have one fingerprint has a chance of one in 10^20.
///
/// The slot of a fingerprint is its highest bits, which should be secret. Once the table is too large for the cache,
/// fingerprints wait, and are put in part by part of the table: that costs a miss of the cache for
/// many, not for each.
struct FingerprintSet: Sendable {
  private var slots = [SIMD2<UInt64>](repeating: .zero, count: 256)
  private var used = 0
  /// With how many fingerprints the table is full.
  private var room = 256 / 8 * 5
  private let limit: Int
  /// How many fingerprints wait at least.
  private let block: Int
  private var waiting: [SIMD2<UInt64>] = []

  private static let slotsInCache = 1 << 14

  /// Makes an empty set, which puts off growing beyond `limit` bytes so that ``size`` can tell of it
  /// before.
  init(limit: Int = .max) {
    self.limit = limit
    block = max(1 << 10, min(1 << 16, limit >> 10))
  }

  /// How much memory the set takes, or, when it is about to grow, will take.
  var size: Int {
    (used * 8 > slots.count * 5 ? larger : slots.count) * 16 + waiting.capacity * 16
  }

  /// How many slots there are after the next growth.
  private var larger: Int { slots.count < 1 << 20 ? slots.count * 4 : slots.count * 2 }

  /// How many different fingerprints there are.
  mutating func count() -> Int {
    flush()
    return used
  }

  @inline(__always)
  mutating func insert(_ fingerprint: SIMD2<UInt64>) {
    if slots.count <= Self.slotsInCache {
      put(fingerprint)
    } else {
      waiting.append(fingerprint)
      if waiting.count >= max(block, slots.count / 8) { flush() }
    }
  }

  /// Puts in what waits, ordered by its highest byte.
  private mutating func flush() {
    guard !waiting.isEmpty else { return }
    var places = [Int](repeating: 0, count: 257)
    for print in waiting { places[Int(print.x >> 56) + 1] += 1 }
    for part in 0..<256 { places[part + 1] += places[part] }
    let ordered = [SIMD2<UInt64>](unsafeUninitializedCapacity: waiting.count) { buffer, filled in
      for print in waiting {
        let part = Int(print.x >> 56)
        buffer.initializeElement(at: places[part], to: print)
        places[part] += 1
      }
      filled = waiting.count
    }
    waiting.removeAll(keepingCapacity: true)
    for print in ordered { put(print) }
  }

  @inline(__always)
  private mutating func put(_ fingerprint: SIMD2<UInt64>) {
    // Zero is a free slot.
    let print = fingerprint == .zero ? SIMD2(1, 1) : fingerprint
    let isNew = slots.withUnsafeMutableBufferPointer { Self.put(print, into: $0) }
    guard isNew else { return }
    used += 1
    if used > room { grow() }
  }

  @inline(__always)
  private static func put(
    _ print: SIMD2<UInt64>,
    into slots: UnsafeMutableBufferPointer<SIMD2<UInt64>>
  ) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: print.x >> UInt64(64 - slots.count.trailingZeroBitCount))
    while true {
      let found = slots[slot]
      if found.x == print.x, found.y == print.y { return false }
      if found.x == 0, found.y == 0 {
        slots[slot] = print
        return true
      }
      slot = (slot + 1) & mask
    }
  }

  private mutating func grow() {
    var larger = [SIMD2<UInt64>](repeating: .zero, count: self.larger)
    larger.withUnsafeMutableBufferPointer { larger in
      for print in slots where print != .zero { _ = Self.put(print, into: larger) }
    }
    slots = larger
    room = slots.count / 8 * (self.larger > limit / 16 ? 7 : 5)
  }

  mutating func merge(_ other: FingerprintSet) {
    other.forEach { insert($0) }
  }

  /// Calls `body` with every fingerprint, with some of them more than once.
  func forEach(_ body: (SIMD2<UInt64>) -> Void) {
    for print in slots where print != .zero { body(print) }
    for print in waiting { body(print) }
  }
}
