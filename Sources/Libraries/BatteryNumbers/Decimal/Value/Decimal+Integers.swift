extension Decimal {
  /// Converts an integer exactly.
  public init(_ value: some BinaryInteger) {
    // What is long enough is converted in less than quadratic time.
    guard value.bitWidth <= BigInteger.wordByWord else {
      self.init(BigInteger(value))
      return
    }
    let words = value.magnitude.words.map { UInt64($0) }
    self.init(
      words.count == 1 ? Coefficient(words[0]) : Coefficient(words: words),
      isNegative: value < 0
    )
  }

  /// Converts an integer exactly.
  @inline(__always)
  public init(_ value: Int) {
    self.init(Coefficient(UInt64(value.magnitude)), isNegative: value < 0)
  }
}

extension FixedWidthInteger {
  /// Converts a number that is an integer in range exactly.
  ///
  /// - Returns: `nil` for all else.
  public init?(exactly value: Decimal) {
    guard value.isInteger, let integer = Self(truncating: value) else { return nil }
    self = integer
  }

  /// Converts a number towards zero, as Python's `int` does.
  ///
  /// - Returns: `nil` for infinities, NaN, and what is out of range.
  public init?(truncating value: Decimal) {
    // A digit takes more than three bits, so a number of more digits is out of range.
    guard value.isFinite, value.isZero || value.adjusted <= Self.bitWidth / 3 else { return nil }
    var result: Self = 0
    for digit in value.rounded(to: 0, .down).value.coefficient.digits {
      let (shifted, first) = result.multipliedReportingOverflow(by: 10)
      let piece = Self(truncatingIfNeeded: digit &- 0x30)
      let (sum, second) =
        value.isNegative
        ? shifted.subtractingReportingOverflow(piece) : shifted.addingReportingOverflow(piece)
      if first || second { return nil }
      result = sum
    }
    self = result
  }
}
