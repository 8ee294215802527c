internal import BatteryNumbers

/// A long sum as it is saved: hexadecimal digits times a power of two.
struct ScaledInteger: Codable {
  var digits: String
  var exponent: Int

  init(_ sum: Superaccumulator) {
    let (significand, exponent) = sum.scaled
    digits = significand.text(radix: 16)
    self.exponent = exponent
  }

  func add(to sum: inout Superaccumulator) throws {
    guard digits.utf8.count < 2_000, let value = BigInteger(digits, radix: 16),
      exponent >= 0, exponent < 10_000, sum.add(value, at: exponent)
    else { throw StatisticsError.damaged("sum") }
  }
}

extension StatisticsError {
  /// No state has as many values; sums of some counts below it do not overflow.
  static let countLimit = 1 << 60

  static func damaged(_ part: String) -> StatisticsError {
    StatisticsError(
      .invalidState,
      "The \(part) of a saved state is damaged. Make the state anew from the data."
    )
  }
}

extension KeyedDecodingContainer {
  /// Refuses a state that a later version of this library may have written.
  func checkVersion(_ known: Int, forKey key: Key) throws {
    let version = try decode(Int.self, forKey: key)
    guard version == known else {
      throw StatisticsError(
        .invalidState,
        "A saved state has the version \(version), and only \(known) is known."
          + " Make the state anew from the data."
      )
    }
  }
}

extension ExactRatio {
  /// The sum of the products of deviations from two means, divided by a number.
  ///
  /// Each sum is an integer times a power of two.
  static func deviations(
    count: Int,
    products: (value: BigInteger, exponent: Int),
    sums: ((value: BigInteger, exponent: Int), (value: BigInteger, exponent: Int)),
    over divisor: Int
  ) -> ExactRatio {
    let product = sums.0.value * sums.1.value
    let exponent = sums.0.exponent + sums.1.exponent
    let lowest = min(products.exponent, exponent)
    let difference =
      (BigInteger(count) * products.value) << (products.exponent - lowest)
      - (product << (exponent - lowest))
    return ExactRatio(
      difference,
      over: BigInteger(count) * BigInteger(divisor),
      exponent: lowest
    )
  }
}

extension Fraction {
  static func scaled(_ significand: BigInteger, _ exponent: Int) -> Fraction? {
    exponent >= 0
      ? Fraction(significand << exponent)
      : try? Fraction(numerator: significand, denominator: BigInteger(1) << -exponent)
  }
}
