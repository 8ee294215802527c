/// What is counted for an item of a panel.
///
/// The records of a visitor come one after the other, so that the last visitor is all that has to be
/// remembered for counting each once.
struct LogTally: Sendable {
  var hits = 0
  var bytes = 0
  var visitors: UInt32 = 0
  private var last: UInt32 = 0

  /// Counts a record; `visitor` is 0 when it makes no visitor.
  @inline(__always)
  mutating func add(bytes number: Int, visitor: UInt32) {
    hits &+= 1
    bytes = Self.sum(bytes, number)
    if visitor != 0, visitor != last {
      visitors &+= 1
      last = visitor
    }
  }

  /// A sum that stays at the largest number, so that what somebody writes into a log ends no report.
  @inline(__always)
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }

  /// Adds what was counted of other visitors.
  mutating func merge(_ other: LogTally) {
    hits += other.hits
    bytes = Self.sum(bytes, other.bytes)
    visitors += other.visitors
  }
}

extension [LogTally] {
  /// Adds what was counted of other visitors, item by item.
  mutating func merge(_ others: [LogTally]) {
    if isEmpty {
      self = others
    } else {
      for place in others.indices { self[place].merge(others[place]) }
    }
  }
}
