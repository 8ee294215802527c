extension RandomSource {
  /// A number from 0 up to a limit, drawn again until it is below it.
  @inlinable mutating func below(_ limit: UInt64) -> UInt64 {
    let count = 64 - limit.leadingZeroBitCount
    var value = bits(count)
    while value >= limit { value = bits(count) }
    return value
  }

  /// A number from 0 up to a limit, drawn again until it is below it.
  mutating func below(_ limit: BigInteger) -> BigInteger {
    let count = limit.bitLength
    var value = getrandbits(count)
    while value >= limit { value = getrandbits(count) }
    return value
  }

  /// An integer from 0 up to a limit, the limit excluded.
  ///
  /// - Precondition: `stop` is more than 0.
  @inlinable public mutating func randrange(_ stop: Int) -> Int {
    precondition(stop > 0, "The range is empty")
    return Int(below(UInt64(stop)))
  }

  /// An integer from a number up to a limit, the limit excluded.
  ///
  /// - Precondition: The range has a number.
  @inlinable public mutating func randrange(_ start: Int, _ stop: Int) -> Int {
    precondition(start < stop, "The range is empty")
    return start &+ Int(truncatingIfNeeded: below(UInt64(bitPattern: Int64(stop &- start))))
  }

  /// One of the integers from a number on, each a step from the one before, up to a limit.
  ///
  /// - Precondition: `step` is not zero, and the range has a number.
  public mutating func randrange(_ start: Int, _ stop: Int, step: Int) -> Int {
    if step == 1 { return randrange(start, stop) }
    let result = randrange(BigInteger(start), BigInteger(stop), step: BigInteger(step))
    return result.asInt ?? start
  }

  /// One of the integers from a number on, each a step from the one before, up to a limit.
  ///
  /// - Precondition: `step` is not zero, and the range has a number.
  public mutating func randrange(
    _ start: BigInteger,
    _ stop: BigInteger,
    step: BigInteger = 1
  ) -> BigInteger {
    precondition(!step.isZero, "The step is zero")
    let rounding = step == 1 ? 0 : step.isNegative ? step + 1 : step - 1
    let count = (stop - start + rounding).floorDivided(by: step).quotient
    precondition(count > 0, "The range is empty")
    return start + step * below(count)
  }

  /// An integer between two numbers, both included.
  ///
  /// - Precondition: `first` is not more than `last`.
  public mutating func randint(_ first: Int, _ last: Int) -> Int {
    if last < Int.max { return randrange(first, last + 1) }
    let result = randrange(BigInteger(first), BigInteger(last) + 1)
    return result.asInt ?? first
  }

  /// An integer between two numbers, both included.
  ///
  /// - Precondition: `first` is not more than `last`.
  public mutating func randint(_ first: BigInteger, _ last: BigInteger) -> BigInteger {
    randrange(first, last + 1)
  }
}
