/// The times of a day at which a schedule is due, as seconds since local midnight.
enum TimesOfDay: Hashable, Sendable {
  /// Every combination of these hours, minutes and seconds, as bit masks; none is empty.
  case grid(hours: UInt32, minutes: UInt64, seconds: UInt64)
  /// These seconds of the day, ascending; not empty.
  case list([Int])

  /// The first time at or after `second`.
  func first(from second: Int) -> Int? {
    switch self {
    case .list(let times): return times.first { $0 >= second }
    case .grid(let hours, let minutes, let seconds):
      let (hour, minute, rest) = (second / 3600, second / 60 % 60, second % 60)
      guard var atHour = Self.lowest(UInt64(hours), from: hour) else { return nil }
      if atHour == hour {
        if var atMinute = Self.lowest(minutes, from: minute) {
          if atMinute == minute {
            if let atSecond = Self.lowest(seconds, from: rest) {
              return hour * 3600 + minute * 60 + atSecond
            }
            atMinute = Self.lowest(minutes, from: minute + 1) ?? -1
          }
          if atMinute >= 0 {
            return hour * 3600 + atMinute * 60 + seconds.trailingZeroBitCount
          }
        }
        guard let later = Self.lowest(UInt64(hours), from: hour + 1) else { return nil }
        atHour = later
      }
      return atHour * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
    }
  }

  /// The last time before `second`.
  func last(before second: Int) -> Int? {
    guard second > 0 else { return nil }
    switch self {
    case .list(let times): return times.last { $0 < second }
    case .grid(let hours, let minutes, let seconds):
      let (hour, minute, rest) = ((second - 1) / 3600, (second - 1) / 60 % 60, (second - 1) % 60)
      guard var atHour = Self.highest(UInt64(hours), upTo: hour) else { return nil }
      if atHour == hour {
        if var atMinute = Self.highest(minutes, upTo: minute) {
          if atMinute == minute {
            if let atSecond = Self.highest(seconds, upTo: rest) {
              return hour * 3600 + minute * 60 + atSecond
            }
            atMinute = Self.highest(minutes, upTo: minute - 1) ?? -1
          }
          if atMinute >= 0 {
            return hour * 3600 + atMinute * 60 + (63 - seconds.leadingZeroBitCount)
          }
        }
        guard let earlier = Self.highest(UInt64(hours), upTo: hour - 1) else { return nil }
        atHour = earlier
      }
      return atHour * 3600 + (63 - minutes.leadingZeroBitCount) * 60
        + (63 - seconds.leadingZeroBitCount)
    }
  }

  /// The times one by one, when there are at most `limit`.
  func listed(limit: Int) -> [Int]? {
    switch self {
    case .list(let times): return times.count <= limit ? times : nil
    case .grid(let hours, let minutes, let seconds):
      let count = hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount
      guard count <= limit else { return nil }
      var times: [Int] = []
      var from = 0
      while let time = first(from: from) {
        times.append(time)
        from = time + 1
      }
      return times
    }
  }

  private static func lowest(_ bits: UInt64, from bit: Int) -> Int? {
    let rest = bits & (UInt64.max << UInt64(bit))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }

  private static func highest(_ bits: UInt64, upTo bit: Int) -> Int? {
    guard bit >= 0 else { return nil }
    let rest = bits & (UInt64.max >> UInt64(63 - bit))
    return rest == 0 ? nil : 63 - rest.leadingZeroBitCount
  }
}
