/// A set of fingerprints of 128 bits, with which different texts are counted: that two of a billion
/// texts have one fingerprint has a chance of one in 10^20.
struct FingerprintSet: Sendable {
  private var slots = [SIMD2<UInt64>](repeating: .zero, count: 256)
  private(set) var count = 0

  /// How much memory the set takes.
  var size: Int { slots.count * 16 }

  @inline(__always)
  mutating func insert(_ fingerprint: SIMD2<UInt64>) {
    // Zero is a free slot.
    let print = fingerprint == .zero ? SIMD2(1, 1) : fingerprint
    let isNew = slots.withUnsafeMutableBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: print.x) & mask
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
    guard isNew else { return }
    count += 1
    if count * 8 > slots.count * 5 { grow() }
  }

  private mutating func grow() {
    var larger = [SIMD2<UInt64>](
      repeating: .zero,
      count: slots.count * (slots.count < 1 << 20 ? 4 : 2)
    )
    let mask = larger.count - 1
    larger.withUnsafeMutableBufferPointer { larger in
      for print in slots where print != .zero {
        var slot = Int(truncatingIfNeeded: print.x) & mask
        while larger[slot] != .zero { slot = (slot + 1) & mask }
        larger[slot] = print
      }
    }
    slots = larger
  }

  mutating func merge(_ other: FingerprintSet) {
    other.forEach { insert($0) }
  }

  func forEach(_ body: (SIMD2<UInt64>) -> Void) {
    for print in slots where print != .zero { body(print) }
  }
}
