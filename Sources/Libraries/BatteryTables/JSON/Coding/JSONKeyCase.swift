import Foundation

/// Turns the names of properties into keys with underscores, and remembers them.
final class JSONKeyCase {
  private var known: [String: String] = [:]

  /// `imageURL` as `image_url`; underscores at either end stay.
  func snake(_ name: String) -> String {
    if let key = known[name] { return key }
    let letters = Array(name.unicodeScalars)
    var key = ""
    for (place, letter) in letters.enumerated() {
      // A word begins with a capital after something else, and with the last one of several.
      if letter.properties.isUppercase, place > 0, letters[place - 1] != "_" {
        let isAfterCapital = letters[place - 1].properties.isUppercase
        let isBeforeSmall = place + 1 < letters.count && letters[place + 1].properties.isLowercase
        if !isAfterCapital || isBeforeSmall { key += "_" }
      }
      key += letter.properties.lowercaseMapping
    }
    known[name] = key
    return key
  }

  /// `image_url` as `imageUrl`: for what asks which keys there are.
  static func camel(_ key: String) -> String {
    let start = key.prefix { $0 == "_" }
    let end = String(key.dropFirst(start.count).reversed().prefix { $0 == "_" })
    let words = key.dropFirst(start.count).dropLast(end.count).split(separator: "_")
    guard words.count > 1, let first = words.first else { return key }
    let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    return start + first.lowercased() + rest.joined() + end
  }
}

/// Marks dictionaries, whose keys are data and not names.
protocol JSONKeyedByData {}

extension Dictionary: JSONKeyedByData {}
