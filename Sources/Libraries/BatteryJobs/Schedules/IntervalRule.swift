import Foundation

/// Equal steps of elapsed time, counted from the Unix epoch, each put off by a random part.
struct IntervalRule: Hashable, Sendable {
  /// The step in milliseconds; positive.
  let interval: Int64
  /// The longest delay in milliseconds; less than the step, so that slots keep their order.
  let jitter: Int64

  func next(after instant: Date, seed: UInt64) -> Date? {
    guard var slot = slot(near: instant, offset: -jitter - 1) else { return nil }
    var date = fireDate(of: slot, seed: seed)
    while date <= instant {
      slot += 1
      date = fireDate(of: slot, seed: seed)
    }
    return date
  }

  func previous(before instant: Date, seed: UInt64) -> Date? {
    guard var slot = slot(near: instant, offset: 1) else { return nil }
    var date = fireDate(of: slot, seed: seed)
    while date >= instant {
      slot -= 1
      date = fireDate(of: slot, seed: seed)
    }
    return date
  }

  private func slot(near instant: Date, offset: Int64) -> Int64? {
    let seconds = instant.timeIntervalSince1970
    guard seconds.isFinite, abs(seconds) < 3_155_760_000_000 else { return nil }
    let milliseconds = Int64((seconds * 1000).rounded(.down)) + offset
    let rest = milliseconds % interval
    return (milliseconds - (rest < 0 ? rest + interval : rest)) / interval
  }

  private func fireDate(of slot: Int64, seed: UInt64) -> Date {
    let milliseconds = slot * interval + delay(of: slot, seed: seed)
    return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  /// A number from 0 through ``jitter`` that only the slot and the seed decide (SplitMix64).
  private func delay(of slot: Int64, seed: UInt64) -> Int64 {
    guard jitter > 0 else { return 0 }
    var mixed = seed &+ UInt64(bitPattern: slot) &* 0x9E37_79B9_7F4A_7C15
    for _ in 0..<2 {
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      mixed &+= 0x9E37_79B9_7F4A_7C15
    }
    return Int64(mixed.multipliedFullWidth(by: UInt64(jitter) + 1).high)
  }
}
