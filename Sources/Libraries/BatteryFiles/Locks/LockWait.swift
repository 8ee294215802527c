/// How long to wait until a lock is tried again: a millisecond first, 50 in the end.
struct LockWait {
  private let end: ContinuousClock.Instant
  private var pause: Int64 = 1_000_000

  init(_ timeout: Duration) {
    end = .now + timeout
  }

  /// The nanoseconds to wait; `nil` when the time is over.
  mutating func next() -> Int64? {
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero else { return nil }
    defer { pause = min(pause * 2, 50_000_000) }
    let rest = left.components
    guard rest.seconds == 0 else { return pause }
    return max(1, min(pause, rest.attoseconds / 1_000_000_000))
  }
}
