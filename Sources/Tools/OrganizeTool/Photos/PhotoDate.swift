import BatteryJobs

/// Turns the numbers of a camera's clock into a time.
enum PhotoDate {
  /// The time of year, month, day, hour, minute and second, as if by UTC; `nil` when there is none,
  /// as for the zeros of a camera whose clock was never set.
  static func nanoseconds(_ numbers: [Int]) -> Int64? {
    guard numbers.count == 6, numbers[0] >= 1800,
      let local = LocalDateTime(
        year: numbers[0],
        month: numbers[1],
        day: numbers[2],
        hour: numbers[3],
        minute: numbers[4],
        second: min(numbers[5], 59)
      )
    else { return nil }
    let seconds = local.dayNumber * 86_400 + local.hour * 3600 + local.minute * 60 + local.second
    let (time, isBeyond) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return isBeyond ? nil : time
  }
}
