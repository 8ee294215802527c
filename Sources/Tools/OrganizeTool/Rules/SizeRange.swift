public import BatteryJobs

/// Lengths of files as a rule writes them: `> 10 MB`, `>= 1kB, < 5MB`, `1MB..2MB`, `0`.
public struct SizeRange: Hashable, Sendable {
  /// The least length in bytes.
  public let least: Int64

  /// The greatest length in bytes.
  public let most: Int64

  /// Reads a range.
  ///
  /// - Returns: `nil` when the text is none, or no length is in it.
  public init?(_ text: String) {
    var least: Int64 = 0
    var most = Int64.max
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let bounds = RangeText(part) else { return nil }
      switch bounds {
      case .between(let low, let high):
        guard let low = Self.bytes(low), let high = Self.bytes(high) else { return nil }
        (least, most) = (max(least, low), min(most, high))
      case .compared(let sign, let value):
        guard let value = Self.bytes(value) else { return nil }
        switch sign {
        case .more: least = max(least, value &+ 1)
        case .atLeast: least = max(least, value)
        case .less: most = min(most, value - 1)
        case .atMost: most = min(most, value)
        case .equal: (least, most) = (max(least, value), min(most, value))
        }
      }
    }
    guard least <= most else { return nil }
    self.least = least
    self.most = most
  }

  /// Whether a length is in the range.
  public func contains(_ size: Int64) -> Bool { size >= least && size <= most }

  /// Units in any case: nobody means a thousandth of a byte by `10mb`.
  private static func bytes(_ text: String) -> Int64? {
    let units = [
      "b": "B", "k": "kB", "kb": "kB", "kib": "KiB", "m": "MB", "mb": "MB", "mib": "MiB", "g": "GB",
      "gb": "GB", "gib": "GiB", "t": "TB", "tb": "TB", "tib": "TiB",
    ]
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard unit.isEmpty || units[unit] != nil else { return nil }
    return ByteCount("\(number)\(units[unit] ?? "")")?.bytes
  }
}

extension SizeRange: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "a range of lengths; write it as \"> 10 MB\" or \"1kB..5kB\"" }

  /// The range in bytes.
  public var description: String {
    if least == most { return "\(least)" }
    if most == .max { return ">= \(least)" }
    return least == 0 ? "<= \(most)" : "\(least)..\(most)"
  }
}
