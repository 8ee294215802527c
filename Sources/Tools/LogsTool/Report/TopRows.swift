/// The rows of a panel with the most hits, and of those with as many the first by their values.
///
/// No more than twice as many as are wanted are kept at a time, so that millions of values are not all
/// made to texts for the few that are listed.
struct TopRows {
  /// An item.
  struct Row {
    let place: Int
    let hits: Int
    let value: String
  }

  /// How many items there were.
  private(set) var seen = 0
  private let limit: Int?
  private var kept: [Row] = []
  /// The last row that would be listed so far, once there are enough.
  private var last: Row?

  /// Keeps some rows; all, and in the order in which they come, without a limit.
  init(limit: Int?) { self.limit = limit.map { max(0, $0) } }

  /// Takes in an item; its value is only asked for when it may be listed.
  mutating func add(_ place: Int, hits: Int, value: () -> String) {
    seen += 1
    if limit == 0 { return }
    if let last, hits < last.hits { return }
    let row = Row(place: place, hits: hits, value: value())
    if let last, !Self.isBefore(row, last) { return }
    kept.append(row)
    if let limit, kept.count >= 64, kept.count / 2 >= limit {
      kept.sort(by: Self.isBefore)
      kept.removeLast(kept.count - limit)
      last = kept.last
    }
  }

  /// The rows in their order.
  var rows: [Row] {
    guard let limit else { return kept }
    return Array(kept.sorted(by: Self.isBefore).prefix(limit))
  }

  private static func isBefore(_ left: Row, _ right: Row) -> Bool {
    (right.hits, left.value) < (left.hits, right.value)
  }
}
