import BatteryJobs
import Testing

@Suite("Retry policy") struct RetryPolicyTests {
  @Test("doubles the wait up to its limit and then gives up")
  func backoff() {
    let policy = RetryPolicy(
      attempts: 6,
      backoff: .seconds(10),
      factor: 2,
      limit: .seconds(60),
      jitter: 0
    )
    let waits = (1...6).map { policy.delay(afterAttempt: $0, chance: 0.3)?.milliseconds }
    #expect(waits == [10_000, 20_000, 40_000, 60_000, 60_000, nil])
  }

  @Test("moves the wait by no more than the jitter, and never above the limit")
  func jitter() {
    let policy = RetryPolicy(
      attempts: 3,
      backoff: .seconds(100),
      factor: 1,
      limit: .seconds(105),
      jitter: 0.2
    )
    #expect(policy.delay(afterAttempt: 1, chance: 0)?.milliseconds == 80_000)
    #expect(policy.delay(afterAttempt: 1, chance: 0.5)?.milliseconds == 100_000)
    #expect(policy.delay(afterAttempt: 1, chance: 1)?.milliseconds == 105_000)
  }

  @Test("does not overflow after a thousand attempts")
  func manyAttempts() {
    let policy = RetryPolicy(attempts: 2000, backoff: .days(1), factor: 10, limit: .days(7))
    #expect(policy.delay(afterAttempt: 1000, chance: 0.5) == .days(7))
  }
}
