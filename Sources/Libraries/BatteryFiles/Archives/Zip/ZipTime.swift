/// A time as DOS kept it: to two seconds, from 1980 on, of no particular zone.
///
/// It is taken for one of Greenwich, so that no result depends on where it is computed; files of
/// today carry a second, exact time beside it.
struct ZipTime {
  var date: UInt16
  var time: UInt16

  init(date: UInt16, time: UInt16) {
    self.date = date
    self.time = time
  }

  /// The last time that is not after one in nanoseconds since 1970.
  init(nanoseconds: Int64) {
    let (quotient, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    // From the beginning of 1980 up to the end of 2107.
    let seconds = min(max(quotient - (rest < 0 ? 1 : 0), 315_532_800), 4_354_819_199)
    let days = seconds / 86_400
    let second = seconds % 86_400
    let (year, month, day) = Self.civil(days)
    date = UInt16(truncatingIfNeeded: (year - 1980) << 9 | month << 5 | day)
    let hours = second / 3_600 << 11
    time = UInt16(truncatingIfNeeded: hours | second / 60 % 60 << 5 | second % 60 / 2)
  }

  /// The time in nanoseconds since 1970.
  var nanoseconds: Int64 {
    let year = Int64(date >> 9) + 1980
    let month = min(max(Int64(date >> 5 & 15), 1), 12)
    let day = max(Int64(date & 31), 1)
    let days = Self.days(year, month, day)
    let seconds = Int64(time >> 11) * 3_600 + Int64(time >> 5 & 63) * 60 + Int64(time & 31) * 2
    return (days * 86_400 + seconds) * 1_000_000_000
  }

  /// Days since 1970 of a date.
  ///
  /// The year begins in March here, so that the odd day is its last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
  }

  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    var year = 1970 + days / 366
    while Self.days(year + 1, 1, 1) <= days { year += 1 }
    var month: Int64 = 1
    while month < 12, Self.days(year, month + 1, 1) <= days { month += 1 }
    return (year, month, days - Self.days(year, month, 1) + 1)
  }
}
