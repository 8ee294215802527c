/// A number as a JSON text writes it, of any size and with all its digits.
///
/// Numbers are equal when they are written alike: `1.0` and `1.00` are not.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
  /// The digits, as JSON writes them.
  public let text: String

  /// Takes a text; `nil` when JSON writes no number so.
  public init?(_ text: String) {
    var text = text
    let isNumber = text.withUTF8 { Self.isNumber($0) }
    guard isNumber else { return nil }
    self.text = text
  }

  /// Takes the shortest decimal that reads back as `number`; `nil` when it is not finite.
  public init?(_ number: Double) {
    guard number.isFinite else { return nil }
    text = "\(number)"
  }

  /// Takes a number as people write it: a plus sign and zeros too many before it are left out, and a
  /// digit is put before and behind a bare point.
  ///
  /// - Returns: `nil` when it is no number even so.
  init?(plain text: String) {
    var digits = text[...]
    let sign = digits.hasPrefix("-") ? "-" : ""
    if digits.hasPrefix("-") || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, digits.contains(where: { ("0"..."9").contains($0) }) else {
      return nil
    }
    let whole = first.drop { $0 == "0" }
    var number = sign + (whole.isEmpty || whole.first?.isLetter == true ? "0" : "") + whole
    if parts.count > 1 {
      number += "." + (parts[1].isEmpty || parts[1].first?.isLetter == true ? "0" : "") + parts[1]
    }
    self.init(number)
  }

  /// Takes a text that is known to be a number.
  init(verified text: String) {
    self.text = text
  }

  /// The nearest floating-point number; infinite when the number is too large for one.
  public var double: Double { Double(text) ?? .nan }

  /// The whole number, when it is written as one and 64 bits hold it.
  public var integer: Int64? { Int64(text) }

  /// The digits.
  public var description: String { text }

  /// Whether bytes are a number as JSON writes it.
  static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    var kind: UInt8 = 0
    var problem: JSONProblem?
    let end = JSONScan.number(start, start + bytes.count, &kind, &problem)
    return problem == nil && end == start + bytes.count
  }
}
