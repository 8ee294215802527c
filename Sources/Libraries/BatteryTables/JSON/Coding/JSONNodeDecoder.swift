import Foundation

/// Decodes one value of a text.
final class JSONNodeDecoder: Decoder {
  let tape: JSONTape
  let node: Int
  private let parent: JSONNodeDecoder?
  private let step: JSONCodingStep
  /// Whether the keys of this object are data, which no style changes.
  let keepsKeys: Bool
  /// The key that was found last: the next one asked for is mostly the one behind it.
  private var hint = 0
  /// The values of all keys, once the object has been searched through too often.
  private var values: [String: Int]?

  init(
    _ tape: JSONTape,
    _ node: Int,
    _ parent: JSONNodeDecoder? = nil,
    _ step: JSONCodingStep = .itself,
    keepsKeys: Bool = false
  ) {
    self.tape = tape
    self.node = node
    self.parent = parent
    self.step = step
    self.keepsKeys = keepsKeys || tape.style.keys == .asNamed
    hint = node + 1
  }

  var codingPath: [any CodingKey] {
    var path: [any CodingKey] = []
    var place: JSONNodeDecoder? = self
    while let decoder = place {
      if let key = decoder.step.key { path.append(key) }
      place = decoder.parent
    }
    path.reverse()
    return path
  }

  var userInfo: [CodingUserInfoKey: Any] { tape.style.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tape.nodes[node].kind == .objectStart else {
      throw mismatch(nil, "an object", node, .itself)
    }
    return KeyedDecodingContainer(JSONKeyedDecoding(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tape.nodes[node].kind == .arrayStart else {
      throw mismatch(nil, "an array", node, .itself)
    }
    return JSONUnkeyedDecoding(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingleDecoding(self) }

  // MARK: - Members

  /// The node of a key's value.
  func find(_ key: some CodingKey) -> Int? {
    var name = key.stringValue
    if !keepsKeys { name = tape.keyCase.snake(name) }
    if values == nil, tape.keepsDuplicates { index() }
    if let values { return values[name] }
    let end = tape.nodes[node].next
    let found: Int? = name.withUTF8 { name in
      guard hint < end else { return nil }
      if tape.isKey(hint, name) { return hint }
      let next = tape.nodes[hint + 1].next
      return next < end && tape.isKey(next, name) ? next : nil
    }
    if let found {
      hint = found
      return found + 1
    }
    if tape.nodes[node].end > 16 {
      index()
      return values?[name]
    }
    return name.withUTF8 { name in
      var key = node + 1
      while key < end {
        if tape.isKey(key, name) {
          hint = key
          return key + 1
        }
        key = tape.nodes[key + 1].next
      }
      return nil
    }
  }

  private func index() {
    var values: [String: Int] = [:]
    values.reserveCapacity(tape.nodes[node].end)
    forEachKey { values[tape.string($0)] = $0 + 1 }
    self.values = values
  }

  func forEachKey(_ body: (Int) -> Void) {
    let end = tape.nodes[node].next
    var key = node + 1
    while key < end {
      body(key)
      key = tape.nodes[key + 1].next
    }
  }

  // MARK: - Values

  func decode(_ type: Bool.Type, _ node: Int, _ step: JSONCodingStep) throws -> Bool {
    switch tape.nodes[node].kind {
    case .yes: return true
    case .no: return false
    default: throw mismatch(type, "true or false", node, step)
    }
  }

  func decode(_ type: String.Type, _ node: Int, _ step: JSONCodingStep) throws -> String {
    guard tape.nodes[node].kind == .text else { throw mismatch(type, "a text", node, step) }
    return tape.string(node)
  }

  func integer<T: FixedWidthInteger>(
    _ type: T.Type,
    _ node: Int,
    _ step: JSONCodingStep
  ) throws -> T {
    guard tape.nodes[node].kind == .number else {
      throw mismatch(type, "a whole number", node, step)
    }
    do throws(JSONTape.NumberProblem) {
      return try tape.integer(node)
    } catch {
      let range = error == .range ? " from \(T.min) to \(T.max)" : ""
      throw invalid(type, "a whole number\(range)", node, step)
    }
  }

  func decode(_ type: Double.Type, _ node: Int, _ step: JSONCodingStep) throws -> Double {
    guard tape.nodes[node].kind == .number else {
      if let number = nonFinite(node) { return number }
      throw mismatch(type, "a number", node, step)
    }
    do throws(JSONTape.NumberProblem) {
      return try tape.double(node)
    } catch {
      throw invalid(type, "a number of a size that fits", node, step)
    }
  }

  func decode(_ type: Float.Type, _ node: Int, _ step: JSONCodingStep) throws -> Float {
    guard tape.nodes[node].kind == .number else {
      if let number = nonFinite(node) { return Float(number) }
      throw mismatch(type, "a number", node, step)
    }
    do throws(JSONTape.NumberProblem) {
      return try tape.float(node)
    } catch {
      throw invalid(type, "a number of a size that fits", node, step)
    }
  }

  private func nonFinite(_ node: Int) -> Double? {
    guard tape.style.nonFinite == .text, tape.nodes[node].kind == .text else { return nil }
    return switch tape.string(node) {
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    case "NaN": .nan
    default: nil
    }
  }

  func decode<T: Decodable>(_ type: T.Type, _ node: Int, _ step: JSONCodingStep) throws -> T {
    // The items of arrays come this way: those of the standard library are worth the comparison.
    // Each cast is to the very type that was compared.
    if type == String.self {
      return unsafeBitCast(try decode(String.self, node, step), to: type)
    }
    if type == Int.self { return unsafeBitCast(try integer(Int.self, node, step), to: type) }
    if type == Double.self { return unsafeBitCast(try decode(Double.self, node, step), to: type) }
    if let value = try special(type, node, step), let value = value as? T { return value }
    let keepsKeys = tape.style.keys != .asNamed && type is any JSONKeyedByData.Type
    if case .itself = step {
      guard keepsKeys else { return try T(from: self) }
      return try T(from: JSONNodeDecoder(tape, node, parent, self.step, keepsKeys: true))
    }
    return try T(from: JSONNodeDecoder(tape, node, self, step, keepsKeys: keepsKeys))
  }

  /// A value of a type that JSON has its own way for.
  private func special(
    _ type: any Decodable.Type,
    _ node: Int,
    _ step: JSONCodingStep
  ) throws -> Any? {
    if type == Date.self { return try date(node, step) }
    if type == JSONValue.self { return tape.value(node) }
    if type == Decimal.self { return try decimal(node, step) }
    if type == Data.self {
      guard tape.nodes[node].kind == .text else {
        throw mismatch(type, "a Base64 text", node, step)
      }
      guard let data = Data(base64Encoded: tape.string(node)) else {
        throw invalid(type, "a Base64 text", node, step)
      }
      return data
    }
    if type == URL.self {
      let text = try decode(String.self, node, step)
      guard let url = URL(string: text) else { throw invalid(type, "a URL", node, step) }
      return url
    }
    if type == JSONNumber.self {
      guard tape.nodes[node].kind == .number else { throw mismatch(type, "a number", node, step) }
      return JSONNumber(verified: tape.digits(node))
    }
    return nil
  }

  private func decimal(_ node: Int, _ step: JSONCodingStep) throws -> Decimal {
    guard tape.nodes[node].kind == .number else {
      throw mismatch(Decimal.self, "a number", node, step)
    }
    do throws(JSONTape.NumberProblem) {
      return try tape.decimal(node)
    } catch {
      let limit = error == .digits ? "at most 38 digits" : "a size that fits"
      throw invalid(Decimal.self, "a number of \(limit)", node, step)
    }
  }

  private func date(_ node: Int, _ step: JSONCodingStep) throws -> Date {
    switch tape.style.dates {
    case .iso8601:
      guard tape.nodes[node].kind == .text, let date = JSONDates.date(tape.string(node)) else {
        let expected = "a time with an offset from UTC, such as \"2026-11-22T09:30:00Z\""
        throw tape.nodes[node].kind == .text
          ? invalid(Date.self, expected, node, step) : mismatch(Date.self, expected, node, step)
      }
      return date
    case .secondsSince1970:
      return Date(timeIntervalSince1970: try decode(Double.self, node, step))
    case .millisecondsSince1970:
      return Date(timeIntervalSince1970: try decode(Double.self, node, step) / 1000)
    case .secondsSince2001:
      return Date(timeIntervalSinceReferenceDate: try decode(Double.self, node, step))
    case .custom(_, let decode):
      guard case .itself = step else {
        return try decode(JSONNodeDecoder(tape, node, self, step))
      }
      return try decode(self)
    }
  }

  // MARK: - Errors

  private func context(_ step: JSONCodingStep, _ text: String) -> DecodingError.Context {
    DecodingError.Context(
      codingPath: codingPath + (step.key.map { [$0] } ?? []),
      debugDescription: text
    )
  }

  /// A value is not what the type needs, or is `null`.
  func mismatch(
    _ type: Any.Type?,
    _ expected: String,
    _ node: Int,
    _ step: JSONCodingStep
  ) -> DecodingError {
    let name = type.map { " (\($0))" } ?? ""
    let context = context(step, "found \(tape.summary(node)), expected \(expected)\(name).")
    let type = type ?? Any.self
    return tape.isNull(node) ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }

  private func invalid(
    _ type: Any.Type,
    _ expected: String,
    _ node: Int,
    _ step: JSONCodingStep
  ) -> DecodingError {
    let text = "found \(tape.summary(node)), expected \(expected) (\(type))."
    return .dataCorrupted(context(step, text))
  }

  func missing(_ key: some CodingKey, _ type: Any.Type) -> DecodingError {
    let name = keepsKeys ? key.stringValue : tape.keyCase.snake(key.stringValue)
    let text =
      "the key \(JSONValue.string(name)) is missing, whose value should be of the type \(type)."
      + " Add it, or make the property optional."
    return .keyNotFound(key, context(.itself, text))
  }

  func atEnd(_ type: Any.Type, _ index: Int) -> DecodingError {
    let text = "the array ends here, where a value of the type \(type) is expected."
    return .valueNotFound(type, context(.index(index), text))
  }
}
