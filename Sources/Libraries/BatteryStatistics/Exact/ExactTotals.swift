internal import BatteryNumbers
internal import CMatrixKernels

/// Sums of doubles and of their squares or products, without any rounding.
///
/// Values near each other in size, nearly all, are summed as integers of one scale in two words of a
/// processor; what lies outside of the scale goes to the long accumulators at once.
enum ExactTotals {
  /// Exponents that one scale spans, besides the first.
  private static let span = 6
  /// Values summed in 128 bits: products have 120 bits at most, so that as many fit.
  static let block = Int(MATRIX_EXACT_BLOCK)
  private static let mask: UInt64 = 0xf_ffff_ffff_ffff

  /// A double as an integer times 2^(exponent - 1075).
  @inline(__always)
  static func parts(_ bits: UInt64) -> (significand: UInt64, exponent: Int) {
    let exponent = Int(truncatingIfNeeded: (bits >> 52) & 0x7ff)
    return exponent == 0 ? (bits & mask, 1) : (bits & mask | 1 << 52, exponent)
  }

  /// Adds values, and their squares where asked for.
  @inline(__always)
  static func add(
    _ values: UnsafeBufferPointer<Double>,
    sum: inout Superaccumulator,
    squares: inout Superaccumulator,
    wantsSquares: Bool,
    special: inout SpecialValues
  ) {
    var base = Self.base(values, 0..<min(values.count, block))
    var start = 0
    let isWide = matrix_has_wide_vectors() != 0
    while start < values.count {
      let end = min(start + block, values.count)
      // One exponent more than the span has to be that of a finite number still.
      if isWide, end - start == block, base + span + 1 < 0x7ff {
        let part = UnsafeBufferPointer(rebasing: values[start..<end])
        let outside = addBlock(part, base, &sum, &squares, wantsSquares, &special)
        if outside > block / 16 { base = Self.base(values, start..<end) }
        start = end
        continue
      }
      var (total, square, outside): (Int128, UInt128, Int) = (0, 0, 0)
      for index in start..<end {
        let bits = values[index].bitPattern
        let shift = Int(truncatingIfNeeded: (bits >> 52) & 0x7ff) &- base
        if UInt(bitPattern: shift) <= UInt(bitPattern: span) {
          let significand = (bits & mask | 1 << 52) &<< UInt64(truncatingIfNeeded: shift)
          let sign = Int64(bitPattern: bits) &>> 63
          total &+= Int128((Int64(bitPattern: significand) ^ sign) &- sign)
          if wantsSquares {
            let (high, low) = significand.multipliedFullWidth(by: significand)
            square &+= UInt128(high) << 64 | UInt128(low)
          }
        } else if bits << 1 != 0 {
          outside &+= 1
          addOne(values[index], &sum, &squares, wantsSquares, &special)
        }
      }
      sum.add(total, at: base - 1)
      if wantsSquares, square != 0 { squares.add(square, at: 2 * (base - 1), negative: false) }
      if outside > block / 16 { base = Self.base(values, start..<end) }
      start = end
    }
  }

  /// Adds a whole block by the processor's vectors; returns how many values were outside.
  private static func addBlock(
    _ values: UnsafeBufferPointer<Double>,
    _ base: Int,
    _ sum: inout Superaccumulator,
    _ squares: inout Superaccumulator,
    _ wantsSquares: Bool,
    _ special: inout SpecialValues
  ) -> Int {
    var found = matrix_exact_sums()
    let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: block) { places in
      let count = matrix_exact_sums(values.baseAddress, Int32(base), &found, places.baseAddress)
      for place in 0..<count {
        addOne(values[Int(places[place])], &sum, &squares, wantsSquares, &special)
      }
      return count
    }
    sum.add(Int128(found.high) << 30 + Int128(found.low), at: base - 1)
    if wantsSquares {
      func whole(_ parts: (UInt64, UInt64)) -> UInt128 {
        UInt128(parts.0) + UInt128(parts.1) << 32
      }
      let (high, middle, low) = found.squares
      let square = whole(high) << 60 + whole(middle) << 31 + whole(low)
      if square != 0 { squares.add(square, at: 2 * (base - 1), negative: false) }
    }
    return Int(count)
  }

  @inline(never)
  private static func addOne(
    _ value: Double,
    _ sum: inout Superaccumulator,
    _ squares: inout Superaccumulator,
    _ wantsSquares: Bool,
    _ special: inout SpecialValues
  ) {
    if !value.isFinite {
      special.add(value)
      return
    }
    let (significand, exponent) = parts(value.bitPattern)
    sum.add(UInt128(significand), at: exponent - 1, negative: value < 0)
    if wantsSquares {
      let square = UInt128(significand) * UInt128(significand)
      squares.add(square, at: 2 * (exponent - 1), negative: false)
    }
  }

  /// The lowest exponent of a scale that takes the largest finite value of some.
  static func base(_ values: UnsafeBufferPointer<Double>, _ range: Range<Int>) -> Int {
    var largest = 0
    for index in range {
      let exponent = Int(truncatingIfNeeded: (values[index].bitPattern >> 52) & 0x7ff)
      if exponent != 0x7ff, exponent > largest { largest = exponent }
    }
    return max(largest - span, 1)
  }

  /// Adds the products of two lists that are as long as each other.
  static func addProducts(
    _ first: UnsafeBufferPointer<Double>,
    _ second: UnsafeBufferPointer<Double>,
    to products: inout Superaccumulator
  ) {
    var (firstBase, secondBase) = (1, 1)
    var outside = block
    var start = 0
    while start < first.count {
      let end = min(start + block, first.count)
      if outside > block / 16 {
        firstBase = base(first, start..<end)
        secondBase = base(second, start..<end)
      }
      outside = 0
      var total: Int128 = 0
      for index in start..<end {
        let (a, b) = (first[index].bitPattern, second[index].bitPattern)
        let aShift = Int(truncatingIfNeeded: (a >> 52) & 0x7ff) &- firstBase
        let bShift = Int(truncatingIfNeeded: (b >> 52) & 0x7ff) &- secondBase
        let limit = UInt(bitPattern: span)
        if UInt(bitPattern: aShift) <= limit, UInt(bitPattern: bShift) <= limit {
          let x = (a & mask | 1 << 52) &<< UInt64(truncatingIfNeeded: aShift)
          let y = (b & mask | 1 << 52) &<< UInt64(truncatingIfNeeded: bShift)
          let (high, low) = x.multipliedFullWidth(by: y)
          let product = Int128(truncatingIfNeeded: UInt128(high) << 64 | UInt128(low))
          let sign = Int128(Int64(bitPattern: a ^ b) &>> 63)
          total &+= (product ^ sign) &- sign
        } else if a << 1 != 0, b << 1 != 0 {
          outside &+= 1
          addProduct(first[index], second[index], to: &products)
        }
      }
      products.add(total, at: firstBase + secondBase - 2)
      start = end
    }
  }

  @inline(never)
  static func addProduct(
    _ first: Double,
    _ second: Double,
    to products: inout Superaccumulator
  ) {
    guard first.isFinite, second.isFinite else { return }
    let (x, y) = (parts(first.bitPattern), parts(second.bitPattern))
    products.add(
      UInt128(x.significand) * UInt128(y.significand),
      at: x.exponent + y.exponent - 2,
      negative: (first < 0) != (second < 0)
    )
  }

  /// A sum of doubles: units of 2^-1074, room for 2^63 values.
  static var emptySum: Superaccumulator { Superaccumulator(bits: 2_200) }
  /// A sum of products: units of 2^-2148.
  static var emptyProducts: Superaccumulator { Superaccumulator(bits: 4_320) }
}
