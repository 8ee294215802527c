/// The words of calendar phrases.
enum PhraseWords {
  static let weekdays: [String: Int] = [
    "sun": 0, "sunday": 0, "sundays": 0, "mon": 1, "monday": 1, "mondays": 1,
    "tue": 2, "tues": 2, "tuesday": 2, "tuesdays": 2, "wed": 3, "weds": 3, "wednesday": 3,
    "wednesdays": 3, "thu": 4, "thur": 4, "thurs": 4, "thursday": 4, "thursdays": 4,
    "fri": 5, "friday": 5, "fridays": 5, "sat": 6, "saturday": 6, "saturdays": 6,
  ]

  static let months: [String: Int] = [
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4,
    "may": 5, "jun": 6, "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9,
    "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12,
    "december": 12,
  ]

  static let ordinals: [String: Int] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
  ]

  static let periods: [String: PhraseParser.Period] = [
    "hourly": .hour, "hour": .hour, "minute": .minute, "minutely": .minute,
    "daily": .day, "day": .day, "weekly": .week, "week": .week, "monthly": .month,
    "month": .month, "yearly": .year, "annually": .year, "year": .year,
  ]

  /// Words that carry no meaning of their own.
  static let fillers: Set<String> = ["on", "the", "each", "every", ",", "in"]

  /// What a misspelt word is compared with.
  static var all: [String] {
    weekdays.keys.sorted() + months.keys.sorted() + ordinals.keys.sorted() + periods.keys.sorted()
      + ["at", "of", "every", "last", "weekdays", "weekends", "noon", "midnight", "jitter"]
  }

  /// The number in `15th` or `2nd`; `nil` for any other word.
  static func ordinalNumber(_ word: some StringProtocol) -> Int? {
    if let number = ordinals[word.lowercased()] { return number }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    let ending = word[digits.endIndex...].lowercased()
    guard (1...2).contains(digits.count), ["st", "nd", "rd", "th"].contains(ending) else {
      return nil
    }
    return Int(digits)
  }
}
