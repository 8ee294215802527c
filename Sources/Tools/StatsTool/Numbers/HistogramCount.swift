import BatteryStatistics
import BatteryTables
import Synchronization

/// Counts the numbers between edges; the last part has its upper edge, too.
struct HistogramCount {
  private let edges: [Double]

  init(_ edges: [Double]) { self.edges = edges }

  /// The counts of a column.
  func counts(_ column: NamedNumbers, _ settings: StatsSettings) throws -> [Int] {
    let edges = edges
    let parts = try OrderSearch(
      [column.state.store],
      threads: settings.workers,
      check: column.check
    )
    .forEachDouble { values in
      var counts = [Int](repeating: 0, count: edges.count - 1)
      let scale = Double(counts.count) / (edges[edges.count - 1] - edges[0])
      values { value in
        // A good guess, mended where rounding was the other way.
        var bin = min(max(Int((value - edges[0]) * scale), 0), counts.count - 1)
        while bin > 0, value < edges[bin] { bin -= 1 }
        while bin + 1 < counts.count, value >= edges[bin + 1] { bin += 1 }
        counts[bin] += 1
      }
      return counts
    }
    return parts.reduce([Int](repeating: 0, count: edges.count - 1)) { sum, part in
      zip(sum, part).map { $0 + $1 }
    }
  }
}
