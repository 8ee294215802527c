/// A number of 128 bits by which equal contents are found; fast, and no proof of anything.
///
/// Two contents with different numbers differ. Equal numbers are as good as proof against
/// accidents, but somebody who wants to can make two contents of one number: where that matters
/// the bytes are compared. The number is that of this version of the library on any machine.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// The upper half.
  public var high: UInt64

  /// The lower half.
  public var low: UInt64

  /// Makes a number of its halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of some bytes.
  public init(_ bytes: UnsafeRawBufferPointer) {
    var hasher = ContentHasher()
    hasher.update(bytes)
    self = hasher.finish()
  }

  /// Thirty-two hexadecimal digits.
  public var description: String { Self.digits(high) + Self.digits(low) }

  private static func digits(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
