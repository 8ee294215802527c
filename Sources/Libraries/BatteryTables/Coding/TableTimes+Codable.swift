/// A day as a text, as ISO 8601 writes it.
extension CalendarDay: Codable {
  /// Takes a text such as `2026-11-22`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    var text = try container.decode(String.self)
    guard let day = text.withUTF8({ TimeText.day($0) }) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "found the text \(JSONValue.string(text)), expected a day, such as"
          + " \"2026-11-22\"."
      )
    }
    self.init(daysSince1970: day)
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A time as a text, as ISO 8601 writes it, with its offset from UTC if it has one.
extension Timestamp: Codable {
  /// Takes a text such as `2026-11-22T09:30:00+01:00`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    var text = try container.decode(String.self)
    guard let time = text.withUTF8({ TimeText.timestamp($0) }) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "found the text \(JSONValue.string(text)), expected a time, such as"
          + " \"2026-11-22T09:30:00\"."
      )
    }
    self = time
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
