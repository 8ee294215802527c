/// A stretch of time with one offset from UTC.
struct ZoneStretch: Hashable, Sendable {
  /// The first second, since 1970; `Int64.min` when the stretch has no beginning.
  var start: Int64
  /// The first second after it; `Int64.max` when it never ends.
  var end: Int64
  /// Seconds east of UTC.
  var offset: Int64
}

/// The offsets of one zone through all time: a table of changes, then a rule for what follows.
final class ZoneTable: Sendable {
  let identifier: String
  /// The seconds at which the offset changes, ascending.
  private let changes: [Int64]
  /// The offset before the first change, then after each.
  private let offsets: [Int64]
  /// The rule that holds after the last change.
  private let rule: PosixZoneRule?

  /// Creates a table; `offsets` has one element more than `changes`.
  init(identifier: String, changes: [Int64], offsets: [Int64], rule: PosixZoneRule?) {
    self.identifier = identifier
    var keptChanges: [Int64] = []
    var keptOffsets = [offsets[0]]
    for (change, offset) in zip(changes, offsets.dropFirst()) where offset != keptOffsets.last {
      keptChanges.append(change)
      keptOffsets.append(offset)
    }
    // A rule without summer time says no more than the table, once its offset is in the table.
    if let rule, rule.summer == nil, rule.standardOffset != keptOffsets.last,
      let last = changes.last
    {
      keptChanges.append(max(last, (keptChanges.last ?? .min) + 1))
      keptOffsets.append(rule.standardOffset)
    }
    self.changes = keptChanges
    self.offsets = keptOffsets
    self.rule = rule?.summer == nil ? nil : rule
  }

  /// The stretch that holds `instant`.
  ///
  /// - Complexity: O(log n) in the number of changes.
  func stretch(at instant: Int64) -> ZoneStretch {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    var stretch = ZoneStretch(
      start: low == 0 ? .min : changes[low - 1],
      end: low == changes.count ? .max : changes[low],
      offset: offsets[low]
    )
    guard low == changes.count, let rule else { return stretch }
    // The year before and after are needed where a local year begins in another one of UTC.
    let year = CivilDate(daysSinceEpoch: CivilDate.split(instant).days).year
    for change in rule.changes(from: year - 1, through: year + 1) {
      guard change.instant > stretch.start || stretch.start == .min else { continue }
      if change.instant > instant {
        stretch.end = change.instant
        return stretch
      }
      if change.offset != stretch.offset {
        stretch.start = change.instant
        stretch.offset = change.offset
      }
    }
    return stretch
  }
}
