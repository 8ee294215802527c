internal import BatteryTables

/// Gives dates the year that they were written without.
///
/// A date belongs to the last year in which it is not later than the newest time, by more than the
/// day that clocks and zones may differ; so December is last year's in January.
struct YearlessDates: Sendable {
  private let newest: Int64
  private let year: Int

  /// Takes a time that no date is later than, in seconds since 1970.
  init(newest: Int64) {
    let limit: Int64 = 250_000_000_000
    self.newest = min(max(newest, 0), limit)
    let day = CalendarDay(daysSince1970: Int32(self.newest / 86_400))
    year = day.components.year
  }

  /// The seconds since 1970; `nil` when no year of the last eight has such a day.
  func time(month: Int, day: Int, seconds: Int64) -> Int64? {
    // One more, for what was written on the first of January, east of here.
    for year in stride(from: year + 1, through: year - 8, by: -1) {
      guard let day = CalendarDay(year: year, month: month, day: day) else { continue }
      let time = Int64(day.daysSince1970) * 86_400 + seconds
      if time <= newest + 86_400 { return time }
    }
    return nil
  }
}
