/// A value of a JSON text.
public enum JSONValue: Hashable, Sendable {
  /// The value `null`.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A whole number that 64 bits hold; `-0` is not one.
  case integer(Int64)
  /// Any other number, with all its digits.
  case number(JSONNumber)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Keys with their values.
  case object(JSONObject)
}

extension JSONValue {
  /// A number: the shortest decimal that reads back as the same.
  ///
  /// - Returns: `nil` when the number is infinite or none, which JSON cannot say.
  public static func double(_ number: Double) -> JSONValue? {
    JSONNumber(number).map(JSONValue.number)
  }

  /// Whether the value is `null`.
  public var isNull: Bool { self == .null }

  /// The truth value, when it is one.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The whole number, when it is one that 64 bits hold.
  public var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The nearest floating-point number, when the value is a number.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value.double
    default: nil
    }
  }

  /// The text, when it is one.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The values, when it is an array.
  public var array: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The members, when it is an object.
  public var object: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The value of a key; `nil` when it is not there, or this is no object.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The value at a place; `nil` when there is none, or this is no array.
  public subscript(place: Int) -> JSONValue? {
    guard let array, array.indices.contains(place) else { return nil }
    return array[place]
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Makes a whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// Makes `null`.
  public init(nilLiteral: ()) { self = .null }

  /// Makes an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Makes an object, whose members keep the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON, without white space.
  public var description: String { JSONWriter().string(self) }
}
