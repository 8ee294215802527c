extension BinaryWords {
  /// From so many words on a product is made of three smaller ones (measured).
  static let karatsubaThreshold = 36
  /// From so many words on a product is made by number-theoretic transforms (measured).
  static let transformThreshold = 800

  /// `result = a · b`, with `aCount + bCount` words, which must not overlap the factors.
  static func multiply(
    _ result: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    if aCount < bCount { return multiply(result, b, bCount, a, aCount) }
    if bCount < karatsubaThreshold { return schoolbook(result, a, aCount, b, bCount) }
    if bCount >= transformThreshold, prefersTransform(aCount, bCount) {
      return multiplyByTransform(result, a, aCount, b, bCount)
    }
    if aCount == bCount {
      let scratch = Target.allocate(capacity: 6 * bCount + 512)
      defer { scratch.deallocate() }
      return karatsuba(result, a, b, aCount, scratch)
    }
    multiplyByPieces(result, a, aCount, b, bCount)
  }

  /// Cuts the longer factor into pieces of the shorter one's length.
  private static func multiplyByPieces(
    _ result: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    result.update(repeating: 0, count: aCount + bCount)
    let piece = Target.allocate(capacity: 2 * bCount)
    defer { piece.deallocate() }
    var start = 0
    while start < aCount {
      let count = min(bCount, aCount - start)
      multiply(piece, b, bCount, a + start, count)
      let place = result + start
      add(place, place, aCount + bCount - start, piece, count + bCount)
      start += count
    }
  }

  private static func schoolbook(
    _ result: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    guard bCount > 0 else { return result.update(repeating: 0, count: aCount) }
    result[aCount] = multiply(result, a, aCount, by: b[0])
    for index in 1..<max(bCount, 1) {
      result[aCount + index] = addProduct(result + index, a, aCount, by: b[index])
    }
  }

  /// Two numbers of the same length by three products of half the length (Karatsuba and Ofman 1962).
  private static func karatsuba(
    _ result: Target,
    _ a: Source,
    _ b: Source,
    _ count: Int,
    _ scratch: Target
  ) {
    if count < karatsubaThreshold { return schoolbook(result, a, count, b, count) }
    let low = (count + 1) / 2
    let high = count - low
    // The lower halves are one word longer where the length is odd.
    let aNegative = halvesDifference(result, a, low, high)
    let bNegative = halvesDifference(result + low, b, low, high)
    let cross = scratch
    let middle = scratch + 2 * low
    karatsuba(cross, result, result + low, low, middle)
    karatsuba(result, a, b, low, middle)
    karatsuba(result + 2 * low, a + low, b + low, high, middle)
    middle[2 * low] = add(middle, result, 2 * low, result + 2 * low, 2 * high)
    if aNegative == bNegative {
      middle[2 * low] &-= subtract(middle, middle, 2 * low, cross, 2 * low)
    } else {
      middle[2 * low] &+= add(middle, middle, 2 * low, cross, 2 * low)
    }
    let used = significant(middle, 2 * low + 1)
    add(result + low, result + low, 2 * count - low, middle, used)
  }

  private static func halvesDifference(
    _ result: Target,
    _ a: Source,
    _ low: Int,
    _ high: Int
  ) -> Bool {
    if low == high { return difference(result, a, a + low, low) }
    if a[low - 1] == 0 {
      result[low - 1] = 0
      return difference(result, a, a + low, high)
    }
    subtract(result, a, low, a + low, high)
    return false
  }
}
