/// Places in a JSON text as people read them.
enum JSONCodingPath {
  /// The place at the end of a path: `$.items[3]["odd key"]`.
  static func text(_ path: [any CodingKey]) -> String {
    path.reduce(into: "$") { text, key in
      if let index = (key as? JSONCodingKey)?.index {
        text += "[\(index)]"
      } else if let index = key.intValue, key.stringValue == "Index \(index)" {
        // What the standard library calls the items of arrays.
        text += "[\(index)]"
      } else if isPlain(key.stringValue) {
        text += ".\(key.stringValue)"
      } else {
        text += "[\(JSONValue.string(key.stringValue))]"
      }
    }
  }

  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else {
      return false
    }
    return name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }
}

/// A key that is not one of a type's own.
struct JSONCodingKey: CodingKey {
  var stringValue: String
  /// The place in an array, from 0.
  var index: Int?

  var intValue: Int? { index }

  static let parent = JSONCodingKey(stringValue: "super")

  init(stringValue: String) {
    self.stringValue = stringValue
  }

  init(index: Int) {
    stringValue = "Index \(index)"
    self.index = index
  }

  init?(intValue: Int) {
    self.init(index: intValue)
  }
}

/// Where a value is within the one around it.
enum JSONCodingStep {
  /// Nowhere: it is that value itself.
  case itself
  case key(any CodingKey)
  case index(Int)

  var key: (any CodingKey)? {
    switch self {
    case .itself: nil
    case .key(let key): key
    case .index(let index): JSONCodingKey(index: index)
    }
  }
}
