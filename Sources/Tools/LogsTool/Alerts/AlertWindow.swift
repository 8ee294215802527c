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
  /// Windows begin with the first record and end with the last at the outside, or with `reach`: one that
  /// has few records because the log had not yet begun says nothing.
  ///
  /// - Parameters:
  ///   - length: How long a window is, in seconds; `nil` for a single one of everything.
  ///   - whole: The timeline with all records, of which this one may have some.
  ///   - isUpwards: Whether much is bad: then there is a window of everything when the log is shorter.
  ///   - reach: Until when windows go on after the last record.
  /// - Returns: The windows, those that end first before the others.
  func windows(
    length: Int?,
    in whole: AlertTimeline,
    isUpwards: Bool,
    reach: Int? = nil
  ) -> [AlertWindow] {
    let end = max(whole.times.last.map { Int($0) + 1 } ?? 0, reach ?? 0)
    // Of a log in which nothing is, the last window is silent.
    if whole.count == 0, reach != nil { return [AlertWindow(end: end, low: 0, high: 0)] }
    guard let length, length <= end else {
      let isNew = whole.areNew.isEmpty || whole.areNew.contains(true)
      let isJudged = isNew && (length == nil || isUpwards)
      return isJudged ? [AlertWindow(end: end, low: 0, high: count)] : []
    }
    var windows: [AlertWindow] = []
    let firstJudged = whole.firstJudged(isUpwards: isUpwards)
    var (low, high) = (0, 0)
    var lastNew = -1
    func take(_ end: Int) {
      while high < count, Int(times[high]) < end {
        if !areNew.isEmpty, areNew[high] { lastNew = high }
        high += 1
      }
      while low < high, Int(times[low]) < end - length { low += 1 }
      // A late line may be anywhere in the window.
      guard lastNew >= low || end - 1 >= firstJudged else { return }
      windows.append(AlertWindow(end: end, low: low, high: high))
    }
    take(length)
    while true {
      let enter = high < count ? Int(times[high]) + 1 : .max
      let leave = low < high ? Int(times[low]) + length + 1 : .max
      guard min(enter, leave) <= end else { return windows }
      take(min(enter, leave))
    }
  }

  /// The time from which on all windows are judged that end there.
  ///
  /// That is the time of the first new record after all others. A silence is judged before it, too: that
  /// is how it comes to its end.
  private func firstJudged(isUpwards: Bool) -> Int {
    guard let last = areNew.lastIndex(of: false) else { return 0 }
    let first = isUpwards ? times[(last + 1)...].first : times[last] + 1
    return first.map { Int($0) } ?? .max
  }
}
