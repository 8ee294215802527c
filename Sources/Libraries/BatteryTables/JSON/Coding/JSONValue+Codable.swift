/// Any value of a JSON text, as the property of a type whose shape is not known before.
///
/// ``JSONDocumentEncoder`` and ``JSONDocumentDecoder`` keep all digits and the order of members; other
/// coders keep what they have of them.
extension JSONValue: Codable {
  /// Takes whatever value there is.
  public init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: JSONCodingKey.self) {
      let values = try members.allKeys.map { key in
        JSONObject.Member(key.stringValue, try members.decode(JSONValue.self, forKey: key))
      }
      self = .object(JSONObject(values))
      return
    }
    if var items = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !items.isAtEnd { values.append(try items.decode(JSONValue.self)) }
      self = .array(values)
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let isTrue = try? value.decode(Bool.self) {
      self = .boolean(isTrue)
    } else if let number = try? value.decode(Int64.self) {
      self = .integer(number)
    } else if let number = try? value.decode(JSONNumber.self) {
      self = .number(number)
    } else {
      self = .string(try value.decode(String.self))
    }
  }

  /// Writes the value as what it is.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let object):
      var members = encoder.container(keyedBy: JSONCodingKey.self)
      for member in object.members {
        try members.encode(member.value, forKey: JSONCodingKey(stringValue: member.key))
      }
    case .array(let values):
      var items = encoder.unkeyedContainer()
      for value in values { try items.encode(value) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .boolean(let isTrue): try container.encode(isTrue)
      case .integer(let number): try container.encode(number)
      case .number(let number): try container.encode(number)
      case .string(let text): try container.encode(text)
      default: try container.encodeNil()
      }
    }
  }
}
