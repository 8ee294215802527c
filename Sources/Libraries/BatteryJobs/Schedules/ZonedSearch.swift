/// Maps the local times of a pattern to instants in a zone.
///
/// Between two changes of the offset local time runs like elapsed time, so the search goes from
/// stretch to stretch. At the start of a stretch a fixed pattern runs at once when the clock jumped
/// over one of its times, and leaves out what the clock has already shown; other patterns take the
/// clock as it is.
struct ZonedSearch {
  let pattern: LocalPattern
  let zone: ZoneTable

  /// Offsets differ by less than this, so a local time this far away is not affected by a change.
  private static let margin: Int64 = 2 * 86_400
  private static let longest: Int64 = 401 * 31_556_952

  /// The first instant after `instant`, in seconds since 1970.
  func next(after instant: Int64) -> Int64? {
    var from = instant + 1
    while from - instant < Self.longest {
      let stretch = zone.stretch(at: from)
      var low = from + stretch.offset
      if pattern.isFixed {
        let shown = shownBefore(stretch)
        if from == stretch.start, let skipped = pattern.next(from: shown), skipped < low {
          return stretch.start
        }
        low = max(low, shown)
      }
      guard let local = pattern.next(from: low) else { return nil }
      if stretch.end == .max || local < stretch.end + stretch.offset {
        return local - stretch.offset
      }
      // Changes between here and the time found show nothing new: go there at once.
      if stretch.end - from > Self.margin, local - Self.margin > stretch.end {
        from = local - Self.margin
      } else {
        from = stretch.end
      }
    }
    return nil
  }

  /// The last instant before `instant`, in seconds since 1970.
  func previous(before instant: Int64) -> Int64? {
    var until = instant
    while instant - until < Self.longest {
      let stretch = zone.stretch(at: until - 1)
      let shown = pattern.isFixed ? shownBefore(stretch) : .min
      let local = pattern.previous(before: until + stretch.offset)
      if stretch.start == .min {
        return local.map { $0 - stretch.offset }
      }
      let opening = stretch.start + stretch.offset
      if let local, local >= max(opening, shown) { return local - stretch.offset }
      if pattern.isFixed, let skipped = pattern.previous(before: opening), skipped >= shown {
        return stretch.start
      }
      if until - stretch.start > Self.margin {
        guard let local else { return nil }
        until = min(stretch.start, local + Self.margin)
      } else {
        until = stretch.start
      }
    }
    return nil
  }

  /// The local time up to which the clock had already run when the stretch began.
  private func shownBefore(_ stretch: ZoneStretch) -> Int64 {
    var shown = Int64.min
    var start = stretch.start
    while start != .min, stretch.start - start < Self.margin {
      let earlier = zone.stretch(at: start - 1)
      shown = max(shown, start + earlier.offset)
      start = earlier.start
    }
    return shown
  }
}
