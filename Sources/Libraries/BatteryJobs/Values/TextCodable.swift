/// A value that configurations and history write as one text.
public protocol TextCodable: Codable, CustomStringConvertible {
  /// What the value is and how to write it, for the message of an error: "a share; write it as 80%".
  static var wanted: String { get }

  /// Reads the value; `nil` when the text is none.
  init?(_ text: String)

  /// The text that is stored, and that reads back as the same value.
  var storedText: String { get }
}

extension TextCodable {
  /// The description.
  public var storedText: String { description }

  /// Reads the value from its text, or from a whole number as it would be written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text =
      if let number = try? container.decode(Int64.self) {
        "\(number)"
      } else {
        try container.decode(String.self)
      }
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is not \(Self.wanted)"
      )
    }
    self = value
  }

  /// Writes the value as its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(storedText)
  }
}
