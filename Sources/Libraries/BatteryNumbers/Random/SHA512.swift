/// The digest SHA-512, which texts become seeds by.
///
/// No other use is made of it. Source: FIPS 180-4.
enum SHA512 {
  private static let primes: [Int] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 80 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// The first 64 bits behind the point of the primes' square roots.
  private static let start = primes.prefix(8).map { prime in
    UInt64(truncatingIfNeeded: (BigInteger(prime) << 128).squareRoot())
  }

  /// The first 64 bits behind the point of the primes' cube roots.
  private static let constants = primes.map { prime in
    let wanted = BigInteger(prime) << 192
    var root: BigInteger = 0
    for bit in (0..<68).reversed() {
      let larger = root + BigInteger(1) << bit
      if larger * larger * larger <= wanted { root = larger }
    }
    return UInt64(truncatingIfNeeded: root)
  }

  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var message = bytes + [0x80]
    while message.count % 128 != 112 { message.append(0) }
    // The length has 128 bits, of which a seed needs no more than half.
    message += [UInt8](repeating: 0, count: 8)
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var state = start
    for block in stride(from: 0, to: message.count, by: 128) {
      mix(&state, message[block..<(block + 128)])
    }
    return state.flatMap { word in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  private static func mix(_ state: inout [UInt64], _ block: ArraySlice<UInt8>) {
    func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
      word >> count | word << (64 - count)
    }
    var words = stride(from: block.startIndex, to: block.endIndex, by: 8).map { place in
      block[place..<(place + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    for place in 16..<80 {
      let (early, late) = (words[place - 15], words[place - 2])
      let first = rotated(early, 1) ^ rotated(early, 8) ^ early >> 7
      let second = rotated(late, 19) ^ rotated(late, 61) ^ late >> 6
      words.append(words[place - 16] &+ first &+ words[place - 7] &+ second)
    }
    var s = state
    for place in 0..<80 {
      let sum1 = rotated(s[4], 14) ^ rotated(s[4], 18) ^ rotated(s[4], 41)
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let first = s[7] &+ sum1 &+ choice &+ constants[place] &+ words[place]
      let sum0 = rotated(s[0], 28) ^ rotated(s[0], 34) ^ rotated(s[0], 39)
      let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
      s = [first &+ sum0 &+ majority, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    for place in 0..<8 { state[place] &+= s[place] }
  }
}
