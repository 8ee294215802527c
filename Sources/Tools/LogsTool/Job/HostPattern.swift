#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// A client, or a range of clients, whose records are left out.
public struct HostPattern: Hashable, Sendable {
  /// Why a text is no pattern.
  public enum Problem: Error, Hashable, Sendable {
    /// It is empty, or has characters that no name and no address has.
    case unreadable
    /// The length after the slash is none, or too long for the address.
    case length
  }

  private enum Kind: Hashable, Sendable {
    case range(HostAddress, bits: Int)
    case name(String)
  }

  private let kind: Kind

  /// Reads an address, a range such as `10.0.0.0/8` or `2001:db8::/32`, or a name.
  ///
  /// A name is one only as a log has it: no server is asked for its addresses.
  public init(_ text: String) throws(Problem) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let first = parts.first ?? ""
    guard let address = HostAddress(first.utf8) else {
      let isName = first.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      guard parts.count == 1, isName, !first.isEmpty, first.contains(where: \.isLetter) else {
        throw .unreadable
      }
      kind = .name(text.lowercased())
      return
    }
    let longest = address.isVersion4 ? 32 : 128
    guard parts.count > 1 else {
      kind = .range(address, bits: 128)
      return
    }
    guard let bits = Int(parts[1]), (0...longest).contains(bits) else { throw .length }
    kind = .range(address, bits: bits + 128 - longest)
  }

  /// Whether a client as a log has it is one of these.
  func matches(_ host: UnsafeBufferPointer<UInt8>, _ address: HostAddress?) -> Bool {
    switch kind {
    case .range(let range, let bits): address.map { $0.isEqual(range, bits: bits) } ?? false
    case .name(let name):
      host.count == name.utf8.count && name.utf8.elementsEqual(host, by: Self.same)
    }
  }

  /// Whether what is left of an address after ``Anonymizer`` of the first level still tells whether it
  /// is one of these.
  var isWideEnoughToAnonymize: Bool {
    guard case .range(let range, let bits) = kind else { return false }
    return bits <= (range.isVersion4 ? 96 + 24 : 64)
  }

  private static func same(_ small: UInt8, _ other: UInt8) -> Bool {
    small == (other &- 0x41 < 26 ? other | 0x20 : other)
  }
}

/// An address of IPv6, or one of IPv4 as IPv6 writes it.
struct HostAddress: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Whether it is one of IPv4.
  var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// Reads an address, which may have a port or a zone; `nil` when it is none.
  init?(_ text: some Collection<UInt8>) {
    var text = Array(text)[...]
    if text.first == UInt8(ascii: "[") {
      text = text.dropFirst().prefix { $0 != UInt8(ascii: "]") }
    }
    text = text.prefix { $0 != UInt8(ascii: "%") }
    let colons = text.reduce(0) { $1 == UInt8(ascii: ":") ? $0 + 1 : $0 }
    if colons == 1 { text = text.prefix { $0 != UInt8(ascii: ":") } }
    guard !text.isEmpty, text.count < Int(INET6_ADDRSTRLEN), !text.contains(0) else { return nil }
    let characters = text.map { CChar(bitPattern: $0) } + [0]
    var bytes = [UInt8](repeating: 0, count: 16)
    if colons > 1 {
      guard inet_pton(AF_INET6, characters, &bytes) == 1 else { return nil }
    } else {
      var four = [UInt8](repeating: 0, count: 4)
      guard inet_pton(AF_INET, characters, &four) == 1 else { return nil }
      bytes.replaceSubrange(10..., with: [0xFF, 0xFF] + four)
    }
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether the first bits of two addresses are the same.
  func isEqual(_ other: HostAddress, bits: Int) -> Bool {
    // A shift by 64 or more leaves nothing.
    (high ^ other.high) & ~(UInt64.max >> UInt64(min(bits, 64))) == 0
      && (low ^ other.low) & ~(UInt64.max >> UInt64(max(0, bits - 64))) == 0
  }
}
