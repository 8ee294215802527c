/// Writes floating-point numbers as the shortest decimals that read back as the same.
///
/// Numbers with at most 15 digits, which most tables have, are found by arithmetic: no two decimals
/// of so few digits are the same `Double`, so that the first one that is the number is the shortest.
struct DoubleFormat {
  typealias Output = UnsafeMutablePointer<UInt8>

  /// The most bytes that are written.
  static let limit = 48

  private static let mostDecimals = 16
  private static let powers: [UInt64] = (0...16).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 10 } ?? 1)
  }

  /// How many decimals the last number had, since those of a column are alike.
  private var decimals = 0
  /// How many numbers in a row had more digits than can be found so.
  private var misses = 0
  /// Whether whole numbers have a `.0`.
  private let keepsPoint: Bool

  init(keepsPoint: Bool) {
    self.keepsPoint = keepsPoint
  }

  /// Writes a number; ``limit`` bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  mutating func write(_ number: Double, to output: Output) -> Output {
    let magnitude = number.magnitude
    guard magnitude >= 0.001 || magnitude == 0, magnitude < 1e15 else {
      return writeAny(number, to: output)
    }
    output.pointee = UInt8(ascii: "-")
    let place = number.sign == .minus ? output + 1 : output
    let whole = UInt64(magnitude)
    if Double(whole) == magnitude {
      return writeWhole(whole, to: place)
    }
    let found = NumberText.powersOfTen.withUnsafeBufferPointer { powers in
      Self.digits(of: magnitude, decimals, powers[decimals])
    }
    if let found {
      misses = 0
      return writeParts(whole, found, to: place)
    }
    return search(number, magnitude, whole, to: output)
  }

  /// The digits of a number with some decimals, if it is just that.
  @inline(__always)
  private static func digits(of magnitude: Double, _ decimals: Int, _ power: Double) -> UInt64? {
    let scaled = magnitude * power
    guard scaled < 1e15 else { return nil }
    let digits = UInt64(scaled + 0.5)
    // Both are exact, so the quotient is rounded once, as it is when the decimal is read.
    return Double(digits) / power == magnitude ? digits : nil
  }

  private mutating func search(
    _ number: Double,
    _ magnitude: Double,
    _ whole: UInt64,
    to output: Output
  ) -> Output {
    if misses < 16 {
      for candidate in 1...Self.mostDecimals {
        let power = NumberText.powersOfTen[candidate]
        guard magnitude * power < 1e15 else { break }
        guard let digits = Self.digits(of: magnitude, candidate, power) else { continue }
        decimals = candidate
        misses = 0
        return writeParts(whole, digits, to: number < 0 ? output + 1 : output)
      }
      misses += 1
    }
    return writeAny(number, to: output)
  }

  @inline(__always)
  private func writeWhole(_ whole: UInt64, to output: Output) -> Output {
    let place = DigitFormat.write(whole, to: output)
    guard keepsPoint else { return place }
    place[0] = UInt8(ascii: ".")
    place[1] = UInt8(ascii: "0")
    return place + 2
  }

  /// Writes the digits before the point and, of all digits, those behind it.
  @inline(__always)
  private func writeParts(_ whole: UInt64, _ digits: UInt64, to output: Output) -> Output {
    let place = DigitFormat.write(whole, to: output)
    place.pointee = UInt8(ascii: ".")
    return Self.powers.withUnsafeBufferPointer { powers in
      let fraction = digits &- whole &* powers[decimals]
      if decimals <= 8 {
        return Self.writeFraction(fraction &* powers[8 &- decimals], to: place + 1)
      }
      let sixteen = fraction &* powers[16 &- decimals]
      let upper = sixteen / powers[8]
      let lower = sixteen &- upper &* powers[8]
      guard lower > 0 else { return Self.writeFraction(upper, to: place + 1) }
      DigitFormat.writeEight(upper, to: place + 1)
      return Self.writeFraction(lower, to: place + 9)
    }
  }

  /// Writes eight digits but the zeros at their end.
  @inline(__always)
  private static func writeFraction(_ eight: UInt64, to output: Output) -> Output {
    DigitFormat.writeEight(eight, to: output)
    return output + (8 &- DigitFormat.eightDigits(eight).leadingZeroBitCount >> 3)
  }

  /// Writes what is very large or small, or has 16 or 17 digits, or is no number.
  private func writeAny(_ number: Double, to output: Output) -> Output {
    var text = keepsPoint ? number.description : number.shortestText
    return text.withUTF8 { bytes in
      for (place, byte) in bytes.enumerated() { output[place] = byte }
      return output + bytes.count
    }
  }
}
