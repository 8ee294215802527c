/// Reads `every 15m`, `every 90 seconds` and `every 1h jitter 5m`.
struct IntervalParser {
  let text: String
  private let words: [Substring]
  private var index = 1

  init(text: String, words: [Substring]) {
    self.text = text
    self.words = words
  }

  mutating func parse() throws(ScheduleError) -> (interval: TimeSpan, jitter: TimeSpan) {
    let interval = try span()
    var jitter = TimeSpan.zero
    if index < words.count, ["jitter", "±", "+-"].contains(words[index].lowercased()) {
      index += 1
      guard index < words.count else {
        throw ScheduleError(
          .invalidInterval,
          in: text,
          "jitter needs a length of time, as in jitter 30s"
        )
      }
      jitter = try span()
    }
    guard index == words.count else {
      let word = words[index]
      throw ScheduleError(
        .unknownWord,
        in: text,
        column: column(of: word),
        "\(ScheduleError.quote(String(word))) has no meaning after an interval;"
          + " only \"jitter 30s\" may follow"
      )
    }
    return (interval, jitter)
  }

  private mutating func span() throws(ScheduleError) -> TimeSpan {
    let word = words[index]
    index += 1
    if let span = TimeSpan(word.lowercased()) { return span }
    if word.allSatisfy(\.isNumber), index < words.count,
      let unit = Self.units[words[index].lowercased()],
      let span = TimeSpan("\(word)\(unit)")
    {
      index += 1
      return span
    }
    throw ScheduleError(
      .invalidInterval,
      in: text,
      column: column(of: word),
      "\(ScheduleError.quote(String(word))) is no length of time; write 30s, 15m, 1h30m or 2d"
    )
  }

  private func column(of word: Substring) -> Int {
    text.utf8.distance(from: text.startIndex, to: word.startIndex) + 1
  }

  private static let units: [String: String] = [
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w",
  ]
}
