/// The median and the median absolute deviation of windows that move along data.
enum RollingMedian {
  /// - Complexity: O(n · halfWidth): the window is kept sorted.
  static func windows(
    _ data: [Double],
    halfWidth: Int
  ) -> [(median: Double, deviation: Double)] {
    let reach = min(halfWidth, data.count)
    var window = data[..<min(reach, data.count)].sorted()
    return data.indices.map { index in
      if index + reach < data.count {
        let entering = data[index + reach]
        window.insert(entering, at: window.partition { $0 >= entering })
      }
      if index > reach {
        let leaving = data[index - reach - 1]
        window.remove(at: window.partition { $0 >= leaving })
      }
      return statistics(window)
    }
  }

  private static func statistics(_ sorted: [Double]) -> (median: Double, deviation: Double) {
    let count = sorted.count
    let median =
      count % 2 == 1
      ? sorted[count / 2] : sorted[count / 2 - 1] / 2 + sorted[count / 2] / 2
    // Deviations ascend from the middle to both sides; the middle ones of them are looked for.
    var (below, above) = ((count - 1) / 2, (count - 1) / 2 + 1)
    var (last, previous) = (0.0, 0.0)
    for _ in 0...(count / 2) {
      let low = below >= 0 ? (sorted[below] - median).magnitude : .infinity
      let high = above < count ? (sorted[above] - median).magnitude : .infinity
      previous = last
      last = min(low, high)
      if low <= high { below -= 1 } else { above += 1 }
    }
    return (median, count % 2 == 1 ? last : last / 2 + previous / 2)
  }
}
