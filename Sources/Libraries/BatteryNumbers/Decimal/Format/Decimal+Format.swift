extension Decimal {
  /// Writes the number as Python's `format(number, specification)` does.
  ///
  /// Digits that the specification has no room for are rounded as the current context rounds.
  ///
  /// - Throws: A ``DecimalFormatError`` when the specification cannot be read, or the text would
  ///   have more than ten million digits.
  public func formatted(_ specification: String) throws(DecimalFormatError) -> String {
    try formatted(DecimalFormat(specification), in: .current)
  }

  /// Writes the number in a format that was read before.
  ///
  /// - Throws: A ``DecimalFormatError`` when the text would have more than ten million digits.
  public func formatted(
    _ format: DecimalFormat,
    in context: DecimalContext = .current
  ) throws(DecimalFormatError) -> String {
    if format.isEmpty { return context.toSciString(self) }
    let type = format.type ?? (context.capitals ? "G" : "g")
    guard form == .finite else {
      let body = copyAbs.description + (type == "%" ? "%" : "")
      return format.aligned(
        sign: format.signText(isNegative),
        body,
        zeros: false
      )
    }
    let number = try fitted(format, type, context.rounding)
    let sign =
      format.signText(number.isNegative && !(format.dropsNegativeZero && number.isZero))
    return format.assembled(number, type: type, sign: sign)
  }

  /// The number with the digits that the format has.
  private func fitted(
    _ format: DecimalFormat,
    _ type: Character,
    _ rounding: DecimalRounding
  ) throws(DecimalFormatError) -> Decimal {
    var number = self
    if type == "%" { number.power += 2 }
    let isFixed = "fF%".contains(type)
    guard number.writtenDigits(isFixed, format.precision) <= DecimalContext.defaultDigitLimit else {
      throw DecimalFormatError(
        String(type),
        0,
        "the text would have more than \(DecimalContext.defaultDigitLimit) digits; use e"
      )
    }
    if let precision = format.precision {
      if "eE".contains(type) {
        number = number.rounded(places: precision + 1, rounding)
      } else if isFixed {
        number = number.rounded(to: -precision, rounding).value
      } else if number.coefficient.digitCount > precision {
        number = number.rounded(places: precision, rounding)
      }
    }
    if number.isZero, number.power > 0, isFixed { number.power = 0 }
    return number
  }

  /// How many digits a format writes, about.
  private func writtenDigits(_ isFixed: Bool, _ precision: Int?) -> Int {
    if !isFixed { return coefficient.digitCount + (precision ?? 0) }
    if let precision { return isZero ? precision : max(adjusted, 0) + precision }
    return isZero ? max(-power, 0) : max(adjusted, -power)
  }

  /// The number rounded to a count of digits, or with zeros up to it.
  private func rounded(places: Int, _ rounding: DecimalRounding) -> Decimal {
    if isZero { return self }
    let first = rounded(to: adjusted + 1 - places, rounding).value
    return first.adjusted == adjusted
      ? first : first.rounded(to: first.adjusted + 1 - places, rounding).value
  }
}

extension DecimalFormat {
  fileprivate func signText(_ isNegative: Bool) -> String {
    isNegative ? "-" : (sign == "-" ? "" : String(sign))
  }

  fileprivate func assembled(_ number: Decimal, type: Character, sign: String) -> String {
    let digits = number.coefficient.digits
    let point = number.power + digits.count
    let place: Int
    switch type {
    case "e", "E": place = number.isZero ? 1 - (precision ?? 0) : 1
    case "f", "F", "%": place = point
    default: place = number.power <= 0 && point > -6 ? point : 1
    }
    var whole: [UInt8]
    var fraction: [UInt8] = []
    if place < 0 {
      whole = [0x30]
      fraction = [UInt8](repeating: 0x30, count: -place) + digits
    } else if place > digits.count {
      whole = digits + [UInt8](repeating: 0x30, count: place - digits.count)
    } else {
      whole = place == 0 ? [0x30] : Array(digits[..<place])
      fraction = Array(digits[place...])
    }
    var tail = fraction.isEmpty && !alwaysHasPoint ? "" : "."
    tail += String(decoding: fraction, as: UTF8.self)
    let exponent = point - place
    if exponent != 0 || "eE".contains(type) {
      tail += type.isUppercase ? "E" : "e"
      tail += exponent < 0 ? "\(exponent)" : "+\(exponent)"
    }
    if type == "%" { tail += "%" }
    let least = padsWithZeros ? width - tail.utf8.count - sign.utf8.count : 0
    return aligned(sign: sign, grouped(whole, atLeast: least) + tail, zeros: padsWithZeros)
  }

  /// The digits before the point in groups of three, with zeros in front up to a width.
  private func grouped(_ digits: [UInt8], atLeast least: Int) -> String {
    guard let separator else {
      let zeros = [UInt8](repeating: 0x30, count: max(0, least - digits.count))
      return String(decoding: zeros + digits, as: UTF8.self)
    }
    var groups: [String] = []
    var rest = digits[...]
    var least = least
    repeat {
      let length = min(max(rest.count, least, 1), 3)
      let group = rest.suffix(length)
      let zeros = [UInt8](repeating: 0x30, count: length - group.count)
      groups.append(String(decoding: zeros + group, as: UTF8.self))
      rest = rest.dropLast(length)
      least -= length + 1
    } while !rest.isEmpty || least + 1 > 0
    return groups.reversed().joined(separator: String(separator))
  }

  /// Puts sign and body into the width.
  fileprivate func aligned(sign: String, _ body: String, zeros: Bool) -> String {
    let missing = width - sign.count - body.utf8.count
    guard missing > 0 else { return sign + body }
    // What is no number is not padded with zeros.
    let fill = padsWithZeros && !zeros ? " " : self.fill
    let alignment = padsWithZeros && !zeros ? .right : self.alignment
    let padding = { (count: Int) in String(repeating: fill, count: count) }
    switch alignment {
    case .left: return sign + body + padding(missing)
    case .right: return padding(missing) + sign + body
    case .center: return padding(missing / 2) + sign + body + padding(missing - missing / 2)
    case .afterSign: return sign + padding(missing) + body
    }
  }
}
