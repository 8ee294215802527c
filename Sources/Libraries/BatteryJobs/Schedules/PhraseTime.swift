/// Reads times of day as phrases have them: `02:00`, `9:30:15`, `9am`, `9:30 pm`, `noon`.
enum PhraseTime {
  /// Seconds since midnight; `nil` when the word is not a time of day.
  static func parse(_ word: String) -> Int? {
    if word == "noon" { return 12 * 3600 }
    if word == "midnight" { return 0 }
    var digits = Substring(word)
    var isAfternoon: Bool?
    for (ending, afternoon) in [("am", false), ("pm", true)] where digits.hasSuffix(ending) {
      digits.removeLast(2)
      isAfternoon = afternoon
    }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard (isAfternoon == nil ? 2...3 : 1...3).contains(parts.count),
      parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard numbers.count == parts.count, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
      return nil
    }
    var hour = numbers[0]
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24 else { return nil }
    let (minute, second) = (numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
    return hour * 3600 + minute * 60 + second
  }

  /// Whether the word must be meant as a time, right or wrong.
  static func looksLikeTime(_ word: String) -> Bool {
    guard word.first?.isNumber == true else { return word == "noon" || word == "midnight" }
    return word.contains(":") || word.hasSuffix("am") || word.hasSuffix("pm")
  }
}
