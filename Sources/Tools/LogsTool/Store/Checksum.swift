/// Tells whether bytes came back from the disk as they went there; no protection against anybody who
/// means to change them.
enum Checksum {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The checksum of bytes: four words at a time, each in a lane of its own.
  ///
  /// - Complexity: O(n).
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4)
    var place = 0
    while bytes.count - place >= 32 {
      let words = bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
      lanes = step(lanes, words)
      place += 32
    }
    var rest = SIMD32<UInt8>()
    for index in 0..<(bytes.count - place) { rest[index] = bytes[place + index] }
    lanes = step(lanes, unsafeBitCast(rest, to: SIMD4<UInt64>.self))
    var sum = UInt64(bytes.count)
    for lane in 0..<4 { sum = (sum ^ lanes[lane] ^ lanes[lane] >> 29) &* factor }
    return sum ^ sum >> 32
  }

  @inline(__always)
  private static func step(_ lanes: SIMD4<UInt64>, _ words: SIMD4<UInt64>) -> SIMD4<UInt64> {
    let mixed = lanes ^ words
    return (mixed &* SIMD4(repeating: factor)) ^ (mixed &>> SIMD4(repeating: 31))
  }
}
