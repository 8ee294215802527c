import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

/// Runs the pieces of `Documentation/Cookbook/Automation.md`, which stand here to the letter.
@Suite("Cookbook, automation", .timeLimit(.minutes(5))) struct CookbookTests {
  @Test("runs commands after a delay, the larger priority first")
  func delay() async throws {
    let clock = ManualTimeSource()
    let directory = FilePath("/")
    let output = Mutex<[String]>([])
    let mover = Task {
      await clock.waitForSleepers(1)
      clock.advance(by: .seconds(5))
    }
    // page: begin
    let timers = TimerSet<[String]>(clock: clock)
    timers.add(["echo", "the task ran"], after: .seconds(5))
    timers.add(["echo", "this one first"], after: .seconds(5), priority: 1)
    await timers.run { due in
      for (command, _) in due {
        let request = ProcessRequest(.arguments(command), environment: [:], directory: directory)
        _ = try? await ProcessRunner.run(request, clock: clock) { _ in
        } onLines: { lines in
          output.withLock { $0 += lines.map(\.text) }
        }
      }
    }
    // page: end
    await mover.value
    #expect(output.withLock { $0 } == ["this one first", "the task ran"])
  }

  @Test("knows the coming fire times, over a change of the clock")
  func recurring() throws {
    // page: begin
    let schedule = try Schedule("weekdays at 18:00")
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    let friday = try #require(ISO8601.parse("2026-03-27T12:00:00+01:00"))
    let next = schedule.occurrences(after: friday, in: berlin).prefix(3)
    let text = next.map { ISO8601.format($0, in: berlin) }
    // page: end
    #expect(
      text == [
        "2026-03-27T18:00:00+01:00", "2026-03-30T18:00:00+02:00", "2026-03-31T18:00:00+02:00",
      ]
    )
  }

  @Test("waits longer after each failure, and then gives up")
  func retry() {
    // page: begin
    let policy = RetryPolicy(attempts: 4, backoff: .seconds(10), factor: 2, jitter: 0)
    let waits = (1...4).map {
      policy.delay(afterAttempt: $0, chance: 0.5)?.description ?? "no more"
    }
    // page: end
    #expect(waits == ["10s", "20s", "40s", "no more"])
  }

  @Test("the page has these pieces to the letter")
  func page() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = (0..<5).reduce(file) { url, _ in url.deletingLastPathComponent() }
    let page = try String(
      contentsOf: root.appendingPathComponent("Documentation/Cookbook/Automation.md"),
      encoding: .utf8
    )
    let source = try String(contentsOf: file, encoding: .utf8)
    let pieces = source.components(separatedBy: "    // page: begin\n").dropFirst()
    #expect(pieces.count == 3)
    for piece in pieces {
      let code = piece.components(separatedBy: "    // page: end").first ?? ""
      let text = code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
      #expect(page.contains("```swift\n\(text)```"))
    }
  }
}
