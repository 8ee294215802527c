/// Reads calendar phrases: `daily at 02:00`, `mon,thu 07:30`, `last day of month at 18:00`.
///
/// The words may come in any order that a reader would understand; what is missing or contradicts
/// itself is refused rather than guessed.
struct PhraseParser {
  enum Period: Hashable { case minute, hour, day, week, month, year }

  private struct Word {
    var text: String
    var column: Int
  }

  let text: String
  private let words: [Word]
  private var index = 0

  private var period: Period?
  private var weekdays: UInt8 = 0
  private var rule = DayRule()
  private var months: UInt16 = 0
  private var times: [Int] = []
  private var minutesOfHour: UInt64 = 0

  init(text: String) {
    self.text = text
    words = Self.split(text)
  }

  /// The phrase in lower case with single spaces.
  var normalized: String {
    words.reduce(into: "") { text, word in
      if !text.isEmpty, word.text != "," { text += " " }
      text += word.text
    }
  }

  static func isOrdinal(_ word: Substring) -> Bool { PhraseWords.ordinalNumber(word) != nil }

  mutating func pattern() throws(ScheduleError) -> LocalPattern {
    while index < words.count { try readWord() }
    return try build()
  }

  /// Words with the column of each; a comma is a word, and `and` means a comma.
  private static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var current = ""
    for (index, character) in (text.lowercased() + " ").enumerated() {
      let endsWord = character == " " || character == "\t" || character == ","
      if endsWord, !current.isEmpty {
        let isComma = current == "and" || current == "&"
        words.append(Word(text: isComma ? "," : current, column: index - current.count + 1))
        current = ""
      }
      if character == "," {
        words.append(Word(text: ",", column: index + 1))
      } else if !endsWord {
        current.append(character)
      }
    }
    return joiningClockHalves(words)
  }

  /// Joins `9 am` to `9am`, and `mon - fri` to `mon-fri`.
  private static func joiningClockHalves(_ words: [Word]) -> [Word] {
    var joined: [Word] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      if ["am", "pm"].contains(word.text), joined.last?.text.last?.isNumber == true {
        joined[joined.count - 1].text += word.text
      } else if ["-", "–", "to", "through", "until"].contains(word.text), index + 1 < words.count,
        let last = joined.last, isCalendarName(last.text), isCalendarName(words[index + 1].text)
      {
        joined[joined.count - 1].text += "-" + words[index + 1].text
        index += 1
      } else {
        joined.append(word)
      }
      index += 1
    }
    return joined
  }

  private static func isCalendarName(_ word: String) -> Bool {
    PhraseWords.weekdays[word] != nil || PhraseWords.months[word] != nil
  }
}

// MARK: - Reading

extension PhraseParser {
  private mutating func readWord() throws(ScheduleError) {
    let word = words[index]
    let following = index + 1 < words.count ? words[index + 1].text : nil
    if word.text == "at" {
      try readAt(word)
    } else if PhraseTime.looksLikeTime(word.text) {
      try readTime(word)
    } else if word.text == "last" || PhraseWords.ordinalNumber(word.text) != nil {
      try readOrdinal(word, following)
    } else if word.text == "day", let following, Int(following) != nil {
      try readDayNumbers()
    } else if word.text == "of" {
      try readMonthsAfterOf(word)
    } else if let number = Int(word.text) {
      try readDate(number, word, following)
    } else if ["weekday", "weekdays", "workdays"].contains(word.text) {
      weekdays |= 0b011_1110
    } else if ["weekend", "weekends"].contains(word.text) {
      weekdays |= 0b100_0001
    } else if let found = PhraseWords.periods[word.text] {
      guard period == nil || period == found else {
        throw error(.unknownWord, word, "contradicts what stands before it; remove one")
      }
      period = found
    } else if try !readNames(word, following), !PhraseWords.fillers.contains(word.text) {
      throw unknown(word)
    }
    index += 1
  }

  private mutating func readAt(_ word: Word) throws(ScheduleError) {
    guard index + 1 < words.count else {
      throw error(.invalidTime, word, "needs a time after it, as in at 09:00")
    }
    index += 1
    let time = words[index]
    if period == .hour {
      guard time.text.hasPrefix(":"), let minute = Int(time.text.dropFirst()),
        (0..<60).contains(minute), time.text.utf8.count == 3
      else {
        throw error(.invalidTime, time, "is no minute of an hour; write hourly at :15")
      }
      minutesOfHour |= 1 << UInt64(minute)
    } else {
      try readTime(time)
    }
  }

  private mutating func readTime(_ word: Word) throws(ScheduleError) {
    guard let time = PhraseTime.parse(word.text) else {
      if let hour = Int(word.text), (13...23).contains(hour) {
        throw error(.invalidTime, word, "is no time of day; write \(hour):00")
      }
      if let hour = Int(word.text), (1...12).contains(hour) {
        throw error(
          .invalidTime,
          word,
          "could be morning or evening; write \(hour < 10 ? "0" : "")\(hour):00 or \(hour)pm"
        )
      }
      throw error(.invalidTime, word, "is no time of day; write 09:00, 21:30 or 9pm")
    }
    times.append(time)
    // After a comma a bare number can only be meant as another time: let it be refused as one.
    if index + 2 < words.count, words[index + 1].text == ",", Int(words[index + 2].text) != nil {
      throw error(.invalidTime, words[index + 2], "is no time of day; write it as 09:00 or 9am")
    }
  }

  /// `first monday`, `last day`, `last weekday`, `15th`.
  private mutating func readOrdinal(_ word: Word, _ following: String?) throws(ScheduleError) {
    let number = PhraseWords.ordinalNumber(word.text)
    if let following, let weekday = PhraseWords.weekdays[following] {
      index += 1
      guard let number else {
        rule.lastWeekdays |= 1 << UInt8(weekday)
        return
      }
      guard (1...5).contains(number) else {
        throw error(.outOfRange, word, "is too many; a month has at most 5 of each weekday")
      }
      rule.nthWeekdays |= 1 << UInt64((number - 1) * 8 + weekday)
    } else if following == "weekday" || following == "workday" {
      index += 1
      guard number ?? 1 == 1, rule.nearestWeekday == nil else {
        throw error(
          .unknownWord,
          word,
          "cannot be combined with weekday; write first weekday or last weekday"
        )
      }
      rule.nearestWeekday = number == nil ? .beforeLast(0) : .day(1)
    } else {
      if following == "day" { index += 1 }
      guard let number else {
        guard following == "day" else {
          throw error(
            .unknownWord,
            word,
            "needs what is last, as in last day of month or last friday of month"
          )
        }
        rule.daysBeforeLast |= 1
        return
      }
      try addDay(number, word)
    }
  }

  /// `day 1, 15`.
  private mutating func readDayNumbers() throws(ScheduleError) {
    index += 1
    while true {
      guard let number = Int(words[index].text) else { throw unknown(words[index]) }
      try addDay(number, words[index])
      guard index + 2 < words.count, words[index + 1].text == ",",
        Int(words[index + 2].text) != nil
      else { return }
      index += 2
    }
  }

  /// `of month`, `of each month`, `of january, july`.
  private mutating func readMonthsAfterOf(_ word: Word) throws(ScheduleError) {
    var next = index + 1
    while next < words.count, ["the", "each", "every", "a"].contains(words[next].text) { next += 1 }
    guard next < words.count else {
      throw error(.unknownWord, word, "needs a month after it; write of month, or of january")
    }
    if words[next].text == "month" || words[next].text == "months" {
      guard period == nil || period == .month else {
        throw error(.unknownWord, words[next], "contradicts what stands before it; remove one")
      }
      period = .month
      index = next
    } else if PhraseWords.months[words[next].text.prefix { $0 != "-" }.description] != nil {
      index = next - 1
    } else {
      throw unknown(words[next])
    }
  }

  /// `25 december`, or a number that needs its context.
  private mutating func readDate(
    _ number: Int,
    _ word: Word,
    _ following: String?
  ) throws(ScheduleError) {
    guard let following, PhraseWords.months[following] != nil || following == "of" else {
      throw error(
        .unknownWord,
        word,
        "could be a day or an hour; write day \(number) of month, or at"
          + " \(number < 10 ? "0" : "")\(number):00"
      )
    }
    try addDay(number, word)
  }

  /// Weekdays and months, alone or as a range; `false` when the word is neither.
  private mutating func readNames(_ word: Word, _ following: String?) throws(ScheduleError) -> Bool
  {
    let ends = word.text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2 else { return false }
    let namedWeekdays = ends.compactMap { PhraseWords.weekdays[$0] }
    let namedMonths = ends.compactMap { PhraseWords.months[$0] }
    if namedWeekdays.count == ends.count {
      var day = namedWeekdays[0]
      while day != namedWeekdays[ends.count - 1] {
        weekdays |= 1 << UInt8(day)
        day = (day + 1) % 7
      }
      weekdays |= 1 << UInt8(day)
    } else if namedMonths.count == ends.count {
      var month = namedMonths[0]
      while month != namedMonths[ends.count - 1] {
        months |= 1 << UInt16(month)
        month = month % 12 + 1
      }
      months |= 1 << UInt16(month)
      // `january 1` names a date.
      if ends.count == 1, let following, let day = Int(following),
        index + 2 >= words.count || !PhraseWords.months.keys.contains(words[index + 2].text)
      {
        index += 1
        try addDay(day, words[index])
      }
    } else {
      return false
    }
    return true
  }

  private mutating func addDay(_ number: Int, _ word: Word) throws(ScheduleError) {
    guard (1...31).contains(number) else {
      throw error(.outOfRange, word, "is no day of a month; write 1 to 31")
    }
    rule.days |= 1 << UInt32(number)
  }
}

// MARK: - Putting together

extension PhraseParser {
  private mutating func build() throws(ScheduleError) -> LocalPattern {
    if period == .hour || period == .minute { return try buildHourly() }
    let namesDays = rule.days != 0 || rule.daysBeforeLast != 0 || rule.nearestWeekday != nil
    let namesNth = rule.nthWeekdays != 0 || rule.lastWeekdays != 0
    guard [namesDays, namesNth, weekdays != 0].count(where: { $0 }) <= 1 else {
      throw whole(
        .unknownWord,
        "it names days of the month and days of the week; write cron, as 0 9 13 * +FRI for both"
          + " or 0 9 13 * FRI for either"
      )
    }
    if period == .day, namesDays || namesNth || weekdays != 0 {
      throw whole(.unknownWord, "every day and certain days contradict each other; remove one")
    }
    if period == .week, namesDays || namesNth {
      throw whole(.unknownWord, "weekly takes days of the week, as in weekly on mon at 09:00")
    }
    if period == .month || period == .year, weekdays != 0 {
      throw whole(
        .unknownWord,
        "a month has several such days; write first monday of month at 09:00"
      )
    }
    guard period != nil || namesDays || namesNth || weekdays != 0 else {
      throw whole(.malformed, "it does not say on which days; write daily at 09:00")
    }
    if period == .year, months == 0 {
      months = 1 << 1
    }
    if period == .week, weekdays == 0 { weekdays = 1 }
    if period == .month || period == .year, !namesDays, !namesNth { rule.days = 1 << 1 }
    if times.isEmpty {
      guard period != nil, !namesDays, !namesNth, weekdays <= 1 else {
        throw whole(.invalidTime, "it does not say at what time; add at 09:00")
      }
      times = [0]
    }
    rule.weekdays = weekdays
    rule.restrictsDays =
      rule.days != 0 || rule.daysBeforeLast != 0 || rule.nearestWeekday != nil
    rule.restrictsWeekdays = weekdays != 0 || namesNth
    let pattern = LocalPattern(
      years: nil,
      months: months == 0 ? LocalPattern.everyMonth : months,
      days: rule,
      times: .list(Set(times).sorted()),
      isFixed: true
    )
    guard pattern.isPossible else {
      throw whole(.impossibleDate, "no such date ever comes; choose a day that its months have")
    }
    return pattern
  }

  private func buildHourly() throws(ScheduleError) -> LocalPattern {
    guard times.isEmpty, rule == DayRule(), weekdays == 0, months == 0 else {
      throw whole(
        .unknownWord,
        "hours and minutes take no days; write cron, as 0 9-17 * * MON-FRI"
      )
    }
    let everyMinute = UInt64.max >> 4
    return LocalPattern(
      years: nil,
      months: LocalPattern.everyMonth,
      days: .everyDay,
      times: .grid(
        hours: 0xFF_FFFF,
        minutes: period == .minute ? everyMinute : max(1, minutesOfHour),
        seconds: 1
      ),
      isFixed: false
    )
  }

  private func error(
    _ code: ScheduleError.Code,
    _ word: Word,
    _ problem: String
  ) -> ScheduleError {
    ScheduleError(
      code,
      in: text,
      column: word.column,
      "\(ScheduleError.quote(word.text)) \(problem)"
    )
  }

  private func whole(_ code: ScheduleError.Code, _ problem: String) -> ScheduleError {
    ScheduleError(code, in: text, problem)
  }

  private func unknown(_ word: Word) -> ScheduleError {
    let remedy =
      NearestWord.find(word.text, in: PhraseWords.all).map { "did you mean \($0)?" }
      ?? "write daily at 02:00, mon,thu 07:30, every 15m, or a cron expression"
    return error(.unknownWord, word, "is not understood here; \(remedy)")
  }
}
