private enum BoundedDequeKey: String, CodingKey {
  case maxLength
  case elements
}

extension BoundedDeque: Encodable where Element: Encodable {
  /// Encodes the maximum length, if there is one, and the elements from left to right.
  ///
  /// - Complexity: O(`count`).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: BoundedDequeKey.self)
    try container.encodeIfPresent(maxLength, forKey: .maxLength)
    try container.encode(Array(self), forKey: .elements)
  }
}

extension BoundedDeque: Decodable where Element: Decodable {
  /// Decodes what ``encode(to:)`` wrote.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the maximum length is negative, or smaller than
  ///   the number of elements.
  /// - Complexity: O(*n*), where *n* is the number of elements.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: BoundedDequeKey.self)
    let maxLength = try container.decodeIfPresent(Int.self, forKey: .maxLength)
    let elements = try container.decode([Element].self, forKey: .elements)
    if let maxLength, maxLength < elements.count {
      throw DecodingError.dataCorruptedError(
        forKey: .maxLength,
        in: container,
        debugDescription: "maxLength is \(maxLength), but there are \(elements.count) elements;"
          + " raise it, or remove elements"
      )
    }
    self.init(elements, maxLength: maxLength)
  }
}
