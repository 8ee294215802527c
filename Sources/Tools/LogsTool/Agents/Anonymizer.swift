#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Takes from addresses what tells one person from the next, by the levels of GoAccess.
///
/// | level | IPv4 keeps | IPv6 keeps |
/// |---|---|---|
/// | 1 | 24 bits | 64 bits |
/// | 2 | 16 bits | 48 bits |
/// | 3 | 8 bits | 32 bits |
///
/// Ports and zones go. An address of IPv4 written as one of IPv6 is treated as what it is. What is no
/// address may be the name of a person's computer, and becomes `-`.
struct Anonymizer: Sendable {
  /// How many bytes an anonymous address has at most.
  static let longest = Int(INET6_ADDRSTRLEN)

  /// How many bytes of an IPv4 address are kept, and how many of IPv6.
  private let kept4: Int
  private let kept6: Int

  /// Creates one of a level from 1 to 3; others are taken as the nearest.
  init(level: Int = 1) {
    let level = min(max(level, 1), 3)
    kept4 = 4 - level
    kept6 = 10 - 2 * level
  }

  /// Writes what is left of an address to `output`, which has room for ``longest`` bytes.
  ///
  /// - Returns: How many bytes were written.
  func anonymize(
    _ address: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var address = address[...]
    if address.first == UInt8(ascii: "[") {
      address = address.dropFirst().prefix { $0 != UInt8(ascii: "]") }
    }
    if let parts = Self.parts(address) { return write(parts, into: output) }
    address = address.prefix { $0 != UInt8(ascii: "%") }
    guard var bytes = Self.bytes(address) else {
      output[0] = UInt8(ascii: "-")
      return 1
    }
    if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
      for place in (12 + kept4)..<16 { bytes[place] = 0 }
    } else {
      for place in kept6..<16 { bytes[place] = 0 }
    }
    return output.withMemoryRebound(to: CChar.self) { text in
      guard let start = text.baseAddress,
        inet_ntop(AF_INET6, bytes, start, socklen_t(text.count)) != nil
      else { return 0 }
      return strnlen(start, text.count)
    }
  }

  /// Returns what is left of an address.
  func anonymized(_ address: some Collection<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.longest) { output, count in
      count = Array(address).withUnsafeBufferPointer { anonymize($0, into: output) }
    }
  }

  private func write(_ parts: SIMD4<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    for place in 0..<4 {
      let part = place < kept4 ? parts[place] : 0
      if place > 0 {
        output[count] = UInt8(ascii: ".")
        count += 1
      }
      for (divisor, least) in [(100, 100), (10, 10), (1, 0)] where Int(part) >= least {
        output[count] = UInt8(ascii: "0") + UInt8(Int(part) / divisor % 10)
        count += 1
      }
    }
    return count
  }

  /// The four numbers of an IPv4 address, which may have a port.
  private static func parts(_ address: Slice<UnsafeBufferPointer<UInt8>>) -> SIMD4<UInt8>? {
    var parts = SIMD4<UInt8>()
    var (place, number, digits) = (0, 0, 0)
    for byte in address {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        guard digits <= 3, number <= 255 else { return nil }
        parts[place] = UInt8(number)
      case UInt8(ascii: "."):
        guard digits > 0, place < 3 else { return nil }
        place += 1
        (number, digits) = (0, 0)
      case UInt8(ascii: ":"):
        return place == 3 && digits > 0 ? parts : nil
      default:
        return nil
      }
    }
    return place == 3 && digits > 0 ? parts : nil
  }

  /// The bytes of an IPv6 address.
  private static func bytes(_ address: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    guard !address.isEmpty, address.count < longest, !address.contains(0) else { return nil }
    let text = address.map { CChar(bitPattern: $0) } + [0]
    var bytes = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
  }
}
