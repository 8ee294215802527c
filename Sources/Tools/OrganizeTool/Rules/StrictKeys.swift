import BatteryJobs

/// Refuses keys that nobody reads, because a condition that is left out silently lets files go
/// that were to stay.
enum StrictKeys {
  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Checks that a mapping has no other keys than these.
  ///
  /// - Throws: `DecodingError` that names the key, and the one that may have been meant.
  static func check(_ decoder: any Decoder, _ known: some Sequence<String>) throws {
    let names = Array(known)
    let container = try decoder.container(keyedBy: AnyKey.self)
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      guard names.contains(key.stringValue) else {
        let question = Self.question(key.stringValue, names)
        throw problem(container, key, "there is no key \"\(key.stringValue)\".\(question)")
      }
      // A condition without a value would hold for every file.
      if try container.decodeNil(forKey: key) {
        throw problem(container, key, "it has no value. Write one, or take the key out")
      }
    }
  }

  /// Reads a word that is one of some.
  ///
  /// - Throws: `DecodingError` that names all, or the one that may have been meant.
  static func word<Word: RawRepresentable & CaseIterable>(
    _ decoder: any Decoder,
    _ type: Word.Type = Word.self
  ) throws -> Word where Word.RawValue == String {
    let text = try decoder.singleValueContainer().decode(String.self)
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    let question = question(text, words)
    let help = question.isEmpty ? " Write one of \(words.joined(separator: ", "))." : question
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath,
        debugDescription: "\"\(text)\" cannot be used here.\(help)"
      )
    )
  }

  private static func question(_ word: String, _ words: [String]) -> String {
    NearestWord.find(word, in: words).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  private static func problem(
    _ container: KeyedDecodingContainer<AnyKey>,
    _ key: AnyKey,
    _ text: String
  ) -> DecodingError {
    DecodingError.dataCorrupted(
      DecodingError.Context(codingPath: container.codingPath + [key], debugDescription: text)
    )
  }
}

extension KeyedDecodingContainer {
  /// Reads a list, or one value as a list of one; none when the key is absent.
  func oneOrMore<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> [Value] {
    guard contains(key) else { return [] }
    do {
      return [try decode(Value.self, forKey: key)]
    } catch {
      // What is wrong with one value is said of it, and not that it is no list.
      guard (try? nestedUnkeyedContainer(forKey: key)) != nil else { throw error }
      return try decode([Value].self, forKey: key)
    }
  }
}

extension KeyedEncodingContainer {
  /// Writes a list of one as its value, and an empty one not at all.
  mutating func oneOrMore(_ values: [some Encodable], _ key: Key) throws {
    if values.count == 1 {
      try encode(values[0], forKey: key)
    } else if !values.isEmpty {
      try encode(values, forKey: key)
    }
  }
}
