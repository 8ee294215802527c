/// A list as tests of ranks see it, sorted once for all lists that it is compared with.
package struct RankedList: Sendable {
  /// The ranks from 1; equal values share the mean of theirs.
  package let ranks: [Double]
  /// The places of the values in ascending order.
  let order: [Int]
  /// How many values are equal, for each value that comes more than once.
  let runs: [Int]

  /// Ranks values, which are not NaN.
  package init<Value: Comparable>(_ values: [Value]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var runs: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      if end - start > 1 { runs.append(end - start) }
      start = end
    }
    (self.ranks, self.order, self.runs) = (ranks, order, runs)
  }

  /// The sum of t³ - t over groups of equals.
  var ties: Double {
    runs.reduce(0) { sum, run in
      let size = Double(run)
      return sum + size * size * size - size
    }
  }
}
