/// Hashes of bytes, eight at a time, by multiplying to twice the width and folding (as wyhash does).
struct ByteHash: Sendable {
  var seed: UInt64

  /// A seed that is another in every process, so that no file can be made of keys that collide.
  static let process = ByteHash(seed: .random(in: .min ... .max))
  /// Always the same, for estimates that shall not change from run to run.
  static let fixed = ByteHash(seed: 0x9E37_79B9_7F4A_7C15)

  private static let first: UInt64 = 0xA076_1D64_78BD_642F
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inline(__always)
  func callAsFunction(_ number: UInt64) -> UInt64 {
    Self.mix(Self.mix(number ^ seed, Self.first), Self.second ^ number)
  }

  @inline(__always)
  func callAsFunction(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* Self.second
    var place = bytes
    var left = count
    while left > 16 {
      hash = Self.mix(word(place) ^ Self.first, word(place + 8) ^ hash)
      place += 16
      left -= 16
    }
    let (a, b) = Self.tail(place, left)
    return Self.mix(Self.mix(a ^ Self.first, b ^ hash), Self.second ^ UInt64(count))
  }

  /// Two hashes that have nothing to do with each other: a fingerprint of 128 bits.
  @inline(__always)
  func fingerprint(_ bytes: UnsafeRawPointer, _ count: Int) -> SIMD2<UInt64> {
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* Self.second
    var other = hash &* Self.first ^ 0x8EBC_6AF0_9C88_C6E3
    var place = bytes
    var left = count
    while left > 16 {
      let a = word(place)
      let b = word(place + 8)
      hash = Self.mix(a ^ Self.first, b ^ hash)
      other = Self.mix(b ^ 0x5899_65CC_7537_4CC3, a ^ other)
      place += 16
      left -= 16
    }
    let (a, b) = Self.tail(place, left)
    return SIMD2(
      Self.mix(Self.mix(a ^ Self.first, b ^ hash), Self.second ^ UInt64(count)),
      Self.mix(Self.mix(b ^ 0x5899_65CC_7537_4CC3, a ^ other), Self.first ^ UInt64(count))
    )
  }

  /// The last bytes, at most 16, as two words; with the count they say what the bytes are.
  @inline(__always)
  static func tail(_ place: UnsafeRawPointer, _ left: Int) -> (UInt64, UInt64) {
    if left >= 8 {
      return (
        place.loadUnaligned(as: UInt64.self), (place + left - 8).loadUnaligned(as: UInt64.self)
      )
    }
    if left >= 4 {
      return (
        UInt64(place.loadUnaligned(as: UInt32.self)),
        UInt64((place + left - 4).loadUnaligned(as: UInt32.self))
      )
    }
    guard left > 0 else { return (0, 0) }
    let low = UInt64(place.load(as: UInt8.self))
    let middle = UInt64((place + left / 2).load(as: UInt8.self))
    let high = UInt64((place + left - 1).load(as: UInt8.self))
    return (low | middle << 8 | high << 16, 0)
  }

  @inline(__always)
  private func word(_ place: UnsafeRawPointer) -> UInt64 {
    place.loadUnaligned(as: UInt64.self)
  }
}
