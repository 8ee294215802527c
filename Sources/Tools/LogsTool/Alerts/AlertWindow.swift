/// A window of time, and the records in it.
struct AlertWindow: Hashable, Sendable {
  /// When it ends, in seconds after the timeline's start; what is at that time is no longer in it.
  var end: Int
  /// The places of its records in the timeline.
  var low: Int
  var high: Int

  /// How many records it has.
  var count: Int { high - low }
}

extension AlertTimeline {
  /// The windows of a length whose records differ from those of the one before.
  ///
  /// The set of records changes only where one comes in or goes out, so that no other window has to
  /// be looked at.
  ///
  /// - Parameters:
  ///   - length: How long a window is, in seconds; `nil` for a single one of everything.
  ///   - whole: The timeline that windows must not begin before, nor end after: with all records, of
  ///     which this one may have some.
  ///   - isWhole: Whether a window that begins before the first record is left out. One that has few
  ///     records because the log had not yet begun says nothing.
  /// - Returns: The windows, those that end first before the others.
  func windows(length: Int?, in whole: AlertTimeline, isWhole: Bool) -> [AlertWindow] {
    let end = whole.times.last.map { Int($0) + 1 } ?? 0
    guard let length else {
      let isNew = whole.areNew.isEmpty || whole.areNew.contains(true)
      return isNew ? [AlertWindow(end: end, low: 0, high: count)] : []
    }
    var windows: [AlertWindow] = []
    let lastOld = whole.lastOld
    var (low, high) = (0, 0)
    func take(_ end: Int) {
      var isNew = end - 1 > lastOld
      while high < count, Int(times[high]) < end {
        if !isNew, Int(times[high]) == end - 1 { isNew = areNew[high] }
        high += 1
      }
      while low < high, Int(times[low]) < end - length { low += 1 }
      if isNew { windows.append(AlertWindow(end: end, low: low, high: high)) }
    }
    if isWhole {
      guard length <= end else { return [] }
      take(length)
    }
    while true {
      let enter = high < count ? Int(times[high]) + 1 : .max
      let leave = low < high ? Int(times[low]) + length + 1 : .max
      guard min(enter, leave) <= end else { return windows }
      take(min(enter, leave))
    }
  }

  /// The time of the last record where there is no new one; -1 when all are new.
  private var lastOld: Int {
    guard !areNew.isEmpty, let place = areNew.lastIndex(of: false) else { return -1 }
    return Int(times[place])
  }
}
