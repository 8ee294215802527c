/// What a clock on the wall shows: a date and a time of day, without a zone.
public struct LocalDateTime: Hashable, Sendable {
  /// The year of the proleptic Gregorian calendar.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// The hour, 0 to 23.
  public var hour: Int
  /// The minute, 0 to 59.
  public var minute: Int
  /// The second, 0 to 59.
  public var second: Int

  /// Creates a local time; `nil` when there is no such date or time of day.
  public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0) {
    guard (-9999...99_999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(month, of: year), (0...23).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  init(localSeconds: Int64) {
    let (days, secondOfDay) = CivilDate.split(localSeconds)
    let date = CivilDate(daysSinceEpoch: days)
    year = date.year
    month = date.month
    day = date.day
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  /// The days since 1970-01-01.
  public var dayNumber: Int { CivilDate(year: year, month: month, day: day).daysSinceEpoch }

  /// The day of the week: 0 is Sunday.
  public var weekday: Int { CivilDate(year: year, month: month, day: day).weekday }

  /// The seconds that a clock set to UTC would have counted since 1970 when it shows this.
  var localSeconds: Int64 {
    Int64(dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }
}
