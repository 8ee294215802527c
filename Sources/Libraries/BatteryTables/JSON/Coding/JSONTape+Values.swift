import Foundation

extension JSONTape {
  /// Why a number does not become a value of a type.
  enum NumberProblem: Error {
    case fraction
    case range
    case digits
  }

  func isNull(_ node: Int) -> Bool { nodes[node].kind == .null }

  /// A text or key; the caller knows that it is one.
  func string(_ node: Int) -> String {
    let node = nodes[node]
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return "" }
      return JSONScan.string(base + node.start, base + node.end, isEscaped: node.isEscaped)
    }
  }

  /// Whether a key is a name.
  func isKey(_ node: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let key = nodes[node]
    if key.isEscaped { return string(node).utf8.elementsEqual(name) }
    guard key.end - key.start == name.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, let start = name.baseAddress else { return name.isEmpty }
      return memcmp(base + key.start, start, name.count) == 0
    }
  }

  /// The digits of a number.
  func digits(_ node: Int) -> String {
    let node = nodes[node]
    return bytes.withUnsafeBufferPointer { bytes in
      String(decoding: UnsafeBufferPointer(rebasing: bytes[node.start..<node.end]), as: UTF8.self)
    }
  }

  /// The whole number that a number is, however it is written: `1e3` is 1000.
  func integer<T: FixedWidthInteger>(_ place: Int) throws(NumberProblem) -> T {
    let node = nodes[place]
    if node.number == JSONKind.smallInteger || node.number == JSONKind.integer {
      let number = bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { JSONScan.smallInteger($0 + node.start, node.end - node.start) }
      }
      guard let number, let value = T(exactly: number) else { throw .range }
      return value
    }
    let decimal = JSONDecimalText(digits(place))
    guard decimal.exponent >= 0 else { throw .fraction }
    // More digits than the largest type has.
    guard decimal.digits.count + decimal.exponent <= 40 else { throw .range }
    let text = decimal.digits + String(repeating: "0", count: decimal.exponent)
    guard let value = T((decimal.isNegative ? "-" : "") + text) else { throw .range }
    return value
  }

  /// The nearest double.
  func double(_ place: Int) throws(NumberProblem) -> Double {
    let node = nodes[place]
    let number = bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { JSONScan.double($0 + node.start, node.end - node.start) } ?? .nan
    }
    guard number.isFinite else { throw .range }
    return number
  }

  /// The nearest float, rounded once.
  func float(_ place: Int) throws(NumberProblem) -> Float {
    guard let number = Float(digits(place)), number.isFinite else { throw .range }
    return number
  }

  /// The decimal number, with all its digits.
  func decimal(_ place: Int) throws(NumberProblem) -> Decimal {
    let decimal = JSONDecimalText(digits(place))
    guard decimal.digits.count <= 38 else { throw .digits }
    guard (-128...127).contains(decimal.exponent) else { throw .range }
    let text = (decimal.isNegative ? "-" : "") + decimal.digits + "e\(decimal.exponent)"
    guard let number = Decimal(string: text, locale: nil), !number.isNaN else { throw .range }
    return number
  }

  /// The value as one of ours.
  func value(_ place: Int) -> JSONValue {
    let node = nodes[place]
    switch node.kind {
    case .text: return .string(string(place))
    case .yes: return .boolean(true)
    case .no: return .boolean(false)
    case .number:
      let token = JSONToken(
        kind: .number,
        start: node.start,
        end: node.end,
        number: node.number
      )
      return bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { JSONBuilder.scalar(token, $0) } ?? .null
      }
    case .arrayStart:
      var items: [JSONValue] = []
      items.reserveCapacity(node.end)
      var item = place + 1
      while item < node.next {
        items.append(value(item))
        item = nodes[item].next
      }
      return .array(items)
    case .objectStart:
      var members: [JSONObject.Member] = []
      members.reserveCapacity(node.end)
      var key = place + 1
      while key < node.next {
        members.append(JSONObject.Member(string(key), value(key + 1)))
        key = nodes[key + 1].next
      }
      return .object(JSONObject(members))
    default: return .null
    }
  }

  /// What a value is, for messages.
  func summary(_ place: Int) -> String {
    let node = nodes[place]
    switch node.kind {
    case .text:
      let text = string(place)
      let start = String(text.prefix(40))
      return "the text \(JSONValue.string(start))\(start.count < text.count ? "…" : "")"
    case .number:
      let text = digits(place)
      return "the number \(text.prefix(40))\(text.utf8.count > 40 ? "…" : "")"
    case .yes: return "true"
    case .no: return "false"
    case .arrayStart: return "an array"
    case .objectStart: return "an object"
    default: return "null"
    }
  }
}

/// A valid JSON number as its digits, without zeros at either end, and a power of ten.
struct JSONDecimalText {
  var digits: String
  var exponent: Int
  var isNegative: Bool

  init(_ text: String) {
    isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(omittingEmptySubsequences: false) {
      $0 == "e" || $0 == "E"
    }
    let number = parts.first ?? "0"
    let point = number.split(separator: ".", maxSplits: 1)
    let fraction = point.count > 1 ? point[1] : ""
    // Nobody asks for exponents that no Int holds: they are too large either way.
    let power =
      parts.count > 1 ? Int(parts[1]) ?? (parts[1].hasPrefix("-") ? -1 << 40 : 1 << 40) : 0
    let all = (point.first ?? "0") + fraction
    let significant = all.drop { $0 == "0" }
    let zeros = significant.reversed().prefix { $0 == "0" }.count
    digits = String(significant.dropLast(zeros))
    exponent = power.clamped - fraction.count + zeros
    if digits.isEmpty {
      digits = "0"
      exponent = 0
    }
  }
}

extension Int {
  /// Far from where adding the length of a text overflows.
  fileprivate var clamped: Int { Swift.min(Swift.max(self, -1 << 40), 1 << 40) }
}
