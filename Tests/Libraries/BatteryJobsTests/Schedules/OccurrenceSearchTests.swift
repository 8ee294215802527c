import Foundation
import Testing

@testable import BatteryJobs

/// Holds the search, which jumps, against a walk that looks at every minute.
@Suite("Search for occurrences") struct OccurrenceSearchTests {
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Amman",
    "America/Santiago", "Pacific/Apia", "Europe/Dublin", "Africa/Casablanca", "Antarctica/Troll",
    "Pacific/Kwajalein", "America/St_Johns", "Asia/Kathmandu", "UTC",
  ]

  @Test("finds what a walk through every minute finds, in both directions", arguments: zones)
  func walk(_ zone: String) throws {
    var random = SplitMix(state: zone.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    let rules = try TimeZoneRules(identifier: zone)
    var change = try #require(ISO8601.parse("1968-01-01T00:00Z"))
    for _ in 0..<40 {
      change = rules.nextChange(after: change) ?? change.addingTimeInterval(40 * 86_400)
      let start = change.wholeSeconds / 60 * 60 - 36 * 3600
      let pattern = Self.pattern(&random)
      let expected = Self.walked(pattern, rules.table, from: start, hours: 84)
      let search = ZonedSearch(pattern: pattern, zone: rules.table)
      let end = start + 84 * 3600
      var forward: [Int64] = []
      var instant = start - 1
      while let next = search.next(after: instant), next < end {
        forward.append(next)
        instant = next
      }
      #expect(forward == expected, "\(pattern) in \(zone) from \(start)")
      var backward: [Int64] = []
      instant = end
      while let previous = search.previous(before: instant), previous >= start {
        backward.append(previous)
        instant = previous
      }
      #expect(backward.reversed() == expected, "\(pattern) in \(zone) before \(end)")
    }
  }

  @Test("is due after a previous occurrence at the occurrence it came from")
  func mirror() throws {
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    for text in ["0 2 * * *", "*/7 * * * *", "0 0 29 2 *", "every 7m jitter 6m", "mon at 02:30"] {
      let schedule = try Schedule(text)
      var instant = try #require(ISO8601.parse("2026-03-28T17:03Z"))
      for _ in 0..<60 {
        let next = try #require(schedule.next(after: instant, in: berlin, seed: 9))
        #expect(schedule.previous(before: next, in: berlin, seed: 9) ?? .distantPast <= instant)
        let later = try #require(schedule.next(after: next, in: berlin, seed: 9))
        #expect(schedule.previous(before: later, in: berlin, seed: 9) == next)
        instant = next
      }
    }
  }

  /// A pattern of few hours around the changes, sometimes on certain days only.
  private static func pattern(_ random: inout SplitMix) -> LocalPattern {
    func mask(_ range: Range<Int>, _ count: Int) -> UInt64 {
      (0..<count).reduce(into: UInt64(0)) { mask, _ in
        mask |= 1 << UInt64(Int.random(in: range, using: &random))
      }
    }
    var days = DayRule()
    if Int.random(in: 0..<3, using: &random) == 0 {
      days.restrictsDays = true
      days.days = UInt32(mask(1..<32, 12))
    }
    return LocalPattern(
      years: nil,
      months: LocalPattern.everyMonth,
      days: days,
      times: .grid(
        hours: UInt32(mask(0..<5, 2) | mask(0..<24, 2)),
        minutes: mask(0..<60, 3),
        seconds: 1
      ),
      isFixed: Bool.random(using: &random)
    )
  }

  /// The rule, put as plainly as can be: look at every minute that passes.
  private static func walked(
    _ pattern: LocalPattern,
    _ zone: ZoneTable,
    from start: Int64,
    hours: Int64
  ) -> [Int64] {
    var found: [Int64] = []
    // Two days before the start, so that what the clock has shown by then is known.
    var shown = Int64.min
    for instant in stride(from: start - 2 * 86_400, to: start + hours * 3600, by: 60) {
      let local = instant + zone.stretch(at: instant).offset
      let before = instant - 60 + zone.stretch(at: instant - 60).offset
      var isDue = matches(pattern, local)
      if pattern.isFixed {
        if local <= shown { isDue = false }
        for skipped in stride(from: max(before + 60, shown + 60), to: local, by: 60)
        where matches(pattern, skipped) { isDue = true }
        shown = max(shown, local)
      }
      if isDue, instant >= start { found.append(instant) }
    }
    return found
  }

  private static func matches(_ pattern: LocalPattern, _ local: Int64) -> Bool {
    guard case .grid(let hours, let minutes, _) = pattern.times else { return false }
    let time = LocalDateTime(localSeconds: local)
    return hours & (1 << UInt32(time.hour)) != 0 && minutes & (1 << UInt64(time.minute)) != 0
      && pattern.days.mask(year: time.year, month: time.month) & (1 << UInt32(time.day)) != 0
  }
}

/// A small generator with a fixed start, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
