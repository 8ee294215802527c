/// Makes the ``ContentHash`` of bytes that come in pieces, of whatever lengths.
///
/// Blocks of 64 bytes go through four lanes, each of which multiplies two words to 128 bits and
/// folds the halves onto each other, the mixing of wyhash (Wang Yi, 2019), with one seed a lane.
public struct ContentHasher: Sendable {
  private var lanes: SIMD4<UInt64> = [
    0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03, 0x8CB9_2BA7_2F3D_8DD7, 0xAEF1_7502_108E_F2D9,
  ]
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  private static let secret: (UInt64, UInt64, UInt64, UInt64) = (
    0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3
  )

  /// Begins with nothing.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count &+= UInt64(bytes.count)
    var start = 0
    if !rest.isEmpty {
      let wanted = min(64 - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<wanted])
      start = wanted
      guard rest.count == 64 else { return }
      let block = rest
      block.withUnsafeBytes { mix($0, from: 0, to: 64) }
      rest.removeAll(keepingCapacity: true)
    }
    let end = start + (bytes.count - start) / 64 * 64
    mix(bytes, from: start, to: end)
    rest.append(contentsOf: bytes[end...])
  }

  /// The hash of all bytes so far.
  public func finish() -> ContentHash {
    var last = self
    if !rest.isEmpty {
      let block = rest + [UInt8](repeating: 0, count: 64 - rest.count)
      block.withUnsafeBytes { last.mix($0, from: 0, to: 64) }
    }
    // The count tells zeros that were added here from those of the content.
    let one = Self.fold(last.lanes[0] ^ count, last.lanes[1] ^ Self.secret.0)
    let two = Self.fold(last.lanes[2] ^ Self.secret.1, last.lanes[3] ^ count)
    return ContentHash(
      high: Self.fold(one ^ Self.secret.2, two ^ Self.secret.3),
      low: Self.fold(one &+ last.lanes[3] ^ Self.secret.0, two &+ last.lanes[0] ^ Self.secret.1)
    )
  }

  private mutating func mix(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var offset = start
    while offset < end {
      a = Self.fold(Self.word(bytes, offset) ^ Self.secret.0, Self.word(bytes, offset &+ 8) ^ a)
      b = Self.fold(
        Self.word(bytes, offset &+ 16) ^ Self.secret.1,
        Self.word(bytes, offset &+ 24) ^ b
      )
      c = Self.fold(
        Self.word(bytes, offset &+ 32) ^ Self.secret.2,
        Self.word(bytes, offset &+ 40) ^ c
      )
      d = Self.fold(
        Self.word(bytes, offset &+ 48) ^ Self.secret.3,
        Self.word(bytes, offset &+ 56) ^ d
      )
      offset &+= 64
    }
    lanes = [a, b, c, d]
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    // With the factors folded in a factor of zero does not forget the other one.
    return product.high ^ product.low ^ left.multipliedReportingOverflow(by: 3).partialValue ^ right
  }
}
