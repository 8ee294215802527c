/// A single text where a list of them may stand, too.
public enum OneOrMany {
  /// Decodes the texts; `nil` when the key is not there.
  public static func strings<Key: CodingKey>(
    _ container: KeyedDecodingContainer<Key>,
    _ key: Key
  ) throws -> [String]? {
    guard container.contains(key) else { return nil }
    if let single = try? container.decode(String.self, forKey: key) { return [single] }
    return try container.decodeIfPresent([String].self, forKey: key)
  }
}
