internal import BatteryNumbers

extension SeriesMoments: Codable {
  private enum Key: String, CodingKey {
    case version, depth, count, decimalScale, binaryScale, powers, products, first, last, special
  }

  private static let maximumBinaryScale = 1_074

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    depth = try container.decode(Depth.self, forKey: .depth)
    count = try container.decode(Int.self, forKey: .count)
    decimalScale = try container.decode(Int.self, forKey: .decimalScale)
    binaryScale = try container.decode(Int.self, forKey: .binaryScale)
    special = try container.decode(SpecialValues.self, forKey: .special)
    func number(_ text: String) throws -> BigInteger {
      guard text.utf8.count < 20_000, let value = BigInteger(text, radix: 16) else {
        throw StatisticsError.damaged("sum")
      }
      return value
    }
    powers = try container.decode([String].self, forKey: .powers).map(number)
    products = try number(container.decode(String.self, forKey: .products))
    first = try number(container.decode(String.self, forKey: .first))
    last = try number(container.decode(String.self, forKey: .last))
    guard powers.count == 4, (0..<StatisticsError.countLimit).contains(count),
      (0...DecimalMoments.maximumScale).contains(decimalScale),
      (0...Self.maximumBinaryScale).contains(binaryScale)
    else { throw StatisticsError.damaged("sum") }
    // No numbers have a variance below zero.
    guard !second.isNegative else { throw StatisticsError.damaged("sum") }
  }

  /// Writes the state; sums in hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(depth, forKey: .depth)
    try container.encode(count, forKey: .count)
    try container.encode(decimalScale, forKey: .decimalScale)
    try container.encode(binaryScale, forKey: .binaryScale)
    try container.encode(powers.map { $0.text(radix: 16) }, forKey: .powers)
    try container.encode(products.text(radix: 16), forKey: .products)
    try container.encode(first.text(radix: 16), forKey: .first)
    try container.encode(last.text(radix: 16), forKey: .last)
    try container.encode(special, forKey: .special)
  }
}
