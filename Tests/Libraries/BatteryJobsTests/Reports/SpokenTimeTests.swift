import BatteryJobs
import Foundation
import Testing

@Suite("Spoken time") struct SpokenTimeTests {
  @Test(
    "says how far a moment is from now",
    arguments: [
      (0, "now"), (-0.4, "now"), (-42, "42 s ago"), (-180, "3 min ago"), (7300, "in 2 h"),
      (-86_400 * 3, "3 days ago"), (86_400 * 90, "in 3 months"), (-86_400 * 800, "2 years ago"),
    ] as [(TimeInterval, String)]
  )
  func relative(offset: TimeInterval, expected: String) {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    #expect(SpokenTime.relative(now + offset, to: now) == expected)
  }

  @Test(
    "says how long something took",
    arguments: [
      (0, "0 s"), (0.35, "350 ms"), (1, "1 s"), (4.21, "4.2 s"), (59.96, "1 min"),
      (64, "1 min 4 s"), (7500, "2 h 5 min"), (273_600, "3 d 4 h"), (.nan, "0 s"),
    ] as [(TimeInterval, String)]
  )
  func elapsed(seconds: TimeInterval, expected: String) {
    #expect(SpokenTime.elapsed(seconds) == expected)
  }
}
