extension Schedule {
  private static let longestText = 1000

  /// Reads a schedule in any of its forms.
  ///
  /// - `0 7 * * 1-5`, `@daily`: a cron expression of 5, 6 or 7 fields, or a nickname;
  /// - `daily at 02:00`, `mon,thu 07:30`, `last day of month at 18:00`: a phrase;
  /// - `every 15m`, `every 1h jitter 5m`: an interval;
  /// - `2026-12-01T09:00`, `2026-12-01T09:00:00+02:00`: one instant.
  ///
  /// - Throws: ``ScheduleError`` naming the place, the problem and the remedy.
  public init(_ text: String) throws(ScheduleError) {
    let clean = try Self.cleaned(text)
    let words = clean.split { $0 == " " || $0 == "\t" }
    if clean.hasPrefix("@") {
      self = try .cron(clean)
    } else if Self.looksLikeDate(clean) {
      self = try .at(clean)
    } else if words.count > 1, words[0].lowercased() == "every",
      words[1].first?.isNumber == true, !PhraseParser.isOrdinal(words[1])
    {
      self = try Self.interval(clean, words: words)
    } else if Self.looksLikeCron(clean, words: words) {
      self = try .cron(clean)
    } else {
      var parser = PhraseParser(text: clean)
      let pattern = try parser.pattern()
      self.init(rule: .local(pattern), text: parser.normalized)
    }
  }

  /// Reads a cron expression or nickname.
  ///
  /// - Throws: ``ScheduleError`` naming the field, the column, the problem and the remedy.
  public static func cron(_ text: String) throws(ScheduleError) -> Schedule {
    let clean = try cleaned(text)
    let parser = CronParser(text: clean)
    if clean.hasPrefix("@") {
      guard let pattern = try parser.nickname() else {
        return Schedule(rule: .startup, text: clean)
      }
      return Schedule(rule: .local(pattern), text: clean)
    }
    let pattern = try parser.pattern()
    let text = clean.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    return Schedule(rule: .local(pattern), text: text)
  }

  /// Makes a schedule of equal steps of elapsed time, counted from the Unix epoch.
  ///
  /// - Parameters:
  ///   - interval: The step, at least one second.
  ///   - jitter: The longest random delay of a step; less than the step.
  /// - Returns: The schedule.
  /// - Throws: ``ScheduleError`` when the step is too short or the jitter too long.
  public static func every(
    _ interval: TimeSpan,
    jitter: TimeSpan = .zero
  ) throws(ScheduleError) -> Schedule {
    var text = "every \(interval)"
    if jitter > .zero { text += " jitter \(jitter)" }
    guard interval >= .seconds(1) else {
      throw ScheduleError(
        .invalidInterval,
        in: text,
        "the interval is too short; write 1s or more"
      )
    }
    guard jitter < interval else {
      throw ScheduleError(
        .invalidInterval,
        in: text,
        "the jitter must be shorter than the interval of \(interval)"
      )
    }
    let rule = IntervalRule(interval: interval.milliseconds, jitter: jitter.milliseconds)
    return Schedule(rule: .interval(rule), text: text)
  }

  /// Makes a schedule of one instant.
  ///
  /// - Parameter text: ISO 8601, such as `2026-12-01T09:00`. Without an offset it is local time in
  ///   the zone that the search is given.
  /// - Returns: The schedule, due once.
  /// - Throws: ``ScheduleError`` when there is no such date or time.
  public static func at(_ text: String) throws(ScheduleError) -> Schedule {
    let clean = try cleaned(text)
    guard let parts = ISO8601Parts(clean) else {
      throw ScheduleError(
        .invalidTime,
        in: clean,
        "this is no date and time; write 2026-12-01T09:00, with Z or +02:00 at the end if it is"
          + " not local time"
      )
    }
    let text = clean.uppercased().split(separator: " ").joined(separator: "T")
    return Schedule(rule: .once(parts), text: text)
  }

  private static func interval(
    _ text: String,
    words: [Substring]
  ) throws(ScheduleError) -> Schedule {
    var parser = IntervalParser(text: text, words: words)
    let (interval, jitter) = try parser.parse()
    do {
      return try every(interval, jitter: jitter)
    } catch {
      throw ScheduleError(.invalidInterval, error.message)
    }
  }

  /// The text without spaces around it, when it is of a sane length.
  private static func cleaned(_ text: String) throws(ScheduleError) -> String {
    guard text.utf8.count <= longestText else {
      throw ScheduleError(
        .malformed,
        in: text,
        "it is longer than \(longestText) bytes; a schedule is one line"
      )
    }
    var clean = Substring(text)
    while let first = clean.first, first == " " || first == "\t" { clean.removeFirst() }
    while let last = clean.last, last == " " || last == "\t" { clean.removeLast() }
    guard !clean.isEmpty else {
      throw ScheduleError(
        .malformed,
        in: text,
        "it is empty; write \"daily at 02:00\" or \"0 2 * * *\""
      )
    }
    return String(clean)
  }

  private static func looksLikeDate(_ text: String) -> Bool {
    let start = Array(text.utf8.prefix(5))
    return start.count == 5 && start.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
      && start[4] == UInt8(ascii: "-") && text.utf8.filter { $0 == UInt8(ascii: "-") }.count >= 2
  }

  /// Whether it can only be meant as cron: it has a `*` or `?`, or is made of numbers.
  private static func looksLikeCron(_ text: String, words: [Substring]) -> Bool {
    if text.contains("*") || text.contains("?") { return true }
    guard let first = text.first, first.isNumber || "-/,#+".contains(first), !text.contains(":")
    else { return false }
    return words.allSatisfy { word in
      word.allSatisfy { $0.isNumber || "-/,#+".contains($0) }
        || words.count >= 5 && !word.lowercased().hasSuffix("m") && word != "at" && word != "of"
    }
  }
}

extension Schedule: Codable {
  /// Reads the schedule from its text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }

  /// Writes the schedule as its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
