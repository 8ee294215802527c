/// Makes independent seeds of any length out of one, and children that do the same.
///
/// The words are those of NumPy's `SeedSequence` for the same entropy and spawn key, so that streams
/// made here can be made there again.
public struct SeedSequence: Sendable, Hashable, Codable {
  /// What all words come from.
  public let entropy: BigInteger
  /// The way from the first sequence to this one: which child of which.
  public let spawnKey: [UInt32]
  private var children: UInt32 = 0

  /// Makes a sequence.
  ///
  /// - Precondition: `entropy` is not negative.
  public init(_ entropy: BigInteger, spawnKey: [UInt32] = []) {
    precondition(!entropy.isNegative, "Entropy is not negative")
    self.entropy = entropy
    self.spawnKey = spawnKey
  }

  /// Reads a sequence that ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    entropy = try container.decode(BigInteger.self, forKey: .entropy)
    spawnKey = try container.decode([UInt32].self, forKey: .spawnKey)
    children = try container.decode(UInt32.self, forKey: .children)
    guard !entropy.isNegative else {
      throw DecodingError.dataCorruptedError(
        forKey: .entropy,
        in: container,
        debugDescription: "The entropy \(entropy) is negative. Give one that is not."
      )
    }
  }

  /// The next child, which no other child and none of its own children equals.
  ///
  /// - Precondition: There are less than 2^32 - 1 children.
  public mutating func spawn() -> SeedSequence {
    defer { children += 1 }
    return SeedSequence(entropy, spawnKey: spawnKey + [children])
  }

  /// So many words of 64 bits.
  public func words(_ count: Int) -> [UInt64] {
    let pool = pool()
    var factor: UInt32 = 0x8b51_f9dd
    let halves = (0..<(2 * count)).map { place -> UInt32 in
      var word = pool[place % pool.count] ^ factor
      factor &*= 0x58f3_8ded
      word &*= factor
      return word ^ word >> 16
    }
    return (0..<count).map { UInt64(halves[2 * $0]) | UInt64(halves[2 * $0 + 1]) << 32 }
  }

  private func pool() -> [UInt32] {
    var words = entropy.magnitudeWords.flatMap {
      [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)]
    }
    while let last = words.last, last == 0 { words.removeLast() }
    if words.isEmpty { words = [0] }
    if !spawnKey.isEmpty {
      while words.count < 4 { words.append(0) }
      words += spawnKey
    }
    var factor: UInt32 = 0x43b0_d7e5
    func hashed(_ value: UInt32) -> UInt32 {
      var value = value ^ factor
      factor &*= 0x931e_8875
      value &*= factor
      return value ^ value >> 16
    }
    func mixed(_ a: UInt32, _ b: UInt32) -> UInt32 {
      let result = 0xca01_f9dd &* a &- 0x4973_f715 &* b
      return result ^ result >> 16
    }
    var pool = (0..<4).map { hashed($0 < words.count ? words[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where source != target {
        pool[target] = mixed(pool[target], hashed(pool[source]))
      }
    }
    for word in words.dropFirst(4) {
      for target in 0..<4 { pool[target] = mixed(pool[target], hashed(word)) }
    }
    return pool
  }
}
