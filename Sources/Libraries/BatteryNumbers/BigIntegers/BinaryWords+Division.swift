extension BinaryWords {
  /// Divisors from so many words on are divided by recursively (measured).
  static let recursiveDivisionThreshold = 80

  /// Divides `a` by `b`, whose last word is not zero: the quotient has `aCount - bCount + 1` words,
  /// the remainder `bCount`.
  static func divide(
    _ a: [UInt],
    by b: [UInt]
  ) -> (quotient: [UInt], remainder: [UInt]) {
    if b.count == 1 {
      var remainder: UInt = 0
      let quotient = [UInt](unsafeUninitializedCapacity: a.count) { buffer, count in
        count = a.count
        guard let target = buffer.baseAddress else { return }
        a.withUnsafeBufferPointer { words in
          guard let source = words.baseAddress else { return }
          remainder = WordDivisor(b[0]).divide(target, source, a.count)
        }
      }
      return (quotient, [remainder])
    }
    let shift = b[b.count - 1].leadingZeroBitCount
    let quotientCount = a.count - b.count + 1
    // A recursive division wants divisors that halve evenly and dividends of whole pieces.
    let recursive =
      b.count >= recursiveDivisionThreshold && quotientCount >= recursiveDivisionThreshold
    let unit = recursive ? recursionUnit(b.count) : 1
    let divisorCount = (b.count + unit - 1) / unit * unit
    let padding = divisorCount - b.count
    let pieces = recursive ? (a.count + padding) / divisorCount + 1 : 0
    let dividendCount = recursive ? (pieces + 1) * divisorCount : a.count + 1
    let memory = Target.allocate(capacity: dividendCount + divisorCount + dividendCount)
    defer { memory.deallocate() }
    memory.update(repeating: 0, count: dividendCount + divisorCount + dividendCount)
    let divisor = memory + dividendCount
    let quotient = divisor + divisorCount
    a.withUnsafeBufferPointer { words in
      guard let source = words.baseAddress else { return }
      memory[padding + a.count] = shiftLeft(memory + padding, source, a.count, by: shift)
    }
    b.withUnsafeBufferPointer { words in
      guard let source = words.baseAddress else { return }
      _ = shiftLeft(divisor + padding, source, b.count, by: shift)
    }
    if recursive {
      let scratch = Target.allocate(capacity: 2 * divisorCount)
      defer { scratch.deallocate() }
      // From the top, two pieces by one; the remainder takes the upper piece's place.
      for piece in (0..<pieces).reversed() {
        let place = piece * divisorCount
        divideTwoByOne(quotient + place, memory + place, divisor, divisorCount, scratch)
      }
    } else {
      schoolbookDivision(quotient, memory, a.count + 1, divisor, b.count)
    }
    shiftRight(memory, memory + padding, b.count, by: shift)
    return (
      Array(UnsafeBufferPointer(start: quotient, count: quotientCount)),
      Array(UnsafeBufferPointer(start: memory, count: b.count))
    )
  }

  private static func recursionUnit(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= recursiveDivisionThreshold { unit *= 2 }
    return unit
  }

  // Divides in place: `a` keeps the remainder in its lower `bCount` words and zeros above. The
  // divisor's top bit is set, and the quotient has `aCount - bCount` words.
  //
  // Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
  private static func schoolbookDivision(
    _ quotient: Target,
    _ a: Target,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    let top = b[bCount - 1]
    let next = b[bCount - 2]
    let divisor = WordDivisor(top)
    var place = aCount - bCount
    while place > 0 {
      place -= 1
      let part = a + place
      let (high, middle, low) = (part[bCount], part[bCount - 1], part[bCount - 2])
      var estimate: UInt
      var rest: UInt
      var exhausted = false
      if high >= top {
        estimate = UInt.max
        (rest, exhausted) = middle.addingReportingOverflow(top)
      } else {
        (estimate, rest) = divisor.divide(high, middle)
      }
      while !exhausted {
        let product = estimate.multipliedFullWidth(by: next)
        guard product.high > rest || (product.high == rest && product.low > low) else { break }
        estimate &-= 1
        (rest, exhausted) = rest.addingReportingOverflow(top)
      }
      let borrowed = subtractProduct(part, b, bCount, by: estimate)
      let (left, under) = high.subtractingReportingOverflow(borrowed)
      part[bCount] = left
      if under {
        estimate &-= 1
        part[bCount] &+= add(part, part, bCount, b, bCount)
      }
      quotient[place] = estimate
    }
  }

  // Divides twice `count` words by `count`; the upper half of `a` is less than the divisor. The
  // remainder is left in the lower half of `a`.
  //
  // Source: Burnikel and Ziegler, "Fast Recursive Division", MPI-I-98-1-022 (1998).
  private static func divideTwoByOne(
    _ quotient: Target,
    _ a: Target,
    _ b: Source,
    _ count: Int,
    _ scratch: Target
  ) {
    // Zeros on top make for a short quotient, which is not worth halving.
    let used = min(significant(a, 2 * count) + 1, 2 * count)
    if used - count < recursiveDivisionThreshold || count % 2 != 0
      || count < recursiveDivisionThreshold
    {
      let quotientCount = max(used - count, 0)
      (quotient + quotientCount).update(repeating: 0, count: count - quotientCount)
      if quotientCount > 0 { schoolbookDivision(quotient, a, used, b, count) }
      return
    }
    let half = count / 2
    divideThreeByTwo(quotient + half, a + half, b, half, scratch)
    divideThreeByTwo(quotient, a, b, half, scratch)
  }

  /// Divides three halves by two: the quotient has one half, the remainder two.
  private static func divideThreeByTwo(
    _ quotient: Target,
    _ a: Target,
    _ b: Source,
    _ half: Int,
    _ scratch: Target
  ) {
    if compare(a + 2 * half, b + half, half) < 0 {
      divideTwoByOne(quotient, a + half, b + half, half, scratch)
    } else {
      // The quotient is all ones: what is left is a - (2^k - 1) · high = a - high · 2^k + high.
      quotient.update(repeating: UInt.max, count: half)
      subtract(a + 2 * half, a + 2 * half, half, b + half, half)
      let carry = add(a + half, a + half, half, b + half, half)
      addWord(a + 2 * half, half, carry)
    }
    multiply(scratch, quotient, half, b, half)
    var borrow = subtract(a, a, 3 * half, scratch, 2 * half)
    while borrow > 0 {
      subtractOne(quotient, half)
      let carry = add(a, a, 2 * half, b, 2 * half)
      borrow = addWord(a + 2 * half, half, carry) > 0 ? 0 : 1
    }
  }

  @discardableResult
  private static func addWord(_ a: Target, _ count: Int, _ word: UInt) -> UInt {
    var carry = word
    var index = 0
    while carry > 0, index < count {
      let (sum, over) = a[index].addingReportingOverflow(carry)
      a[index] = sum
      carry = over ? 1 : 0
      index += 1
    }
    return carry
  }

  private static func subtractOne(_ a: Target, _ count: Int) {
    for index in 0..<count {
      let (difference, under) = a[index].subtractingReportingOverflow(1)
      a[index] = difference
      if !under { return }
    }
  }
}
