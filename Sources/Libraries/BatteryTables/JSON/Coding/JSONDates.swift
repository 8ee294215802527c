import Foundation

/// Points in time as ISO 8601 texts.
enum JSONDates {
  /// The years that ISO 8601 writes with four digits, in microseconds since 1970.
  private static let range = -62_167_219_200_000_000..<253_402_300_800_000_000

  /// The text of a time in UTC; `nil` when its year has not four digits.
  static func text(_ date: Date) -> String? {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
    guard let number = Int64(exactly: microseconds), range.contains(Int(number)) else { return nil }
    return Timestamp(microseconds: number, offset: 0).description
  }

  /// The time of a text; `nil` when it is none, or has no offset from UTC.
  static func date(_ text: String) -> Date? {
    var text = text
    guard let time = text.withUTF8({ TimeText.timestamp($0) }), time.offset != nil else {
      return nil
    }
    return Date(timeIntervalSince1970: Double(time.microseconds) / 1_000_000)
  }
}
