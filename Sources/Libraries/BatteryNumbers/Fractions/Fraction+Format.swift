extension Fraction {
  /// The number as a format specification of Python says.
  ///
  /// `[[fill]align][sign][z][#][0][width][grouping][.precision]type` with the types `e`, `E`, `f`,
  /// `F`, `g`, `G` and `%`, rounding half to even at any precision; without a type the number is
  /// written as a fraction. `Fraction(1, 7).formatted(".20f")` is "0.14285714285714285714".
  ///
  /// - Throws: ``NumberError`` when the specification is none.
  public func formatted(_ specification: String) throws(NumberError) -> String {
    let format = try NumberFormat(specification)
    guard let type = format.type else { return format.laidOut(fractionText(format)) }
    let precision = format.precision ?? 6
    var digits: String
    var places: Int
    var suffix = ""
    var negative: Bool
    switch type {
    case "f", "F", "%":
      places = precision
      let scale = type == "%" ? precision + 2 : precision
      let significand = scaled(by: scale).rounded()
      digits = significand.magnitude.description
      negative = format.hidesNegativeZero ? significand.isNegative : isNegative
      suffix = type == "%" ? "%" : ""
    default:
      let general = type == "g" || type == "G"
      let figures = general ? Swift.max(precision, 1) : precision + 1
      let (significand, exponent) = roundedToFigures(figures)
      digits = significand.description
      negative = isNegative
      let scientific = !general || exponent > 0 || exponent + figures <= -4
      places = scientific ? figures - 1 : -exponent
      if scientific {
        let power = exponent + places
        let padded = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
        suffix = "\(type.isUppercase ? "E" : "e")\(power < 0 ? "-" : "+")\(padded)"
      }
    }
    if digits.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.count) + digits
    }
    var decimals = digits.suffix(places)
    let whole = digits.dropLast(places)
    if type == "g" || type == "G", !format.isAlternate {
      while decimals.last == "0" { decimals.removeLast() }
    }
    let point = decimals.isEmpty && !format.isAlternate ? "" : "."
    return format.laidOut(
      NumberFormat.Parts(
        isNegative: negative,
        whole: String(whole),
        rest: "\(point)\(decimals)\(suffix)"
      )
    )
  }

  private func fractionText(_ format: NumberFormat) -> NumberFormat.Parts {
    let rest = isInteger && !format.isAlternate ? "" : "/\(format.grouped(denominator.description))"
    return NumberFormat.Parts(
      isNegative: isNegative,
      whole: numerator.magnitude.description,
      rest: rest
    )
  }

  /// The number times a power of ten.
  private func scaled(by exponent: Int) -> Fraction {
    let power = BigInteger(10).power(Int(exponent.magnitude))
    return exponent >= 0
      ? Fraction(reducing: numerator * power, denominator)
      : Fraction(reducing: numerator, denominator * power)
  }

  /// So many significant digits of the absolute value, and the power of ten of the last of them.
  private func roundedToFigures(_ figures: Int) -> (significand: BigInteger, exponent: Int) {
    if isZero { return (0, 1 - figures) }
    let (above, below) = (numerator.magnitude.description, denominator.description)
    let exponent = above.count - below.count + (below <= above ? 1 : 0) - figures
    let significand = magnitude.scaled(by: -exponent).rounded()
    guard significand.description.count > figures else { return (significand, exponent) }
    return (significand / 10, exponent + 1)
  }
}
