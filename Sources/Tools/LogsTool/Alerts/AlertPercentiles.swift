/// Finds the worst percentile of all windows without computing that of each.
///
/// Whether the percentile of a window is above a value is a matter of counting what is not above it,
/// which sums over the timeline answer for any window at once. The worst is then found by halving the
/// values that it may be, and with them the windows that may have it.
struct AlertPercentiles {
  private let alert: LogAlert
  private let share: Int
  private let values: [Double]

  /// Takes the values of the records of a timeline.
  init(_ alert: LogAlert, _ share: Int, _ timeline: AlertTimeline, _ values: [Double]) {
    self.alert = alert
    self.share = share
    self.values = values
  }

  /// The window with the worst percentile; `nil` when none is bad.
  func worst(of windows: [AlertWindow]) -> AlertEvaluation.Finding? {
    let limit = alert.limit.value
    let comparison = alert.comparison
    let enough = windows.filter { $0.count >= alert.least }
    var bad = passing(enough, limit, isInclusive: comparison.isInclusive)
    guard !bad.isEmpty else { return nil }
    var candidates = Set(
      values.filter { value in
        value == limit
          ? comparison.isInclusive : comparison.isUpwards ? value > limit : value < limit
      }
    ).sorted()
    if !comparison.isUpwards { candidates.reverse() }
    // The first candidate is passed by all that are bad.
    var (low, high) = (0, candidates.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      let worse = passing(bad, candidates[middle], isInclusive: true)
      if worse.isEmpty {
        high = middle - 1
      } else {
        low = middle
        bad = worse
      }
    }
    var worst: AlertWindow?
    for window in bad where window.count > worst?.count ?? 0 { worst = window }
    return worst.map { AlertEvaluation.Finding(window: $0, value: candidates[low], matching: nil) }
  }

  /// The windows whose percentile is as bad as a value, or worse.
  ///
  /// The percentile is above a value when fewer values than its rank are not.
  private func passing(
    _ windows: [AlertWindow],
    _ value: Double,
    isInclusive: Bool
  ) -> [AlertWindow] {
    let isUpwards = alert.comparison.isUpwards
    let countsEqual = isUpwards != isInclusive
    var sums = [UInt32](repeating: 0, count: values.count + 1)
    var sum: UInt32 = 0
    for place in values.indices {
      sum += values[place] < value || countsEqual && values[place] == value ? 1 : 0
      sums[place + 1] = sum
    }
    return windows.filter { window in
      let below = Int(sums[window.high] - sums[window.low])
      let rank = (window.count * share + 99) / 100
      return isUpwards ? below < rank : below >= rank
    }
  }
}
