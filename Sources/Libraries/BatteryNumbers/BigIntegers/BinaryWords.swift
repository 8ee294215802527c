/// Operations on magnitudes: words of 64 bits, the least significant first.
///
/// Every loop of the big integers runs here, over plain memory: an array's checks would cost more
/// than the additions.
enum BinaryWords {
  typealias Source = UnsafePointer<UInt>
  typealias Target = UnsafeMutablePointer<UInt>

  /// The number of words without the zeros at the end.
  static func significant(_ words: Source, _ count: Int) -> Int {
    var count = count
    while count > 0, words[count - 1] == 0 { count -= 1 }
    return count
  }

  /// -1, 0 or 1 as `a` is less than, equal to or greater than `b`, which is as long.
  static func compare(_ a: Source, _ b: Source, _ count: Int) -> Int {
    var index = count
    while index > 0 {
      index -= 1
      if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
    }
    return 0
  }

  // result = a + b; `a` is at least as long as `b`. Returns what is carried out.
  @discardableResult
  static func add(_ result: Target, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> UInt
  {
    var carry: UInt = 0
    for index in 0..<bCount {
      let (first, over) = a[index].addingReportingOverflow(b[index])
      let (second, again) = first.addingReportingOverflow(carry)
      result[index] = second
      carry = (over ? 1 : 0) | (again ? 1 : 0)
    }
    for index in bCount..<max(aCount, bCount) {
      let (sum, over) = a[index].addingReportingOverflow(carry)
      result[index] = sum
      carry = over ? 1 : 0
    }
    return carry
  }

  // result = a - b; `a` is at least as long as `b`. Returns what is borrowed.
  @discardableResult
  static func subtract(
    _ result: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) -> UInt {
    var borrow: UInt = 0
    for index in 0..<bCount {
      let (first, under) = a[index].subtractingReportingOverflow(b[index])
      let (second, again) = first.subtractingReportingOverflow(borrow)
      result[index] = second
      borrow = (under ? 1 : 0) | (again ? 1 : 0)
    }
    for index in bCount..<max(aCount, bCount) {
      let (difference, under) = a[index].subtractingReportingOverflow(borrow)
      result[index] = difference
      borrow = under ? 1 : 0
    }
    return borrow
  }

  // result = |a - b|, all of the same length. Returns whether `a` was less.
  static func difference(_ result: Target, _ a: Source, _ b: Source, _ count: Int) -> Bool {
    guard compare(a, b, count) < 0 else {
      subtract(result, a, count, b, count)
      return false
    }
    subtract(result, b, count, a, count)
    return true
  }

  // result = a · word + carry. Returns the word above.
  static func multiply(
    _ result: Target,
    _ a: Source,
    _ count: Int,
    by word: UInt,
    carry first: UInt = 0
  ) -> UInt {
    var carry = first
    for index in 0..<count {
      let product = UInt128(a[index]) &* UInt128(word) &+ UInt128(carry)
      result[index] = UInt(truncatingIfNeeded: product)
      carry = UInt(truncatingIfNeeded: product >> 64)
    }
    return carry
  }

  // result += a · word. Returns the word above.
  static func addProduct(_ result: Target, _ a: Source, _ count: Int, by word: UInt) -> UInt {
    var carry: UInt = 0
    var index = 0
    while index &+ 4 <= count {
      for step in 0..<4 {
        let sum =
          UInt128(a[index &+ step]) &* UInt128(word)
          &+ UInt128(result[index &+ step]) &+ UInt128(carry)
        result[index &+ step] = UInt(truncatingIfNeeded: sum)
        carry = UInt(truncatingIfNeeded: sum >> 64)
      }
      index &+= 4
    }
    while index < count {
      let sum = UInt128(a[index]) &* UInt128(word) &+ UInt128(result[index]) &+ UInt128(carry)
      result[index] = UInt(truncatingIfNeeded: sum)
      carry = UInt(truncatingIfNeeded: sum >> 64)
      index &+= 1
    }
    return carry
  }

  // result -= a · word. Returns what is borrowed from the word above.
  static func subtractProduct(_ result: Target, _ a: Source, _ count: Int, by word: UInt) -> UInt {
    var carry: UInt = 0
    for index in 0..<count {
      let product = UInt128(a[index]) &* UInt128(word) &+ UInt128(carry)
      let low = UInt(truncatingIfNeeded: product)
      let (difference, under) = result[index].subtractingReportingOverflow(low)
      result[index] = difference
      carry = UInt(truncatingIfNeeded: product >> 64) &+ (under ? 1 : 0)
    }
    return carry
  }

  // result = a << bits, with `bits` less than 64. Returns the bits that leave the last word.
  // `result` may be `a`, or begin above it.
  static func shiftLeft(_ result: Target, _ a: Source, _ count: Int, by bits: Int) -> UInt {
    guard bits > 0 else {
      if result != a { result.update(from: a, count: count) }
      return 0
    }
    var high: UInt = 0
    var index = count
    let out = count > 0 ? a[count - 1] >> UInt(64 - bits) : 0
    while index > 0 {
      index -= 1
      high = a[index] << UInt(bits)
      result[index] = index > 0 ? high | a[index - 1] >> UInt(64 - bits) : high
    }
    return out
  }

  // result = a >> bits, with `bits` less than 64. `result` may be `a`, or begin below it.
  static func shiftRight(_ result: Target, _ a: Source, _ count: Int, by bits: Int) {
    guard bits > 0 else {
      if result != a { result.update(from: a, count: count) }
      return
    }
    for index in 0..<count {
      let above = index + 1 < count ? a[index + 1] << UInt(64 - bits) : 0
      result[index] = a[index] >> UInt(bits) | above
    }
  }
}
