import Foundation

/// A number with all its digits, as the property of a type.
///
/// ``JSONDocumentEncoder`` and ``JSONDocumentDecoder`` keep all digits; other coders keep 38.
extension JSONNumber: Codable {
  /// Takes a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = "\(try container.decode(Decimal.self))"
    guard let number = JSONNumber(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "found \(text), expected a number that JSON can say."
      )
    }
    self = number
  }

  /// Writes the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let integer {
      try container.encode(integer)
    } else if let number = Decimal(string: text, locale: nil) {
      try container.encode(number)
    } else {
      try container.encode(double)
    }
  }
}
