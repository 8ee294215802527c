// Element and count take turns in one list: elements need not be strings, and keep their order.

extension Counter: Encodable where Element: Encodable {
  /// Encodes the elements and their counts, in turn, in the order in which they were first seen.
  ///
  /// - Complexity: O(*n*), where *n* is the number of distinct elements.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for (element, count) in items {
      try list.encode(element)
      try list.encode(count)
    }
  }
}

extension Counter: Decodable where Element: Decodable {
  /// Decodes what ``encode(to:)`` wrote.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when an element is there twice, or has no count.
  /// - Complexity: Expected O(*n*), where *n* is the number of distinct elements.
  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    self.init()
    while !list.isAtEnd {
      let element = try list.decode(Element.self)
      guard !contains(element) else {
        throw DecodingError.dataCorruptedError(
          in: list,
          debugDescription: "an element of the counter is there twice; add its counts"
        )
      }
      guard !list.isAtEnd else {
        throw DecodingError.dataCorruptedError(
          in: list,
          debugDescription: "the last element of the counter has no count; write one behind it"
        )
      }
      self[element] = try list.decode(Int.self)
    }
  }
}
