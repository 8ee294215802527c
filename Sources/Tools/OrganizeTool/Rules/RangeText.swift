/// One part of a range as a rule writes it: `> 10`, `1..2`, `5`.
enum RangeText {
  enum Sign {
    case more
    case atLeast
    case less
    case atMost
    case equal
  }

  case compared(Sign, String)
  case between(String, String)

  init?(_ text: Substring) {
    let text = Self.trimmed(text)
    guard !text.isEmpty else { return nil }
    let signs: [(String, Sign)] = [
      (">=", .atLeast), ("<=", .atMost), ("==", .equal), (">", .more), ("<", .less), ("=", .equal),
    ]
    if let (mark, sign) = signs.first(where: { text.hasPrefix($0.0) }) {
      let value = Self.trimmed(text.dropFirst(mark.count))
      guard !value.isEmpty else { return nil }
      self = .compared(sign, String(value))
    } else if let dots = text.firstRange(of: "..") {
      let low = Self.trimmed(text[..<dots.lowerBound])
      let high = Self.trimmed(text[dots.upperBound...])
      guard !low.isEmpty, !high.isEmpty else { return nil }
      self = .between(String(low), String(high))
    } else {
      self = .compared(.equal, String(text))
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return start.prefix(start.count - start.reversed().prefix { $0 == " " }.count)
  }
}
