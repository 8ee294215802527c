import Foundation

/// Encodes one value.
final class JSONTreeEncoder: Encoder {
  /// What all encoders of one text share.
  final class Settings {
    let style: JSONCodingStyle
    let keyCase = JSONKeyCase()

    init(_ style: JSONCodingStyle) {
      self.style = style
    }
  }

  let settings: Settings
  private let parent: JSONTreeEncoder?
  private let step: JSONCodingStep
  private let depth: Int
  /// Whether the keys of this object are data, which no style changes.
  private let keepsKeys: Bool
  /// What was encoded so far.
  private(set) var result: JSONTree?

  init(
    _ settings: Settings,
    _ parent: JSONTreeEncoder? = nil,
    _ step: JSONCodingStep = .itself,
    keepsKeys: Bool = false
  ) {
    self.settings = settings
    self.parent = parent
    self.step = step
    depth = parent.map { $0.depth + 1 } ?? 0
    self.keepsKeys = keepsKeys || settings.style.keys == .asNamed
  }

  var codingPath: [any CodingKey] {
    var path: [any CodingKey] = []
    var place: JSONTreeEncoder? = self
    while let encoder = place {
      if let key = encoder.step.key { path.append(key) }
      place = encoder.parent
    }
    path.reverse()
    return path
  }

  var userInfo: [CodingUserInfoKey: Any] { settings.style.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let object: JSONTreeObject
    if case .object(let known) = result {
      object = known
    } else {
      object = JSONTreeObject()
      result = .object(object)
    }
    return KeyedEncodingContainer(JSONKeyedEncoding(self, object))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let array: JSONTreeArray
    if case .array(let known) = result {
      array = known
    } else {
      array = JSONTreeArray()
      result = .array(array)
    }
    return JSONUnkeyedEncoding(self, array)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleEncoding(self) }

  func set(_ content: JSONTree) { result = content }

  /// The key of an object for a coding key.
  func name(_ key: some CodingKey) -> String {
    keepsKeys ? key.stringValue : settings.keyCase.snake(key.stringValue)
  }

  /// An encoder for something within this value.
  func child(_ step: JSONCodingStep, keepsKeys: Bool = false) -> JSONTreeEncoder {
    JSONTreeEncoder(settings, self, step, keepsKeys: keepsKeys)
  }

  // MARK: - Values

  func content(_ number: Double, _ step: JSONCodingStep) throws -> JSONTree {
    if let value = JSONValue.double(number) { return .value(value) }
    return .value(try nonFinite(number, number, step))
  }

  func content(_ number: Float, _ step: JSONCodingStep) throws -> JSONTree {
    // The shortest decimal of a float is shorter than that of the same number as a double.
    if number.isFinite { return .value(.number(JSONNumber(verified: "\(number)"))) }
    return .value(try nonFinite(Double(number), number, step))
  }

  private func nonFinite(
    _ number: Double,
    _ value: any Encodable,
    _ step: JSONCodingStep
  ) throws -> JSONValue {
    guard settings.style.nonFinite == .text else {
      throw invalid(
        value,
        "\(number) is no number that JSON can say. Choose a style that writes it as a text.",
        step
      )
    }
    return .string(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
  }

  func content(_ number: some FixedWidthInteger) -> JSONTree {
    if let value = Int64(exactly: number) { return .value(.integer(value)) }
    return .value(.number(JSONNumber(verified: String(number))))
  }

  func content<T: Encodable>(_ value: T, _ step: JSONCodingStep) throws -> JSONTree {
    // The items of arrays come this way: those of the standard library are worth the comparison.
    // Each cast is to the very type that was compared.
    if T.self == String.self { return .value(.string(unsafeBitCast(value, to: String.self))) }
    if T.self == Int.self { return content(unsafeBitCast(value, to: Int.self)) }
    if T.self == Double.self {
      return try content(unsafeBitCast(value, to: Double.self), step)
    }
    if let value = try special(value, step) { return value }
    guard depth < JSONCodingStyle.depthLimit else {
      throw invalid(
        value,
        "values are more than \(JSONCodingStyle.depthLimit) deep in each other."
          + " Check whether one holds itself.",
        step
      )
    }
    let keepsKeys = settings.style.keys != .asNamed && value is any JSONKeyedByData
    let encoder = child(step, keepsKeys: keepsKeys)
    try value.encode(to: encoder)
    if let result = encoder.result { return result }
    guard case .itself = step else { return .value(.object(JSONObject())) }
    throw invalid(value, "the type \(T.self) encoded no value. Encode one, such as nil.", step)
  }

  /// The content of a type that JSON has its own way for.
  private func special<T: Encodable>(_ value: T, _ step: JSONCodingStep) throws -> JSONTree? {
    if T.self == Date.self, let date = value as? Date { return try content(date, step) }
    if T.self == JSONValue.self, let json = value as? JSONValue { return .value(json) }
    if T.self == Decimal.self, let number = value as? Decimal {
      guard let text = JSONNumber("\(number)") else {
        throw invalid(value, "\(number) is no number that JSON can say. Encode another.", step)
      }
      return .value(text.value)
    }
    if T.self == Data.self, let data = value as? Data {
      return .value(.string(data.base64EncodedString()))
    }
    if T.self == URL.self, let url = value as? URL { return .value(.string(url.absoluteString)) }
    if T.self == JSONNumber.self, let number = value as? JSONNumber {
      return .value(number.text == "-0" ? .number(number) : number.value)
    }
    return nil
  }

  private func content(_ date: Date, _ step: JSONCodingStep) throws -> JSONTree {
    switch settings.style.dates {
    case .iso8601:
      guard let text = JSONDates.text(date) else {
        throw invalid(
          date,
          "the year of \(date) is not from 0 to 9999. Write it as a number.",
          step
        )
      }
      return .value(.string(text))
    case .secondsSince1970: return try content(date.timeIntervalSince1970, step)
    case .millisecondsSince1970: return try content(date.timeIntervalSince1970 * 1000, step)
    case .secondsSince2001: return try content(date.timeIntervalSinceReferenceDate, step)
    case .custom(let encode, _):
      let encoder = child(step)
      try encode(date, encoder)
      return encoder.result ?? .value(.object(JSONObject()))
    }
  }

  private func invalid(
    _ value: any Encodable,
    _ text: String,
    _ step: JSONCodingStep
  ) -> EncodingError {
    let path = codingPath + (step.key.map { [$0] } ?? [])
    return .invalidValue(value, EncodingError.Context(codingPath: path, debugDescription: text))
  }
}

extension JSONNumber {
  /// The number as a value: a whole one where 64 bits hold it.
  fileprivate var value: JSONValue { integer.map(JSONValue.integer) ?? .number(self) }
}
