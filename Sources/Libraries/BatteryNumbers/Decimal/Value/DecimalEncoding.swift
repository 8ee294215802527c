/// A number as IEEE 754 interchanges it: 32, 64 or 128 bits with densely packed decimals.
///
/// Several bit patterns can stand for one value; ``canonical`` is the one that is made.
public struct DecimalEncoding: Hashable, Sendable, CustomStringConvertible {
  /// How many bits there are.
  public enum Width: Int, CaseIterable, Codable, Hashable, Sendable {
    /// 32 bits: 7 digits.
    case bits32 = 32
    /// 64 bits: 16 digits.
    case bits64 = 64
    /// 128 bits: 34 digits.
    case bits128 = 128

    /// Digits of the coefficient.
    var digits: Int { 9 * rawValue / 32 - 2 }
    /// Bits of the exponent behind the combination field.
    var exponentBits: Int { rawValue / 16 + 4 }
    /// What is added to the exponent of the last digit.
    var bias: Int { maximumExponent + digits - 2 }
    /// The largest exponent of a first digit.
    var maximumExponent: Int { 3 << (rawValue / 16 + 3) }
  }

  /// How many bits there are.
  public let width: Width
  /// The bits, in the low ones.
  public let bits: UInt128

  /// Takes bits as they are.
  ///
  /// - Returns: `nil` when `bits` has more than `width`.
  public init?(bits: UInt128, width: Width) {
    guard width == .bits128 || bits >> UInt128(width.rawValue) == 0 else { return nil }
    self.bits = bits
    self.width = width
  }

  /// Reads 8, 16 or 32 hexadecimal digits.
  public init?(hexadecimal: some StringProtocol) {
    let digits = hexadecimal.utf8
    guard let width = Width(rawValue: digits.count * 4),
      digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let bits = UInt128(hexadecimal, radix: 16)
    else { return nil }
    self.init(bits: bits, width: width)
  }

  /// Encodes a number that the format holds exactly.
  ///
  /// - Returns: `nil` when the number has too many digits or an exponent outside the format's;
  ///   round it first in ``DecimalContext/ieee(bits:)``.
  public init?(_ value: Decimal, width: Width) {
    let sign: UInt128 = value.isSigned ? 1 : 0
    let combination: UInt128
    var exponent: UInt128 = 0
    var digits = value.digits
    switch value.form {
    case .infinity:
      combination = 0b11110
      digits = []
    case .quietNaN, .signalingNaN:
      guard value.coefficient.isZero || digits.count < width.digits else { return nil }
      combination = 0b11111
      exponent = value.form == .signalingNaN ? 1 << UInt128(width.exponentBits - 1) : 0
    case .finite:
      let biased = value.power + width.bias
      let largest = width.maximumExponent - width.digits + 1 + width.bias
      guard digits.count <= width.digits, biased >= 0, biased <= largest else { return nil }
      let first = digits.count == width.digits ? digits.removeFirst() : 0
      let top = biased >> width.exponentBits
      combination = UInt128(
        first < 8 ? top << 3 | first : 0b11000 | top << 1 | (first & 1)
      )
      exponent = UInt128(biased & ((1 << width.exponentBits) - 1))
    }
    var bits = sign << 5 | combination
    bits = bits << UInt128(width.exponentBits) | exponent
    let declets = (width.digits - 1) / 3
    digits = [Int](repeating: 0, count: declets * 3 - digits.count) + digits
    for declet in 0..<declets {
      let number = digits[declet * 3] * 100 + digits[declet * 3 + 1] * 10 + digits[declet * 3 + 2]
      bits = bits << 10 | UInt128(Declets.packed[number])
    }
    self.bits = bits
    self.width = width
  }

  /// The number that the bits stand for.
  public var value: Decimal {
    let declets = (width.digits - 1) / 3
    let total = width.rawValue
    let isNegative = bits >> UInt128(total - 1) & 1 == 1
    let combination = Int(bits >> UInt128(total - 6) & 0b11111)
    let field = Int(bits >> UInt128(declets * 10) & ((1 << UInt128(width.exponentBits)) - 1))
    var coefficient: [UInt8] = []
    for declet in (0..<declets).reversed() {
      let number = Declets.unpacked[Int(bits >> UInt128(declet * 10) & 0x3FF)]
      coefficient += [number / 100, number / 10 % 10, number % 10].map { UInt8($0) + 0x30 }
    }
    if combination == 0b11110 { return Decimal(form: .infinity, isNegative: isNegative) }
    if combination == 0b11111 {
      let isSignaling = field >> (width.exponentBits - 1) == 1
      let digits = coefficient.drop { $0 == 0x30 }
      return Decimal(
        form: isSignaling ? .signalingNaN : .quietNaN,
        isNegative: isNegative,
        payload: Coefficient(digits: digits)
      )
    }
    let isLarge = combination >> 3 == 0b11
    let first = isLarge ? 8 | combination & 1 : combination & 7
    let top = isLarge ? combination >> 1 & 3 : combination >> 3
    let digits = ([UInt8(first) + 0x30] + coefficient).drop { $0 == 0x30 }
    return Decimal(
      Coefficient(digits: digits),
      power: (top << width.exponentBits | field) - width.bias,
      isNegative: isNegative
    )
  }

  /// The encoding that is made of the value.
  public var canonical: DecimalEncoding { DecimalEncoding(value, width: width) ?? self }

  /// Whether this is the encoding that is made of the value.
  public var isCanonical: Bool { canonical == self }

  /// The same bits with the sign plus.
  public var copyAbs: DecimalEncoding { withSign(false) }

  /// The same bits with the other sign.
  public var copyNegate: DecimalEncoding { withSign(!isSigned) }

  /// Whether the sign is minus.
  public var isSigned: Bool { bits >> UInt128(width.rawValue - 1) & 1 == 1 }

  /// The same bits with a sign.
  public func withSign(_ isNegative: Bool) -> DecimalEncoding {
    let mask: UInt128 = 1 << UInt128(width.rawValue - 1)
    let changed = isNegative ? bits | mask : bits & ~mask
    return DecimalEncoding(bits: changed, width: width) ?? self
  }

  /// The bits in hexadecimal digits.
  public var description: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: width.rawValue / 4 - digits.count) + digits
  }
}

/// Three decimal digits in ten bits (Cowlishaw, *Densely packed decimal encoding*, 2002).
private enum Declets {
  /// The declet of each number from 0 to 999.
  static let packed: [UInt16] = (0..<1000).map { number in
    let (a, b, c) = (number / 100, number / 10 % 10, number % 10)
    let low = ((a & 1) << 7) | ((b & 1) << 4) | (c & 1)
    let bits: Int
    switch (a >= 8, b >= 8, c >= 8) {
    case (false, false, false): bits = (a & 6) << 7 | (b & 6) << 4 | (c & 6)
    case (false, false, true): bits = (a & 6) << 7 | (b & 6) << 4 | 0b1000
    case (false, true, false): bits = (a & 6) << 7 | (c & 6) << 4 | 0b1010
    case (true, false, false): bits = (c & 6) << 7 | (b & 6) << 4 | 0b1100
    case (true, true, false): bits = (c & 6) << 7 | 0b000_1110
    case (true, false, true): bits = (b & 6) << 7 | 0b010_1110
    case (false, true, true): bits = (a & 6) << 7 | 0b100_1110
    case (true, true, true): bits = 0b110_1110
    }
    return UInt16(bits | low)
  }

  /// The number of each declet, canonical or not.
  static let unpacked: [Int] = (0..<1024).map { bits in
    let (p, q, r) = (bits >> 7 & 7, bits >> 4 & 7, bits & 7)
    guard bits & 0b1000 != 0 else { return p * 100 + q * 10 + r }
    let (x, y, z) = (p & 1, q & 1, r & 1)
    switch r >> 1 {
    case 0b00: return p * 100 + q * 10 + 8 + z
    case 0b01: return p * 100 + (8 + y) * 10 + (q & 6 | z)
    case 0b10: return (8 + x) * 100 + q * 10 + (p & 6 | z)
    default:
      switch q >> 1 {
      case 0b00: return (8 + x) * 100 + (8 + y) * 10 + (p & 6 | z)
      case 0b01: return (8 + x) * 100 + (p & 6 | y) * 10 + 8 + z
      case 0b10: return p * 100 + (8 + y) * 10 + 8 + z
      default: return (8 + x) * 100 + (8 + y) * 10 + 8 + z
      }
    }
  }
}
