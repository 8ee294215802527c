import Synchronization
import TestKit
import Testing

@testable import LogsTool

@Suite("Follower of logs", .timeLimit(.minutes(5))) struct LogFollowerTests {
  private final class Heard: Sendable {
    let lines = Mutex<[Int]>([])
  }

  @Test("tells what is new once a second, and commits at its end", arguments: [true, false])
  func follows(_ hasState: Bool) async throws {
    let yard = try LogYard()
    try yard.write(10)
    let clock = ManualTimeSource()
    var reading = yard.reading()
    reading.clock = clock
    if !hasState { reading.state = nil }
    let heard = Heard()
    let follower = LogFollower([yard.log], reading)
    let task = Task {
      try await follower.run { analysis in heard.lines.withLock { $0.append(analysis.lines) } }
    }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(1))
    await clock.waitForSleepers(1)
    try yard.write(2)
    clock.advance(by: .milliseconds(900))
    #expect(heard.lines.withLock { $0 } == [10])
    clock.advance(by: .milliseconds(100))
    await clock.waitForSleepers(1)
    #expect(heard.lines.withLock { $0 } == [10, 12])
    // Renamed away and removed: what is open is read to its end.
    try yard.move("access.log", "elsewhere")
    try yard.write(3, to: "elsewhere")
    yard.remove("elsewhere")
    try yard.write(4)
    clock.advance(by: .seconds(1))
    await clock.waitForSleepers(1)
    #expect(heard.lines.withLock { $0 } == [10, 12, 19])
    try yard.write(1)
    task.cancel()
    try await task.value
    #expect(heard.lines.withLock { $0 } == [10, 12, 19, 20])
    if hasState {
      #expect(try yard.run().lines == 20)
      #expect(try yard.run().report() == yard.wholeReport())
    }
  }

  @Test("does not wait for a file that nobody has seen")
  func missing() async throws {
    let yard = try LogYard()
    await #expect(throws: (any Error).self) {
      try await LogFollower([yard.log], yard.reading()).run { _ in }
    }
  }
}
