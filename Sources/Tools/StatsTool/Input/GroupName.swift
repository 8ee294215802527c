import BatteryNumbers
import BatteryStatistics

/// The name of a group that a number tells: equal numbers have one, however they are written.
enum GroupName {
  /// The number as it is named: `1` for 1.0, +1 and 1e0; other texts as they are.
  ///
  /// What begins with a zero as no number does, such as 007, is a text.
  static func canonical(_ text: String) -> String {
    guard !isPlain(text.utf8) else { return text }
    guard !NumberGuess.isName(text), let number = ScaledNumber(NumberGuess.trimmed(text)) else {
      return text
    }
    return number.normal.text
  }

  /// Whether it is an integer without anything that could be left out.
  private static func isPlain(_ bytes: String.UTF8View) -> Bool {
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    guard let first = digits.first, digits.count < 20 else { return false }
    return (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first)
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
