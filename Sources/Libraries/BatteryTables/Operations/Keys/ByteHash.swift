/// Hashes of bytes, eight at a time, by multiplying to twice the width and folding (as wyhash does).
struct ByteHash: Sendable {
  /// Words that nobody who makes a file may know: where a word of a key is equal to the one it is
  /// multiplied with, the other words of the key no longer matter.
  let seed: UInt64
  let first: UInt64
  let second: UInt64

  /// Other words in every process, so that no file can be made of keys that collide.
  static let process = ByteHash(seed: secret(), first: secret(), second: secret())
  /// Always the same, for estimates that shall not change from run to run.
  static let fixed = ByteHash(
    seed: 0x9E37_79B9_7F4A_7C15,
    first: 0xA076_1D64_78BD_642F,
    second: 0xE703_7ED1_A0B4_28DB
  )

  /// A random word that is odd and has as many ones as zeros, so that multiplying by it mixes well.
  private static func secret() -> UInt64 {
    while true {
      let word = UInt64.random(in: .min ... .max) | 1
      if word.nonzeroBitCount == 32 { return word }
    }
  }

  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inline(__always)
  func callAsFunction(_ number: UInt64) -> UInt64 {
    Self.mix(Self.mix(number ^ seed, first), second ^ number)
  }

  @inline(__always)
  func callAsFunction(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* second
    var place = bytes
    var left = count
    while left > 16 {
      hash = Self.mix(word(place) ^ first, word(place + 8) ^ hash)
      place += 16
      left -= 16
    }
    let (a, b) = Self.tail(place, left)
    return Self.mix(Self.mix(a ^ first, b ^ hash), second ^ UInt64(count))
  }

  /// The hash by this and that by another, in one pass: together a fingerprint of 128 bits.
  @inline(__always)
  func fingerprint(
    _ bytes: UnsafeRawPointer,
    _ count: Int,
    with other: ByteHash
  ) -> SIMD2<UInt64> {
    let length = UInt64(truncatingIfNeeded: count)
    var one = seed ^ length &* second
    var two = other.seed ^ length &* other.second
    var place = bytes
    var left = count
    while left > 16 {
      let a = word(place)
      let b = word(place + 8)
      one = Self.mix(a ^ first, b ^ one)
      two = Self.mix(a ^ other.first, b ^ two)
      place += 16
      left -= 16
    }
    let (a, b) = Self.tail(place, left)
    return SIMD2(
      Self.mix(Self.mix(a ^ first, b ^ one), second ^ length),
      Self.mix(Self.mix(a ^ other.first, b ^ two), other.second ^ length)
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
