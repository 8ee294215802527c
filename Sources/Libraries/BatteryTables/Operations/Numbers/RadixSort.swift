extension [UInt64] {
  /// Sorts the numbers, the lowest byte first; bytes that all have in common cost nothing.
  mutating func radixSort() {
    guard count > 256 else { return sort() }
    var histograms = [Int](repeating: 0, count: 8 * 256)
    histograms.withUnsafeMutableBufferPointer { histograms in
      for number in self {
        for digit in 0..<8 {
          histograms[digit * 256 + Int(truncatingIfNeeded: number >> UInt64(digit * 8) & 255)] += 1
        }
      }
    }
    var scratch = [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: 0)
      filled = count
    }
    for digit in 0..<8 {
      let counts = histograms[digit * 256..<digit * 256 + 256]
      guard !counts.contains(count) else { continue }
      var places = [Int](repeating: 0, count: 256)
      var place = 0
      for value in 0..<256 {
        places[value] = place
        place += counts[digit * 256 + value]
      }
      let shift = UInt64(digit * 8)
      withUnsafeBufferPointer { from in
        scratch.withUnsafeMutableBufferPointer { to in
          places.withUnsafeMutableBufferPointer { places in
            for number in from {
              let value = Int(truncatingIfNeeded: number >> shift & 255)
              to[places[value]] = number
              places[value] += 1
            }
          }
        }
      }
      swap(&self, &scratch)
    }
  }
}

/// The value below which a share of sorted numbers lies, between neighbours on a straight line.
func interpolated(_ share: Double, count: Int, _ number: (Int) -> Double) -> Double {
  let place = share * Double(count - 1)
  let below = Int(place.rounded(.down))
  let low = number(below)
  let fraction = place - Double(below)
  guard fraction > 0, below + 1 < count else { return low }
  let high = number(below + 1)
  // Half of each, since the difference of two huge numbers of unlike sign is infinite.
  return fraction == 0.5 ? low / 2 + high / 2 : low + (high - low) * fraction
}
