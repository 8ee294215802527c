public import BatteryJobs

/// A condition on a size: `>1MB`, `<=500kB`, `1MB..10MB`, `0`.
public struct SizeRange: Hashable, Sendable {
  /// The least number of bytes.
  public var least: Int64

  /// The greatest number of bytes.
  public var greatest: Int64

  private let text: String

  /// Reads a condition; `nil` when it is none.
  public init?(_ text: String) {
    let text = text.filter { $0 != " " }
    self.text = text
    if let dots = text.firstRange(of: "..") {
      let (first, last) = (text[..<dots.lowerBound], text[dots.upperBound...])
      guard let low = first.isEmpty ? 0 : ByteCount(String(first))?.bytes,
        let high = last.isEmpty ? Int64.max : ByteCount(String(last))?.bytes, low <= high,
        !(first.isEmpty && last.isEmpty)
      else { return nil }
      (least, greatest) = (low, high)
      return
    }
    let sign = text.prefix { "<>=".contains($0) }
    guard let bytes = ByteCount(String(text.dropFirst(sign.count)))?.bytes else { return nil }
    switch sign {
    case "", "=": (least, greatest) = (bytes, bytes)
    case ">=": (least, greatest) = (bytes, .max)
    case ">": (least, greatest) = (bytes + 1, .max)
    case "<=": (least, greatest) = (0, bytes)
    case "<" where bytes > 0: (least, greatest) = (0, bytes - 1)
    default: return nil
    }
  }
}

extension SizeRange: TextCodable {
  /// The condition as it was written.
  public var description: String { text }

  /// What the value is and how to write it.
  public static var wanted: String { "a size; write it as >1MB, <500kB or 1MB..10MB" }
}
