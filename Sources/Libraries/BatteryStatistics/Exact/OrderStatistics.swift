/// Values by their place in the order of a list, without sorting all of it.
///
/// Keys are divided into buckets by their leading bits; only buckets with a place that is asked for
/// are looked at again. Each level takes 14 bits, so that few are needed. The data stays as it is.
enum OrderStatistics {
  /// The values at places of the order, which have to ascend; `nil` where a value is NaN.
  ///
  /// -0 comes before 0.
  static func select(
    _ values: UnsafeBufferPointer<Double>,
    _ places: [Int],
    workers: Int? = nil
  ) -> [Double]? {
    var isNumber = true
    let result = [Double](unsafeUninitializedCapacity: places.count) { result, count in
      result.initialize(repeating: 0)
      count = places.count
      let selection = Selection(places: places, result: result)
      isNumber = selection.select(
        DoubleKeys(values: values),
        first: 0,
        places.indices,
        workers: Parts.workers(workers, values: values.count)
      )
    }
    return isNumber ? result : nil
  }

  /// The values in ascending order; `nil` where a value is NaN.
  static func sorted(_ values: UnsafeBufferPointer<Double>) -> [Double]? {
    select(values, Array(0..<values.count))
  }
}

/// Integers in the order of the values that they stand for.
private protocol OrderKeys {
  var count: Int { get }
  subscript(place: Int) -> UInt64 { get }
}

private struct DoubleKeys: OrderKeys {
  var values: UnsafeBufferPointer<Double>

  var count: Int { values.count }

  @inline(__always)
  subscript(place: Int) -> UInt64 { Self.key(values[place]) }

  @inline(__always)
  static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    let sign = UInt64(bitPattern: Int64(bitPattern: bits) &>> 63)
    return bits ^ (sign | 1 << 63)
  }

  static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key ^ (1 << 63) : ~key)
  }
}

private struct WordKeys: OrderKeys {
  var words: UnsafeBufferPointer<UInt64>

  var count: Int { words.count }

  @inline(__always)
  subscript(place: Int) -> UInt64 { words[place] }
}

private struct Selection {
  struct Bucket {
    /// How many keys of the whole come before its own.
    var first: Int
    var start: Int
    var count: Int
    /// Which of the places lie in it.
    var range: Range<Int>
  }

  var places: [Int]
  var result: UnsafeMutableBufferPointer<Double>

  /// Fills in the results for some of the places, all of which lie among the keys; `false` where a
  /// key is none of a number.
  @discardableResult
  func select(_ keys: some OrderKeys, first: Int, _ range: Range<Int>, workers: Int) -> Bool {
    let (least, largest) = Self.bounds(keys, workers)
    guard least <= largest else { return true }
    guard DoubleKeys.key(-.infinity) <= least, largest <= DoubleKeys.key(.infinity) else {
      return false
    }
    guard keys.count > 128 else {
      let sorted = (0..<keys.count).map { keys[$0] }.sorted()
      for place in range { result[place] = DoubleKeys.value(sorted[places[place] - first]) }
      return true
    }
    guard least < largest else {
      for place in range { result[place] = DoubleKeys.value(least) }
      return true
    }
    // Few keys get few buckets: clearing them would take longer than the keys.
    let width = keys.count > 1 << 14 ? 14 : 8
    let length = 64 - (largest - least).leadingZeroBitCount
    let shift = UInt64(max(length - width, 0))
    let counts = Parts.map(workers, workers: workers) { part in
      var counts = [Int](repeating: 0, count: 1 << width)
      for place in Parts.range(part, of: workers, keys.count) {
        counts[Int(truncatingIfNeeded: (keys[place] &- least) &>> shift)] &+= 1
      }
      return counts
    }
    let (buckets, cursors, room) = divide(counts, first: first, range)
    let kept = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: room)
    defer { kept.deallocate() }
    Parts.perform(workers, workers: workers) { part in
      var cursors = cursors[part]
      for place in Parts.range(part, of: workers, keys.count) {
        let key = keys[place]
        let bucket = Int(truncatingIfNeeded: (key &- least) &>> shift)
        let cursor = cursors[bucket]
        guard cursor >= 0 else { continue }
        kept[cursor] = key
        cursors[bucket] = cursor &+ 1
      }
    }
    func next(_ bucket: Bucket, _ workers: Int) {
      let part = kept[bucket.start..<(bucket.start + bucket.count)]
      select(
        WordKeys(words: UnsafeBufferPointer(rebasing: part)),
        first: bucket.first,
        bucket.range,
        workers: workers
      )
    }
    // Threads take whole buckets, unless most keys are in one.
    let most = buckets.reduce(0) { max($0, $1.count) }
    if workers == 1 || buckets.count < workers || most > room / workers {
      for bucket in buckets { next(bucket, Parts.workers(workers, values: bucket.count)) }
    } else {
      Parts.perform(buckets.count, workers: workers) { next(buckets[$0], 1) }
    }
    return true
  }

  private static func bounds(
    _ keys: some OrderKeys,
    _ workers: Int
  ) -> (least: UInt64, largest: UInt64) {
    let bounds = Parts.map(workers, workers: workers) { part in
      var (least, largest) = (UInt64.max, UInt64.min)
      for place in Parts.range(part, of: workers, keys.count) {
        let key = keys[place]
        least = min(least, key)
        largest = max(largest, key)
      }
      return (least, largest)
    }
    return bounds.reduce((.max, .min)) { (min($0.0, $1.0), max($0.1, $1.1)) }
  }

  /// Buckets with a place that is asked for, and where each part's keys of a bucket go; -1 for keys
  /// that are not kept.
  private func divide(
    _ counts: [[Int]],
    first: Int,
    _ range: Range<Int>
  ) -> (buckets: [Bucket], cursors: [[Int]], room: Int) {
    let empty = [Int](repeating: -1, count: counts[0].count)
    var cursors = counts.map { _ in empty }
    var buckets: [Bucket] = []
    var (before, room, next) = (first, 0, range.lowerBound)
    for bucket in empty.indices where next < range.upperBound {
      let count = counts.reduce(0) { $0 + $1[bucket] }
      let start = next
      while next < range.upperBound, places[next] < before + count { next += 1 }
      if start < next {
        buckets.append(Bucket(first: before, start: room, count: count, range: start..<next))
        for part in counts.indices {
          cursors[part][bucket] = room
          room += counts[part][bucket]
        }
      }
      before += count
    }
    return (buckets, cursors, room)
  }
}
