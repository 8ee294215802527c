extension BigInteger: SignedInteger {
  /// Makes an integer from any other.
  public init<Source: BinaryInteger>(_ source: Source) {
    if let small = Int(exactly: source) {
      self.init(small)
      return
    }
    var words = Array(source.words)
    if !Source.isSigned { words.append(0) }
    self.init(twosComplement: words)
  }

  /// Makes an integer from any other.
  public init<Source: BinaryInteger>(exactly source: Source) { self.init(source) }

  /// Makes an integer from any other.
  public init<Source: BinaryInteger>(truncatingIfNeeded source: Source) { self.init(source) }

  /// Makes an integer from any other.
  public init<Source: BinaryInteger>(clamping source: Source) { self.init(source) }

  /// Makes an integer from the whole part of a number.
  ///
  /// - Precondition: `source` is finite.
  public init<Source: BinaryFloatingPoint>(_ source: Source) {
    precondition(source.isFinite, "\(source) is no integer")
    self.init(whole: source.rounded(.towardZero))
  }

  /// Makes an integer from a number that is one; `nil` for all others.
  public init?<Source: BinaryFloatingPoint>(exactly source: Source) {
    guard source.isFinite, source == source.rounded(.towardZero) else { return nil }
    self.init(whole: source)
  }

  private init<Source: BinaryFloatingPoint>(whole source: Source) {
    if let small = Int(exactly: source) {
      self.init(small)
      return
    }
    // The significand has one bit above its pattern's.
    let places = Int(source.exponent) - Source.significandBitCount
    let significand = BigInteger(source.significandBitPattern)
    let magnitude = (significand + BigInteger(1) << Source.significandBitCount) << places
    self = source < 0 ? -magnitude : magnitude
  }
}

extension BigInteger: Strideable {
  /// How far another number is away.
  public func distance(to other: BigInteger) -> BigInteger { other - self }

  /// The number so far away.
  public func advanced(by distance: BigInteger) -> BigInteger { self + distance }
}

extension Double {
  /// The double nearest to an integer, the even one of two that are as near; infinite beyond
  /// 1.8e308.
  public init(_ value: BigInteger) {
    if let small = value.asInt {
      self = Double(small)
      return
    }
    let count = value.bitLength
    let magnitude = value.withMagnitude { words, wordCount -> Double in
      let top = words[wordCount - 1]
      let free = top.leadingZeroBitCount
      var bits = top << UInt(free)
      var rest: UInt = 0
      if wordCount > 1 {
        let next = words[wordCount - 2]
        if free > 0 { bits |= next >> UInt(64 - free) }
        rest = next << UInt(free)
        for index in 0..<(wordCount - 2) { rest |= words[index] }
      }
      // Eleven bits are rounded away, so the lowest can stand for all below.
      return Double(rest == 0 ? bits : bits | 1)
    }
    let scaled =
      count > 2_000
      ? Double.infinity
      : Double(sign: .plus, exponent: count - 64, significand: magnitude)
    self = value.isNegative ? -scaled : scaled
  }
}
