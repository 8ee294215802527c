/// The counter-based generator Philox4x64-10, for parallel work: any number of streams that never
/// meet, each made in no time.
///
/// For the same seed its 64-bit words and doubles are those of NumPy's `Philox`. Its period is 2^258.
///
/// ```swift
/// var first = Philox(seed: 42)
/// var streams = (0..<8).map { _ in first.split() }   // one for each worker
/// ```
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
public struct Philox: RandomSource, Sendable, Hashable, Codable {
  private var sequence: SeedSequence?
  private var key: [UInt64]
  private var counter: [UInt64]
  private var block: [UInt64] = [0, 0, 0, 0]
  private var place = 4
  /// The second of a pair of Gaussian numbers.
  public var gaussNext: Double?

  /// Makes a generator whose seed is drawn from the system.
  public init() {
    var system = SystemRandomNumberGenerator()
    self.init(seed: BigInteger(negative: false, magnitude: [system.next(), system.next()]))
  }

  /// Makes a generator from a whole number that is not negative.
  public init(seed: Int) { self.init(seed: BigInteger(seed)) }

  /// Makes a generator from a whole number of any size that is not negative.
  public init(seed: BigInteger) { self.init(SeedSequence(seed)) }

  /// Makes a generator from a sequence of seeds.
  public init(_ sequence: SeedSequence) {
    self.sequence = sequence
    key = sequence.words(2)
    counter = [0, 0, 0, 0]
  }

  /// Makes a generator from a key of two words and a counter of four, the least significant first.
  public init(key: (UInt64, UInt64), counter: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)) {
    sequence = nil
    self.key = [key.0, key.1]
    self.counter = [counter.0, counter.1, counter.2, counter.3]
  }

  /// Reads a state that ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sequence = try container.decodeIfPresent(SeedSequence.self, forKey: .sequence)
    key = try container.decode([UInt64].self, forKey: .key)
    counter = try container.decode([UInt64].self, forKey: .counter)
    block = try container.decode([UInt64].self, forKey: .block)
    place = try container.decode(Int.self, forKey: .place)
    gaussNext = try container.decodeIfPresent(Double.self, forKey: .gaussNext)
    guard key.count == 2, counter.count == 4, block.count == 4, (0...4).contains(place) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: container.codingPath,
          debugDescription: "This is no state of Philox. Give a key of 2 words, a counter and a"
            + " block of 4, and a place from 0 to 4."
        )
      )
    }
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    if place == 4 {
      add(1, at: 0)
      fill()
      place = 0
    }
    defer { place &+= 1 }
    return block[place]
  }

  /// A generator of its own, whose stream has nothing to do with this one's or other children's.
  ///
  /// The children are those of NumPy's `SeedSequence.spawn`. A generator that was made from a key
  /// takes that and the counter it has at the first split for its seed. Copies split alike, and so
  /// does ``jumped(by:)``: split a generator or jump, not both.
  public mutating func split() -> Philox {
    var sequence = sequence ?? keyedSequence
    let child = sequence.spawn()
    self.sequence = sequence
    return Philox(child)
  }

  /// The generator as it is after 2^128 blocks of four words, or a multiple of it.
  ///
  /// - Precondition: `times` is not negative.
  public func jumped(by times: Int = 1) -> Philox {
    var jumped = self
    jumped.add(UInt64(times), at: 2)
    jumped.place = 4
    jumped.gaussNext = nil
    return jumped
  }

  /// The one on top keeps it apart from the sequences of shorter seeds.
  private var keyedSequence: SeedSequence {
    SeedSequence(BigInteger(negative: false, magnitude: (key + counter + [1]).map { UInt($0) }))
  }

  private mutating func add(_ value: UInt64, at first: Int) {
    var carry = value
    for place in first..<4 where carry > 0 {
      let (sum, overflow) = counter[place].addingReportingOverflow(carry)
      counter[place] = sum
      carry = overflow ? 1 : 0
    }
  }

  private mutating func fill() {
    var (a, b, c, d) = (counter[0], counter[1], counter[2], counter[3])
    var (first, second) = (key[0], key[1])
    for _ in 0..<10 {
      let left = a.multipliedFullWidth(by: 0xd2e7_470e_e14c_6c93)
      let right = c.multipliedFullWidth(by: 0xca5a_8263_9512_1157)
      (a, b, c, d) = (right.high ^ b ^ first, right.low, left.high ^ d ^ second, left.low)
      first &+= 0x9e37_79b9_7f4a_7c15
      second &+= 0xbb67_ae85_84ca_a73b
    }
    (block[0], block[1], block[2], block[3]) = (a, b, c, d)
  }
}
