/// How often each of many numbers appears, as bits that are in order: all that the statistics of a
/// column of numbers need.
///
/// Few different numbers are counted in a small hash table. From some thousands on, numbers are
/// collected and sorted from time to time, which costs less than a miss of the cache for each.
struct NumberCounts: Sendable {
  private static let limitOfTable = 4096
  private static let usualBlock = 1 << 18

  /// How many numbers are collected at least before they are sorted.
  private let block: Int

  private var keys = [UInt64](repeating: 0, count: 256)
  /// How often the key in a slot appears; zero is a free slot.
  private var slots = [Int](repeating: 0, count: 256)
  private var used = 0
  private var isTable = true

  private var collected: [UInt64] = []
  /// Different numbers in order, and how often each appears.
  private(set) var numbers: [UInt64] = []
  private(set) var counts: [Int] = []

  /// Begins to count; `room` is about how many bytes are there for what is collected.
  init(room: Int = .max) {
    block = max(1 << 12, min(Self.usualBlock, room / 8))
  }

  /// How much memory the numbers take.
  var size: Int { slots.count * 16 + collected.capacity * 8 + numbers.count * 16 }

  mutating func add(_ bits: [UInt64], _ nulls: NullMask) {
    let hasNulls = nulls.hasNulls
    var row = 0
    if isTable {
      bits.withUnsafeBufferPointer { bits in
        while row < bits.count, isTable {
          row = addToTable(bits, from: row, nulls)
          if row < bits.count { growTable() }
        }
      }
    }
    guard row < bits.count else { return }
    if hasNulls {
      for row in row..<bits.count where !nulls[row] { collected.append(bits[row]) }
    } else {
      collected.append(contentsOf: bits[row...])
    }
    if collected.count >= max(block, numbers.count) { compact() }
  }

  /// Counts numbers until one needs a larger table; returns its row, or how many there are.
  private mutating func addToTable(
    _ bits: UnsafeBufferPointer<UInt64>,
    from start: Int,
    _ nulls: NullMask
  ) -> Int {
    let hasNulls = nulls.hasNulls
    let mask = slots.count - 1
    var used = used
    defer { self.used = used }
    return keys.withUnsafeMutableBufferPointer { keys in
      slots.withUnsafeMutableBufferPointer { slots in
        for row in start..<bits.count {
          if hasNulls, nulls[row] { continue }
          let number = bits[row]
          var slot = Self.slot(of: number) & mask
          while slots[slot] != 0, keys[slot] != number { slot = (slot + 1) & mask }
          if slots[slot] == 0 {
            if used * 2 >= slots.count { return row }
            keys[slot] = number
            used += 1
          }
          slots[slot] += 1
        }
        return bits.count
      }
    }
  }

  @inline(__always)
  private static func slot(of number: UInt64) -> Int {
    let product = number.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private mutating func growTable() {
    guard used < Self.limitOfTable else { return leaveTable() }
    let entries = zip(keys, slots).filter { $0.1 > 0 }
    keys = [UInt64](repeating: 0, count: slots.count * 4)
    slots = [Int](repeating: 0, count: keys.count)
    for (number, count) in entries {
      var slot = Self.slot(of: number) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      keys[slot] = number
      slots[slot] = count
    }
  }

  private mutating func leaveTable() {
    guard isTable else { return }
    isTable = false
    let entries = zip(keys, slots).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
    keys = []
    slots = []
    merge(entries.map(\.0), entries.map(\.1))
  }

  /// Sorts what is collected.
  mutating func compact() {
    leaveTable()
    guard !collected.isEmpty else { return }
    collected.radixSort()
    var different: [UInt64] = []
    var times: [Int] = []
    different.reserveCapacity(collected.count)
    times.reserveCapacity(collected.count)
    var start = 0
    while start < collected.count {
      var end = start + 1
      while end < collected.count, collected[end] == collected[start] { end += 1 }
      different.append(collected[start])
      times.append(end - start)
      start = end
    }
    collected.removeAll(keepingCapacity: true)
    merge(different, times)
  }

  /// Gives back the memory of what was collected.
  mutating func shrink() { collected = [] }

  private mutating func merge(_ others: [UInt64], _ times: [Int]) {
    guard !numbers.isEmpty else {
      numbers = others
      counts = times
      return
    }
    guard !others.isEmpty else { return }
    var merged: [UInt64] = []
    var sums: [Int] = []
    merged.reserveCapacity(numbers.count + others.count)
    sums.reserveCapacity(numbers.count + others.count)
    var (left, right) = (0, 0)
    while left < numbers.count, right < others.count {
      let (a, b) = (numbers[left], others[right])
      merged.append(min(a, b))
      sums.append((a <= b ? counts[left] : 0) + (b <= a ? times[right] : 0))
      left += a <= b ? 1 : 0
      right += b <= a ? 1 : 0
    }
    merged += numbers[left...]
    sums += counts[left...]
    merged += others[right...]
    sums += times[right...]
    numbers = merged
    counts = sums
  }

  mutating func merge(_ other: NumberCounts) {
    var other = other
    compact()
    other.compact()
    merge(other.numbers, other.counts)
  }
}
