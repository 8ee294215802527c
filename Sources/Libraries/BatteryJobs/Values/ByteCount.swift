/// An amount of data as people write it: `512`, `10MB`, `64MiB`, `1.5GB`.
///
/// `kB`, `MB`, `GB` and `TB` are powers of 1000; `KiB`, `MiB`, `GiB` and `TiB` are powers of 1024.
public struct ByteCount: Hashable, Sendable {
  /// The amount in bytes; never negative.
  public let bytes: Int64

  /// Creates an amount; negative values become zero.
  public init(bytes: Int64) {
    self.bytes = max(0, bytes)
  }

  /// Creates an amount of whole MiB.
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(bytes: Int64(count) << 20) }

  /// Reads an amount such as `10MB`; a bare number counts bytes.
  ///
  /// - Returns: `nil` when the text is no amount, or is 8 EiB or more.
  public init?(_ text: String) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let amount = Double(number), amount >= 0, let factor = Self.factor(String(unit)) else {
      return nil
    }
    let total = amount * Double(factor)
    guard total < 9.2e18 else { return nil }
    bytes = Int64(total.rounded())
  }

  private static func factor(_ unit: String) -> Int64? {
    switch unit {
    case "", "B": 1
    case "k", "kB", "KB", "K": 1000
    case "M", "MB": 1_000_000
    case "G", "GB": 1_000_000_000
    case "T", "TB": 1_000_000_000_000
    case "KiB", "Ki": 1 << 10
    case "MiB", "Mi": 1 << 20
    case "GiB", "Gi": 1 << 30
    case "TiB", "Ti": 1 << 40
    default: nil
    }
  }
}

extension ByteCount: CustomStringConvertible {
  /// The amount in the largest binary unit that leaves at least 1, with one decimal: `1.5 MiB`.
  public var description: String {
    guard bytes >= 1024 else { return "\(bytes) B" }
    var value = Double(bytes) / 1024
    var units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
    while value >= 1023.95, units.count > 1 {
      value /= 1024
      units.removeFirst()
    }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units.first ?? "")"
  }
}

extension ByteCount: Comparable {
  /// Compares two amounts.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "an amount of data; write it as 500kB, 64MiB or 2GB" }

  /// The amount in bytes, which loses nothing.
  public var storedText: String { "\(bytes)" }
}
