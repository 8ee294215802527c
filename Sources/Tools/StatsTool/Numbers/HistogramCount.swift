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
    guard edges.allSatisfy(\.isFinite) else {
      throw StatisticsError(
        .invalidArgument,
        "The range of the column \"\(column.name)\" is beyond a double, so that no edges can be"
          + " computed. Leave the extreme numbers out, with --where.",
        columns: [column.name]
      )
    }
    // The width of the range shall neither overflow nor lose its last bits.
    let width = edges[edges.count - 1] - edges[0]
    let unit = !width.isFinite ? 0.5 : width < 0x1p-960 ? 0x1p600 : 1
    let low = edges[0] * unit
    let scale = Double(edges.count - 1) / (edges[edges.count - 1] * unit - low)
    let parts = try OrderSearch(
      [column.state.store],
      threads: settings.workers,
      check: column.check
    )
    .forEachDouble { values in
      var counts = [Int](repeating: 0, count: edges.count - 1)
      let last = Double(counts.count - 1)
      values { value in
        // A good guess, mended where rounding was the other way.
        var bin = Int(min(max((value * unit - low) * scale, 0), last))
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
