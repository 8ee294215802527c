extension Decimal: Codable {
  /// Reads a number from a text, exactly; also from an integer, but not from a binary fraction.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      do {
        self = try Decimal(parsing: text)
      } catch {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "\(text): \(error)"
        )
      }
    } else {
      self = Decimal(try container.decode(Int.self))
    }
  }

  /// Writes the number as a text, so that no digit and no zero is lost.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
