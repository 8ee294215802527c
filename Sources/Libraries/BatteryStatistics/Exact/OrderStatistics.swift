/// Values by their place in the order of a list, without sorting all of it.
///
/// Keys are divided into buckets by their leading bits; only buckets with a place that is asked for
/// are looked at again. Each pass halves nothing but takes 12 bits, so that few are needed.
enum OrderStatistics {
  /// The values at places of the order, which have to ascend.
  ///
  /// -0 comes before 0. The data has no NaN.
  static func select(_ values: UnsafeBufferPointer<Double>, _ places: [Int]) -> [Double] {
    var result = [Double](repeating: 0, count: places.count)
    guard !places.isEmpty else { return result }
    let keys = [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
      for index in 0..<values.count { keys[index] = key(values[index]) }
      count = values.count
    }
    select(keys[...], first: 0, places, 0..<places.count, &result)
    return result
  }

  /// The values in ascending order.
  static func sorted(_ values: UnsafeBufferPointer<Double>) -> [Double] {
    select(values, Array(0..<values.count))
  }

  /// An integer in the order of the doubles.
  @inline(__always)
  private static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    let sign = UInt64(bitPattern: Int64(bitPattern: bits) &>> 63)
    return bits ^ (sign | 1 << 63)
  }

  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key ^ (1 << 63) : ~key)
  }

  /// Fills in the results for some of the places, all of which lie among the keys.
  private static func select(
    _ keys: ArraySlice<UInt64>,
    first: Int,
    _ places: [Int],
    _ range: Range<Int>,
    _ result: inout [Double]
  ) {
    if keys.count <= 128 {
      let sorted = keys.sorted()
      for place in range { result[place] = value(sorted[places[place] - first]) }
      return
    }
    var (least, largest) = (UInt64.max, UInt64.min)
    for key in keys {
      least = min(least, key)
      largest = max(largest, key)
    }
    guard least < largest else {
      for place in range { result[place] = value(least) }
      return
    }
    // Few keys get few buckets: clearing them would take longer than the keys.
    let width = keys.count > 1 << 14 ? 14 : 8
    let length = 64 - (largest - least).leadingZeroBitCount
    let shift = UInt64(max(length - width, 0))
    var ends = [Int](repeating: 0, count: 1 << width)
    for key in keys { ends[Int((key - least) >> shift)] += 1 }
    // Buckets with a place that is asked for get room; the others none.
    var cursors = [Int](repeating: -1, count: 1 << width)
    var buckets: [(first: Int, start: Int, count: Int, range: Range<Int>)] = []
    var (before, room, next) = (0, 0, range.lowerBound)
    for bucket in ends.indices where ends[bucket] > 0 && next < range.upperBound {
      let start = next
      while next < range.upperBound, places[next] - first < before + ends[bucket] { next += 1 }
      if start < next {
        cursors[bucket] = room
        buckets.append((first + before, room, ends[bucket], start..<next))
        room += ends[bucket]
      }
      before += ends[bucket]
    }
    let kept = [UInt64](unsafeUninitializedCapacity: room) { kept, count in
      cursors.withUnsafeMutableBufferPointer { cursors in
        for key in keys {
          let bucket = Int((key - least) >> shift)
          if cursors[bucket] >= 0 {
            kept[cursors[bucket]] = key
            cursors[bucket] += 1
          }
        }
      }
      count = room
    }
    for bucket in buckets {
      let part = kept[bucket.start..<(bucket.start + bucket.count)]
      select(part, first: bucket.first, places, bucket.range, &result)
    }
  }
}
