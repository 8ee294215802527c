/// Puts records into the order of their keys; those with equal keys stay in theirs.
///
/// Eight bytes of each key are sorted as a number, the lowest byte first, where they differ at all
/// (radix sort); only records that are equal in these are looked at again, for the next eight, or, when
/// they are few, for all that follows.
struct RecordOrder {
  private struct Entry {
    var head: UInt64
    var record: UnsafeRawPointer
  }

  /// Up to so many entries are sorted by insertion.
  private static let few = 40

  private var entries: UnsafeMutableBufferPointer<Entry>
  private var scratch: UnsafeMutableBufferPointer<Entry>

  /// Sorts records.
  static func sort(_ records: inout [UnsafeRawPointer]) {
    guard records.count > 1 else { return }
    let shared = commonPrefix(records)
    var entries = records.map { Entry(head: SortRecord($0).head(at: shared), record: $0) }
    var scratch = entries
    entries.withUnsafeMutableBufferPointer { entries in
      scratch.withUnsafeMutableBufferPointer { scratch in
        let order = RecordOrder(entries: entries, scratch: scratch)
        order.sort(entries.indices, at: shared)
      }
    }
    for place in records.indices { records[place] = entries[place].record }
  }

  /// How many bytes all keys have in common.
  private static func commonPrefix(_ records: [UnsafeRawPointer]) -> Int {
    let first = SortRecord(records[0]).key
    var shared = first.count
    for record in records where shared > 0 {
      let key = SortRecord(record).key
      shared = min(shared, key.count)
      var place = 0
      while place < shared, key[place] == first[place] { place += 1 }
      shared = place
    }
    return shared
  }

  /// Sorts entries whose heads are those at an offset, and in which all before it is equal.
  ///
  /// What is to be looked at again waits in a list: two texts that begin with the same megabytes
  /// must not need a call within a call for every eight bytes of them.
  private func sort(_ all: Range<Int>, at start: Int) {
    var open = [(range: all, offset: start)]
    while let (range, offset) = open.popLast() {
      if range.count <= Self.few {
        insertionSort(range, at: offset)
        continue
      }
      radixSort(range)
      var first = range.lowerBound
      while first < range.upperBound {
        let head = entries[first].head
        var end = first + 1
        while end < range.upperBound, entries[end].head == head { end += 1 }
        // No key is the beginning of another: where one ends here, all do, and they are equal.
        if end - first > 1, SortRecord(entries[first].record).keySize > offset + 8 {
          for place in first..<end {
            entries[place].head = SortRecord(entries[place].record).head(at: offset + 8)
          }
          open.append((first..<end, offset + 8))
        }
        first = end
      }
    }
  }

  private func insertionSort(_ range: Range<Int>, at offset: Int) {
    for place in range.dropFirst() {
      let entry = entries[place]
      var target = place
      while target > range.lowerBound, Self.isAfter(entries[target - 1], entry, offset) {
        entries[target] = entries[target - 1]
        target -= 1
      }
      entries[target] = entry
    }
  }

  /// Whether an entry comes after another; where their heads are equal, all that follows is compared.
  @inline(__always)
  private static func isAfter(_ left: Entry, _ right: Entry, _ offset: Int) -> Bool {
    guard left.head == right.head else { return left.head > right.head }
    return SortRecord(left.record).order(to: SortRecord(right.record), from: offset + 8) > 0
  }

  private func radixSort(_ range: Range<Int>) {
    var differing: UInt64 = 0
    let first = entries[range.lowerBound].head
    for place in range { differing |= entries[place].head ^ first }
    var from = UnsafeMutableBufferPointer(rebasing: entries[range])
    var to = UnsafeMutableBufferPointer(rebasing: scratch[range])
    var isMoved = false
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
      for digit in 0..<8 as Range<UInt64> where differing >> (digit * 8) & 255 != 0 {
        let shift = digit * 8
        places.initialize(repeating: 0)
        for entry in from { places[Int(truncatingIfNeeded: entry.head >> shift & 255)] += 1 }
        var start = 0
        for value in 0..<256 {
          let count = places[value]
          places[value] = start
          start += count
        }
        for entry in from {
          let value = Int(truncatingIfNeeded: entry.head >> shift & 255)
          to[places[value]] = entry
          places[value] += 1
        }
        swap(&from, &to)
        isMoved.toggle()
      }
    }
    if isMoved { _ = to.update(fromContentsOf: from) }
  }
}
