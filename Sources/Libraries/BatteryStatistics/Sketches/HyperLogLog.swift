internal import Foundation

/// How many different values there are, in a few kilobytes, with an error that is stated.
///
/// Values are hashed the same on every machine, so that sketches made anywhere can be merged; the
/// order and the division of the values make no difference.
///
/// Source: Flajolet and others, "HyperLogLog", AofA 2007; the estimate without a bias for few values
/// is of Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284.
public struct HyperLogLog: Sendable, Hashable {
  /// There are 2^precision registers of a byte.
  public let precision: Int
  private var registers: [UInt8]

  /// The precisions that a sketch may have.
  public static let precisions = 4...18

  /// Makes an empty sketch of the precision 14: sixteen kilobytes, an error of 0.8 %.
  public init() {
    precision = 14
    registers = [UInt8](repeating: 0, count: 1 << 14)
  }

  /// Makes an empty sketch.
  ///
  /// - Throws: ``StatisticsError`` for a precision outside of ``precisions``.
  public init(precision: Int) throws(StatisticsError) {
    guard Self.precisions.contains(precision) else {
      throw StatisticsError(
        .invalidArgument,
        "A sketch cannot have the precision \(precision). Give one of \(Self.precisions)."
      )
    }
    self.precision = precision
    registers = [UInt8](repeating: 0, count: 1 << precision)
  }

  /// The lane of its answers.
  public var lane: Lane { .approximate }

  /// The standard error of the estimate, as a share of it.
  public var relativeError: Double { 1.04 / Double(registers.count).squareRoot() }

  /// Adds a number; 0 and -0 are the same, and so are all NaN.
  public mutating func add(_ value: Double) {
    let bits = value.isNaN ? Double.nan.bitPattern : value == 0 ? 0 : value.bitPattern
    add(hash: Self.mix(bits &+ 0x9e37_79b9_7f4a_7c15))
  }

  /// Adds an integer, which is the same value as the double that is equal to it.
  ///
  /// A text is never the same as a number: 3 and 3.0 count once, and "3" beside them.
  public mutating func add(_ value: Int) {
    if let double = Double(exactly: value) { return add(double) }
    add(hash: Self.mix(UInt64(bitPattern: Int64(value)) ^ 0xa076_1d64_78bd_642f))
  }

  /// Adds a text, by its bytes in UTF-8.
  public mutating func add(_ text: some StringProtocol) { add(bytes: text.utf8) }

  /// Adds bytes.
  public mutating func add(bytes: some Sequence<UInt8>) {
    // Words of eight bytes, each mixed into the hash; the length sets apart zeros at the end.
    var (hash, word, length) = (UInt64(0xe703_7ed1_a0b4_28db), UInt64(0), UInt64(0))
    for byte in bytes {
      word |= UInt64(byte) << (8 * (length & 7))
      length += 1
      if length & 7 == 0 {
        hash = Self.mix(hash ^ word)
        word = 0
      }
    }
    add(hash: Self.mix(Self.mix(hash ^ word) &+ length))
  }

  private mutating func add(hash: UInt64) {
    let register = Int(hash >> UInt64(64 - precision))
    // One more than the zeros before the first bit that is set, of those that are left.
    let rest = hash << UInt64(precision)
    let rank = UInt8(min(rest.leadingZeroBitCount, 64 - precision) + 1)
    if rank > registers[register] { registers[register] = rank }
  }

  /// The finalizer of SplitMix64, by Vigna.
  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  /// Adds another sketch.
  ///
  /// - Throws: ``StatisticsError`` for a sketch of another precision.
  public mutating func add(_ other: HyperLogLog) throws(StatisticsError) {
    guard precision == other.precision else {
      throw StatisticsError(
        .shape,
        "Sketches of the precisions \(precision) and \(other.precision) cannot be merged."
          + " Make both of one precision."
      )
    }
    for place in registers.indices {
      registers[place] = max(registers[place], other.registers[place])
    }
  }

  /// About how many different values were added.
  public var estimate: Double {
    let bits = 64 - precision
    var counts = [Int](repeating: 0, count: bits + 2)
    for register in registers { counts[Int(register)] += 1 }
    let count = Double(registers.count)
    if counts[0] == registers.count { return 0 }
    var sum = count * Self.tau(1 - Double(counts[bits + 1]) / count)
    for rank in stride(from: bits, through: 1, by: -1) {
      sum = 0.5 * (sum + Double(counts[rank]))
    }
    sum += count * Self.sigma(Double(counts[0]) / count)
    return count * count / (2 * log(2.0) * sum)
  }

  private static func sigma(_ x: Double) -> Double {
    if x == 1 { return .infinity }
    var (x, y, z, last) = (x, 1.0, x, Double.nan)
    while z != last {
      x *= x
      last = z
      z += x * y
      y += y
    }
    return z
  }

  private static func tau(_ x: Double) -> Double {
    if x == 0 || x == 1 { return 0 }
    var (x, y, z, last) = (x, 1.0, 1 - x, Double.nan)
    while z != last {
      x = x.squareRoot()
      last = z
      y *= 0.5
      z -= (1 - x) * (1 - x) * y
    }
    return z / 3
  }
}

extension HyperLogLog: Codable {
  private enum Key: String, CodingKey {
    case version, hash, precision, registers
  }

  /// How values are hashed: another hash has other registers for the same values, which must never
  /// be merged with these.
  private static let hash = "splitmix64-words"

  /// Reads a sketch that was written on any machine.
  ///
  /// - Throws: ``StatisticsError`` for a sketch of another hash, which the first version had, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(2, forKey: .version)
    let hash = try container.decode(String.self, forKey: .hash)
    guard hash == Self.hash else {
      throw StatisticsError(
        .invalidState,
        "A saved sketch has hashed its values by \"\(hash)\", and only \"\(Self.hash)\" is known."
          + " Make the sketch anew from the data."
      )
    }
    try self.init(precision: try container.decode(Int.self, forKey: .precision))
    let data = try container.decode(Data.self, forKey: .registers)
    guard data.count == registers.count, data.allSatisfy({ $0 <= 65 - precision }) else {
      throw StatisticsError.damaged("sketch")
    }
    registers = Array(data)
  }

  /// Writes the sketch.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(2, forKey: .version)
    try container.encode(Self.hash, forKey: .hash)
    try container.encode(precision, forKey: .precision)
    try container.encode(Data(registers), forKey: .registers)
  }
}
