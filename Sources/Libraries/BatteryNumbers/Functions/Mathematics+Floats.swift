extension Mathematics {
  /// The sum of numbers, rounded once.
  ///
  /// Unlike Python's, it does not fail where a partial sum is beyond the largest double.
  public static func fsum(_ values: some Sequence<Double>) -> Double {
    ExactSum(values).value
  }

  /// The sum of the products of two lists, rounded once.
  ///
  /// - Throws: ``NumberError`` when the lists are not of the same length.
  public static func sumprod(_ p: [Double], _ q: [Double]) throws(NumberError) -> Double {
    guard p.count == q.count else {
      throw NumberError(
        .shape,
        "There are \(p.count) and \(q.count) numbers to multiply. Give as many of both."
      )
    }
    var sum = ExactSum()
    var rest = Fraction()
    for (x, y) in zip(p, q) {
      let product = x * y
      if product.magnitude > 0x1p-900, product.magnitude < 0x1p1000 {
        sum.add(product)
        sum.add((-product).addingProduct(x, y))
      } else if x == 0 || y == 0 || !x.isFinite || !y.isFinite {
        sum.add(product)
      } else if let x = Fraction(exactly: x), let y = Fraction(exactly: y) {
        // What a product leaves over would be lost below the smallest double.
        rest += x * y
      }
    }
    return rest.isZero || !sum.isFinite ? sum.value : Double(sum.fraction + rest)
  }

  /// The distance of two points, rounded once.
  ///
  /// - Throws: ``NumberError`` when the points have not as many coordinates.
  public static func dist(_ p: [Double], _ q: [Double]) throws(NumberError) -> Double {
    guard p.count == q.count else {
      throw NumberError(
        .shape,
        "The points have \(p.count) and \(q.count) coordinates. Give as many for both."
      )
    }
    return hypot(zip(p, q).map { $0 - $1 })
  }

  /// The length of a vector, rounded once; neither squares beyond the largest double nor those
  /// below the smallest spoil it.
  public static func hypot(_ coordinates: [Double]) -> Double {
    let largest = coordinates.reduce(0.0) { max($0, $1.magnitude) }
    if coordinates.contains(where: \.isInfinite) { return .infinity }
    if coordinates.contains(where: \.isNaN) { return .nan }
    if largest == 0 { return 0 }
    let exponent = Int(largest.exponent)
    var sum = ExactSum()
    for coordinate in coordinates {
      // Scaled in two steps, since 2^1074 is no double; the scaling of what counts is exact.
      let half = Double(sign: .plus, exponent: -(exponent / 2), significand: 1)
      let other = Double(sign: .plus, exponent: -(exponent - exponent / 2), significand: 1)
      let scaled = coordinate * half * other
      let square = scaled * scaled
      sum.add(square)
      sum.add((-square).addingProduct(scaled, scaled))
    }
    // The root has 60 bits and more, and one for all that is left.
    let (significand, power) = sum.scaledInteger
    let missing = max(130 - significand.bitLength, 0)
    let shift = missing + (power - missing) & 1
    let square = significand << shift
    let root = square.squareRoot()
    let sticky = root * root == square ? root << 1 : root << 1 | 1
    return Double(sticky, timesTwoTo: (power - shift) / 2 - 1 + exponent)
  }

  /// The distance from a number to the next one away from zero.
  public static func ulp(_ value: Double) -> Double {
    value.isInfinite ? .infinity : value.magnitude.ulp
  }

  /// The number so many steps from another one towards a third.
  public static func nextafter(_ value: Double, _ goal: Double, steps: UInt64 = 1) -> Double {
    if steps == 0 { return value }
    if value.isNaN || goal.isNaN { return .nan }
    if value == goal { return goal }
    // The bits of doubles of one sign are in order, so that steps can be added.
    func place(_ value: Double) -> Int128 {
      let bits = Int128(value.magnitude.bitPattern)
      return value.sign == .minus ? -bits : bits
    }
    let (start, end) = (place(value), place(goal))
    if UInt128(steps) >= (end - start).magnitude { return goal }
    let result = end > start ? start + Int128(steps) : start - Int128(steps)
    let magnitude = Double(bitPattern: UInt64(result.magnitude))
    return result < 0 || (result == 0 && value.sign == .minus) ? -magnitude : magnitude
  }
}
