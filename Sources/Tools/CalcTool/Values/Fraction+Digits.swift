import BatteryNumbers

extension Fraction {
  /// How many digits the number has as a decimal; `nil` when it has no end.
  var decimalDigits: Int? {
    var places = 0
    if !isInteger {
      let twos = denominator.trailingZeroBitCount
      let rest = denominator >> twos
      let fives = Int((rest.commonLogarithm / 0.698_970_004_336_018_8).rounded())
      guard rest == BigInteger(5).power(fives) else { return nil }
      places = max(twos, fives)
    }
    return max(Int((logarithm + Double(places) + 1e-7).rounded(.down)) + 1, 1)
  }
}
