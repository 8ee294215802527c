/// The generator MT19937, with the very streams of Python's `random.Random` for the same seed.
///
/// Its period is 2^19937 - 1. It is fast and well distributed, but no secret: 624 numbers tell all
/// that follow. For streams of their own on many threads take ``Philox``.
///
/// As JSON its state is what Python's `json.dumps(random.getstate())` writes.
///
/// Source: Matsumoto and Nishimura, "Mersenne Twister", ACM Transactions on Modeling and Computer
/// Simulation 8 (1998).
public struct MersenneTwister: RandomSource, Sendable, Hashable {
  private static let size = 624
  private static let shift = 397

  private var state: [UInt32]
  private var index: Int
  /// The second of a pair of Gaussian numbers.
  public var gaussNext: Double?

  /// Makes a generator whose seed is drawn from the system.
  public init() {
    var system = SystemRandomNumberGenerator()
    self.init(key: (0..<Self.size).map { _ in UInt32.random(in: 0...UInt32.max, using: &system) })
  }

  /// Makes a generator from a whole number; its sign makes no difference.
  public init(seed: Int) { self.init(seed: BigInteger(seed)) }

  /// Makes a generator from a whole number of any size; its sign makes no difference.
  public init(seed: BigInteger) {
    self.init(words: seed.magnitudeWords)
  }

  /// Makes a generator from a text.
  public init(seed: String) { self.init(seed: Array(seed.utf8)) }

  /// Makes a generator from bytes.
  public init(seed: [UInt8]) {
    // The bytes and their SHA-512, read as one number with the most significant byte first.
    let bytes = seed + SHA512.digest(seed)
    var words = [UInt](repeating: 0, count: (bytes.count + 7) / 8)
    for (place, byte) in bytes.reversed().enumerated() {
      words[place / 8] |= UInt(byte) << UInt(8 * (place % 8))
    }
    self.init(words: words)
  }

  /// Makes a generator from a double, by the number that Python's `hash` gives.
  ///
  /// - Precondition: `seed` is a number.
  public init(seed: Double) {
    precondition(!seed.isNaN, "What is no number makes no seed")
    self.init(words: [UInt(bitPattern: Self.hash(seed))])
  }

  private init(words: [UInt]) {
    var key = words.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)] }
    while let last = key.last, last == 0, key.count > 1 { key.removeLast() }
    self.init(key: key.isEmpty ? [0] : key)
  }

  private init(key: [UInt32]) {
    state = [UInt32](repeating: 0, count: Self.size)
    state[0] = 19_650_218
    for place in 1..<Self.size {
      let last = state[place - 1]
      state[place] = 1_812_433_253 &* (last ^ last >> 30) &+ UInt32(place)
    }
    index = Self.size
    var (place, step) = (1, 0)
    for _ in 0..<max(Self.size, key.count) {
      let last = state[place - 1]
      state[place] =
        (state[place] ^ (last ^ last >> 30) &* 1_664_525) &+ key[step] &+ UInt32(step)
      step = step + 1 == key.count ? 0 : step + 1
      advance(&place)
    }
    for _ in 1..<Self.size {
      let last = state[place - 1]
      state[place] = (state[place] ^ (last ^ last >> 30) &* 1_566_083_941) &- UInt32(place)
      advance(&place)
    }
    state[0] = 0x8000_0000
  }

  private mutating func advance(_ place: inout Int) {
    place += 1
    if place == Self.size {
      state[0] = state[Self.size - 1]
      place = 1
    }
  }

  /// The next 32 bits.
  @inline(__always)
  private mutating func nextWord() -> UInt32 {
    if index >= Self.size { twist() }
    var word = state[index]
    index &+= 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  @inline(never)
  private mutating func twist() {
    state.withUnsafeMutableBufferPointer { words in
      func mixed(_ high: UInt32, _ low: UInt32) -> UInt32 {
        let joined = high & 0x8000_0000 | low & 0x7fff_ffff
        return joined >> 1 ^ (0 &- (low & 1)) & 0x9908_b0df
      }
      let rest = Self.size - Self.shift
      for place in 0..<rest {
        words[place] = words[place + Self.shift] ^ mixed(words[place], words[place + 1])
      }
      for place in rest..<(Self.size - 1) {
        words[place] = words[place - rest] ^ mixed(words[place], words[place + 1])
      }
      let last = Self.size - 1
      words[last] = words[Self.shift - 1] ^ mixed(words[last], words[0])
    }
    index = 0
  }

  /// The next 64 bits: Python's `getrandbits(64)`.
  public mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return UInt64(nextWord()) << 32 | low
  }

  /// A number from 0 up to 1, 1 excluded, with 53 random bits.
  public mutating func random() -> Double {
    let high = nextWord() >> 5
    let low = nextWord() >> 6
    return (Double(high) * 67_108_864 + Double(low)) * 0x1p-53
  }

  /// So many random bits, 0 to 64, as a number.
  public mutating func bits(_ count: Int) -> UInt64 {
    precondition((0...64).contains(count), "A word has 0 to 64 bits")
    if count == 0 { return 0 }
    if count <= 32 { return UInt64(nextWord() >> UInt32(truncatingIfNeeded: 32 &- count)) }
    let low = UInt64(nextWord())
    return UInt64(nextWord() >> UInt32(truncatingIfNeeded: 64 &- count)) << 32 | low
  }

  /// Python's hash of a double: its value modulo 2^61 - 1.
  private static func hash(_ value: Double) -> Int {
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if value == 0 { return 0 }
    let prime = (1 << 61) - 1
    let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let exponent = (value.isNormal ? Int(value.exponent) : -1_022) - 52
    // Two to the 61st leaves 1, so a power of two rotates the 61 bits.
    let turn = (exponent % 61 + 61) % 61
    let rest = Int(significand) % prime
    let hash = (rest << turn & prime) | (rest >> (61 - turn))
    let signed = value < 0 ? -(hash % prime) : hash % prime
    return signed == -1 ? -2 : signed
  }
}

extension MersenneTwister: Codable {
  /// Reads a state: `[3, [624 words and the place among them], Gaussian number or null]`.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let version = try container.decode(Int.self)
    let words = try container.decode([UInt32].self)
    guard version == 3, words.count == Self.size + 1, words[Self.size] <= UInt32(Self.size) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "This is no state of a Mersenne Twister."
          + " Give one of version 3 with \(Self.size) words and the place among them."
      )
    }
    state = Array(words[..<Self.size])
    index = Int(words[Self.size])
    gaussNext = try container.decodeIfPresent(Double.self)
  }

  /// Writes a state as Python's `getstate()` gives it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(3)
    try container.encode(state + [UInt32(index)])
    if let gaussNext {
      try container.encode(gaussNext)
    } else {
      try container.encodeNil()
    }
  }
}
