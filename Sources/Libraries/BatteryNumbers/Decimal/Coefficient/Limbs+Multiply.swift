extension Limbs {
  /// From this many limbs on, adding up columns is faster than rows.
  static let columnsThreshold = 4
  /// From this many limbs on, three products of halves are faster than four.
  static let karatsubaThreshold = 48
  /// Whether the transform is faster than Karatsuba's method.
  ///
  /// Its sizes are powers of two: it is faster from about 600 limbs on where it is filled well. A
  /// square needs one transform fewer.
  private static func prefersTransform(_ aCount: Int, _ bCount: Int, isSquare: Bool) -> Bool {
    let total = aCount < 2 &* bCount ? aCount &+ bCount : 3 &* bCount
    if isSquare { return total >= 1_264 }
    return total >= 2_490 || total >= 1_580 && total <= 2_048
  }

  /// `target = a * b`, for `target` of `aCount + bCount` limbs apart from both.
  static func multiply(_ target: Target, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) {
    if aCount < bCount { return multiply(target, b, bCount, a, aCount) }
    if bCount == 0 {
      target.update(repeating: 0, count: aCount)
    } else if bCount == 1 {
      target[aCount] = multiply(target, a, aCount, by: b[0])
    } else if bCount < columnsThreshold {
      multiplyRows(target, a, aCount, b, bCount)
    } else if bCount < karatsubaThreshold {
      multiplyColumns(target, a, aCount, b, bCount)
    } else if prefersTransform(aCount, bCount, isSquare: a == b && aCount == bCount) {
      multiplyByTransform(target, a, aCount, b, bCount)
    } else {
      multiplyUnbalanced(target, a, aCount, b, bCount)
    }
  }

  /// The school's method by rows, whose divisions wait less for one another.
  @inline(__always)
  private static func multiplyRows(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    target[aCount] = multiply(target, a, aCount, by: b[0])
    var row = 1
    while row < bCount {
      let factor = b[row]
      let place = target + row
      var carry: UInt64 = 0
      var index = 0
      while index < aCount {
        let product = a[index].multipliedFullWidth(by: factor)
        // Both added numbers are less than the base: their sum may exceed 64 bits.
        let (sum, first) = product.low.addingReportingOverflow(place[index])
        let (low, second) = sum.addingReportingOverflow(carry)
        let high = product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
        (carry, place[index]) = LimbMath.divide(high, low)
        index &+= 1
      }
      place[aCount] = carry
      row &+= 1
    }
  }

  /// The school's method by columns: a column's products are added up in 192 bits and brought
  /// under the base once, not once a product.
  private static func multiplyColumns(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    var low: UInt64 = 0
    var middle: UInt64 = 0
    var column = 0
    let last = aCount &+ bCount &- 1
    while column < last {
      var high: UInt64 = 0
      var i = column < bCount ? 0 : column &- bCount &+ 1
      let end = column < aCount ? column : aCount &- 1
      while i <= end {
        let product = a[i].multipliedFullWidth(by: b[column &- i])
        let (sum, carry) = low.addingReportingOverflow(product.low)
        let (upper, overflow) = middle.addingReportingOverflow(product.high &+ (carry ? 1 : 0))
        low = sum
        middle = upper
        high &+= overflow ? 1 : 0
        i &+= 1
      }
      let (carryHigh, rest) = LimbMath.divide(high, middle)
      let (carryLow, limb) = LimbMath.divide(rest, low)
      target[column] = limb
      low = carryLow
      middle = carryHigh
      column &+= 1
    }
    target[last] = low
  }

  /// Cuts the longer factor into pieces as long as the shorter.
  private static func multiplyUnbalanced(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    let room = 4 &* bCount &+ 128
    withUnsafeTemporaryAllocation(of: Limb.self, capacity: room + 2 * bCount) { memory in
      guard let scratch = memory.baseAddress else { return }
      if aCount == bCount { return karatsuba(target, a, b, bCount, scratch) }
      let product = scratch + room
      target.update(repeating: 0, count: aCount &+ bCount)
      var start = 0
      while start < aCount {
        let length = min(bCount, aCount &- start)
        if length == bCount {
          karatsuba(product, a + start, b, bCount, scratch)
        } else {
          multiply(product, b, bCount, a + start, length)
        }
        add(target + start, aCount &+ bCount &- start, product, length &+ bCount)
        start &+= length
      }
    }
  }

  /// Karatsuba's method for two numbers of `count` limbs, with differences of the halves, which
  /// never need a limb more than the halves do.
  private static func karatsuba(
    _ target: Target,
    _ a: Source,
    _ b: Source,
    _ count: Int,
    _ scratch: Target
  ) {
    if count < karatsubaThreshold { return multiplyColumns(target, a, count, b, count) }
    let low = (count &+ 1) / 2
    let high = count &- low
    let aIsNegative = difference(target, a, low, a + low, high)
    let bIsNegative = difference(target + low, b, low, b + low, high)
    let middle = scratch
    let rest = scratch + 2 * low
    karatsuba(middle, target, target + low, low, rest)
    karatsuba(target, a, b, low, rest)
    karatsuba(target + 2 * low, a + low, b + low, high, rest)
    // a.low * b.high + a.high * b.low = low + high - (a.low - a.high) * (b.low - b.high)
    var top: Int
    if aIsNegative == bIsNegative {
      (rest).update(from: target, count: 2 &* low)
      top = add(rest, 2 &* low, target + 2 * low, 2 &* high) ? 1 : 0
      top -= subtract(rest, 2 &* low, middle, 2 &* low) ? 1 : 0
    } else {
      (rest).update(from: target, count: 2 &* low)
      top = add(rest, 2 &* low, target + 2 * low, 2 &* high) ? 1 : 0
      top += add(rest, 2 &* low, middle, 2 &* low) ? 1 : 0
    }
    add(target + low, 2 &* count &- low, rest, 2 &* low)
    if top > 0 {
      var carry = Limb(top)
      add(target + 3 * low, 2 &* count &- 3 &* low, &carry, 1)
    }
  }

  /// `target = |a - b|` in `aCount` limbs, for `bCount <= aCount`.
  ///
  /// - Returns: Whether `a` is less than `b`.
  private static func difference(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) -> Bool {
    target.update(from: a, count: aCount)
    let order = compare(a, normalized(a, aCount), b, normalized(b, bCount))
    if order >= 0 {
      subtract(target, aCount, b, bCount)
      return false
    }
    subtractReversed(target, aCount, from: b, bCount)
    return true
  }
}
