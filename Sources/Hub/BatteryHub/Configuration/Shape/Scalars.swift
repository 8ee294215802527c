import BatteryJobs

/// Reads numbers and truth values from what was written, without YAML's guesses.
enum Scalars {
  /// A whole number in decimal digits: no leading zero, sign `+`, underscore or base.
  static func integer(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.utf8.first != UInt8(ascii: "0") || digits.utf8.count == 1
    else { return nil }
    return Int(text)
  }

  /// A number such as `2`, `0.5` or `1e3`.
  static func number(_ text: String) -> Double? {
    guard text.utf8.first.map({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) == true,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  /// `true` or `false`, and nothing else that YAML 1.1 reads as one.
  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// The truth value that somebody meant by `yes`, `Off` or `TRUE`.
  static func meantBoolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "y", "on", "1": true
    case "false", "no", "n", "off", "0": false
    default: nil
    }
  }

  /// The whole number that somebody meant by `010`, `1_000` or `+5`.
  static func meantInteger(_ text: String) -> Int? {
    Int(text.filter { $0 != "_" && $0 != "," })
  }
}
