import BatteryHub
import BatteryJobs
import Foundation
import Logging
import Synchronization
import TestKit
import Testing

@Suite("Hub", .serialized, .timeLimit(.minutes(10))) struct HubTests {
  @Test("fires a job at each of its slots, and gives each slot one run")
  func firesAtSlots() async throws {
    let bench = try await HubHarness("  tick: { on: { cron: '* * * * *' }, probe: { key: none } }")
    var runs: [RunRecord] = []
    for count in 1...3 {
      bench.advance(by: .seconds(59))
      runs = try await bench.wait(for: "tick", .succeeded, count: count)
    }
    #expect(
      runs.map(\.scheduledFor) == [180, 120, 60].map { HubHarness.noon.addingTimeInterval($0) }
    )
    #expect(runs.allSatisfy { $0.trigger == .schedule && $0.attempt == 1 && $0.exitStatus == 0 })
    await bench.stop()
  }

  @Test("runs the latest missed slot once after downtime and records the others as skipped")
  func misfireOnce() async throws {
    let yaml = "  tick: { on: { cron: '0 * * * *' }, probe: { key: none } }"
    let first = try await HubHarness(yaml)
    await first.stop()
    first.clock.advance(by: .seconds(3 * 3600 + 600))
    let second = try await HubHarness(yaml, directory: first.directory, clock: first.clock)
    let ran = try await second.wait(for: "tick", .succeeded)
    let skipped = try await second.store.runs(RunFilter(job: "tick", states: [.skipped]))
    #expect(ran.map(\.scheduledFor) == [HubHarness.noon.addingTimeInterval(3 * 3600)])
    #expect(skipped.count == 2)
    #expect(skipped.allSatisfy { $0.reason?.hasPrefix("Missed") == true })
    await second.stop()
  }

  @Test("skips a slot while the run before it is not finished, and says so")
  func overlapSkip() async throws {
    let gate = Gate()
    ProbeJob.set("skip") { _ in await gate.wait() }
    let bench = try await HubHarness("  slow: { on: { cron: '* * * * *' }, probe: { key: skip } }")
    bench.advance(by: .seconds(60))
    let running = try await bench.wait(for: "slow", .running)
    bench.advance(by: .seconds(60))
    let skipped = try await bench.wait(for: "slow", .skipped)
    #expect(
      skipped.first?.reason == "Run \(running[0].id) is not finished. Overlap is set to skip."
    )
    gate.open()
    _ = try await bench.wait(for: "slow", .succeeded)
    await bench.stop()
  }

  @Test("lets the newer run take the place of the older one where the job says replace")
  func overlapReplace() async throws {
    ProbeJob.set("replace") { context in try await context.clock.sleep(for: .seconds(100_000)) }
    let bench = try await HubHarness(
      "  slow: { on: { cron: '* * * * *' }, overlap: replace, probe: { key: replace } }"
    )
    bench.advance(by: .seconds(60))
    _ = try await bench.wait(for: "slow", .running)
    bench.advance(by: .seconds(60))
    let cancelled = try await bench.wait(for: "slow", .cancelled)
    #expect(cancelled.first?.reason == "A newer run took its place.")
    _ = try await bench.wait(for: "slow", .running)
    await bench.stop()
  }

  @Test("runs at the same time what may overlap, and one after the other what queues")
  func overlapParallelAndQueue() async throws {
    let gate = Gate()
    ProbeJob.set("gate") { _ in await gate.wait() }
    let bench = try await HubHarness(
      """
        both: { overlap: parallel, probe: { key: gate } }
        line: { overlap: queue, probe: { key: gate } }
      """
    )
    for job in ["both", "both", "line", "line"] {
      _ = try await bench.hub.trigger(job, by: .manual, cause: nil)
    }
    _ = try await bench.wait(for: "both", .running, count: 2)
    _ = try await bench.wait(for: "line", .running)
    #expect(try await bench.store.runs(RunFilter(job: "line", states: [.queued])).count == 1)
    gate.open()
    _ = try await bench.wait(for: "line", .succeeded, count: 2)
    await bench.stop()
  }

  @Test("tries a failed run again after its backoff, and only as often as it may")
  func retries() async throws {
    ProbeJob.set("broken") { _ in throw JobError(.unavailable, "The service is down.") }
    let bench = try await HubHarness(
      """
        flaky: { retry: { attempts: 3, backoff: 10s, factor: 2, jitter: 0 }, probe: { key: broken } }
      """
    )
    _ = try await bench.hub.trigger("flaky", by: .manual, cause: "test")
    for (attempt, backoff) in [(1, 10.0), (2, 20.0)] {
      var run: RunRecord?
      try await bench.wait {
        run = try await bench.store.runs(RunFilter(job: "flaky", states: [.queued])).first
        return run?.attempt == attempt
      }
      let waiting = try #require(run)
      let failed = try #require(try await bench.store.attempts(run: waiting.id).last?.finishedAt)
      #expect(abs(waiting.readyAt.timeIntervalSince(failed) - backoff) < 0.002)
      bench.advance(by: .seconds(backoff - 1))
    }
    let failed = try await bench.wait(for: "flaky", .failed)
    #expect(failed.first?.attempt == 3)
    #expect(failed.first?.exitStatus == 69)
    let attempts = try await bench.store.attempts(run: try #require(failed.first?.id))
    #expect(attempts.map(\.state) == [.failed, .failed, .failed])
    await bench.stop()
  }

  @Test("does not try again what cannot get better")
  func doesNotRetryDenied() async throws {
    ProbeJob.set("denied") { _ in throw JobError(.denied, "No.") }
    let bench = try await HubHarness("  no: { retry: 5, probe: { key: denied } }")
    _ = try await bench.hub.trigger("no", by: .manual, cause: nil)
    #expect(try await bench.wait(for: "no", .failed).first?.attempt == 1)
    await bench.stop()
  }

  @Test("ends a run at its time limit, and a run that somebody stops")
  func endsRuns() async throws {
    ProbeJob.set("long") { context in try await context.clock.sleep(for: .seconds(100_000)) }
    let bench = try await HubHarness(
      """
        limited: { timeout: 30s, probe: { key: long } }
        free: { probe: { key: long } }
      """
    )
    _ = try await bench.hub.trigger("limited", by: .manual, cause: nil)
    let free = try await bench.hub.trigger("free", by: .manual, cause: nil)
    _ = try await bench.wait(for: "limited", .running)
    _ = try await bench.wait(for: "free", .running)
    bench.advance(by: .seconds(20))
    let failed = try await bench.wait(for: "limited", .failed)
    #expect(failed.first?.reason == "It took longer than 30s.")
    #expect(failed.first?.exitStatus == 124)
    _ = try await bench.hub.stop(run: free.id, by: "Ada")
    #expect(try await bench.wait(for: "free", .cancelled).first?.reason == "Stopped by Ada.")
    await #expect(throws: HubError.self) { try await bench.hub.stop(run: free.id, by: "Ada") }
    await bench.stop()
  }

  @Test("starts what comes after a job, by how it ended")
  func after() async throws {
    ProbeJob.set("bad") { _ in throw JobError(.failed, "It broke.") }
    let bench = try await HubHarness(
      """
        good: { probe: { key: none } }
        bad: { probe: { key: bad } }
        cheer: { on: { after: good }, probe: { key: none } }
        mourn: { on: { after: { bad: failure } }, probe: { key: none } }
        never: { on: { after: bad }, probe: { key: none } }
        tidy: { on: { after: { bad: always, good: always } }, overlap: queue, probe: { key: none } }
      """
    )
    let good = try await bench.hub.trigger("good", by: .manual, cause: nil)
    let cheer = try await bench.wait(for: "cheer", .succeeded)
    #expect(cheer.first?.cause == "run \(good.id) of good")
    #expect(cheer.first?.trigger == .after)
    _ = try await bench.hub.trigger("bad", by: .manual, cause: nil)
    _ = try await bench.wait(for: "mourn", .succeeded)
    _ = try await bench.wait(for: "tidy", .succeeded, count: 2)
    #expect(try await bench.store.runs(RunFilter(job: "never")).isEmpty)
    await bench.stop()
  }

  @Test("makes a run wait for the job it needs, and skips it when that failed")
  func needs() async throws {
    let gate = Gate()
    ProbeJob.set("gated") { _ in await gate.wait() }
    ProbeJob.set("fails") { _ in throw JobError(.failed, "It broke.") }
    let bench = try await HubHarness(
      """
        base: { probe: { key: gated } }
        broken: { probe: { key: fails } }
        waits: { on: { cron: '* * * * *' }, needs: base, probe: { key: none } }
        skips: { on: { cron: '* * * * *' }, needs: broken, probe: { key: none } }
      """
    )
    _ = try await bench.hub.trigger("base", by: .manual, cause: nil)
    _ = try await bench.hub.trigger("broken", by: .manual, cause: nil)
    _ = try await bench.wait(for: "base", .running)
    let broken = try await bench.wait(for: "broken", .failed)
    bench.advance(by: .seconds(60))
    let waiting = try await bench.wait(for: "waits", .queued)
    #expect(waiting.first?.reason?.hasPrefix("Waits for run") == true)
    let skipped = try await bench.wait(for: "skips", .skipped)
    #expect(
      skipped.first?.reason
        == "Needs broken to have ended with success; its run \(broken[0].id) failed."
    )
    gate.open()
    _ = try await bench.wait(for: "waits", .succeeded)
    await bench.stop()
  }

  @Test("settles what follows and what waits when a run is stopped")
  func stoppedRunSettles() async throws {
    ProbeJob.set("stopped") { context in try await context.clock.sleep(for: .seconds(100_000)) }
    let bench = try await HubHarness(
      """
        slow: { steps: [ { probe: { key: stopped } }, { probe: { key: none } } ] }
        follows: { on: { after: { slow: always } }, needs: { slow: success }, probe: { key: none } }
        mourns: { on: { after: { slow: failure } }, probe: { key: none } }
        waits: { on: { cron: '* * * * *' }, needs: { slow: always }, probe: { key: none } }
      """
    )
    let slow = try await bench.hub.trigger("slow", by: .manual, cause: nil)
    _ = try await bench.wait(for: "slow", .running)
    bench.advance(by: .seconds(60))
    _ = try await bench.wait(for: "waits", .queued)
    _ = try await bench.hub.stop(run: slow.id, by: "Ada")
    _ = try await bench.wait(for: "slow", .cancelled)
    _ = try await bench.wait(for: "mourns", .succeeded)
    _ = try await bench.wait(for: "waits", .succeeded)
    #expect(
      try await bench.wait(for: "follows", .skipped).first?.reason
        == "Needs slow to have ended with success; its run \(slow.id) cancelled."
    )
    #expect(try await bench.store.steps(run: slow.id).map(\.state) == [.cancelled, .skipped])
    #expect(await bench.hub.storeProblem == nil)
    await bench.stop()
  }

  @Test("runs a job of @reboot once for each start of the hub")
  func reboot() async throws {
    let yaml = "  boot: { on: { cron: '@reboot' }, probe: { key: none } }"
    let first = try await HubHarness(yaml)
    _ = try await first.wait(for: "boot", .succeeded)
    first.advance(by: .seconds(86_400))
    await first.stop()
    let second = try await HubHarness(yaml, directory: first.directory, clock: first.clock)
    let runs = try await second.wait(for: "boot", .succeeded, count: 2)
    #expect(runs.allSatisfy { $0.cause == "start of the hub" })
    await second.stop()
  }

  @Test("lets a run go that waits for a job that is needed no more")
  func needsEditedAway() async throws {
    let gate = Gate()
    ProbeJob.set("edited") { _ in await gate.wait() }
    let bench = try await HubHarness(
      """
        base: { probe: { key: edited } }
        waits: { on: { cron: '* * * * *' }, needs: base, probe: { key: none } }
      """
    )
    _ = try await bench.hub.trigger("base", by: .manual, cause: nil)
    _ = try await bench.wait(for: "base", .running)
    bench.advance(by: .seconds(60))
    _ = try await bench.wait(for: "waits", .queued)
    try bench.directory.write(
      """
      hub: { timezone: UTC }
      jobs:
        base: { probe: { key: edited } }
        waits: { on: { cron: '* * * * *' }, probe: { key: none } }
      """,
      to: "batteries.yaml"
    )
    #expect(await bench.hub.reload() == nil)
    _ = try await bench.wait(for: "waits", .succeeded)
    gate.open()
    await bench.stop()
  }

  @Test("records the slots of a paused job as skipped")
  func paused() async throws {
    let bench = try await HubHarness("  tick: { on: { cron: '* * * * *' }, probe: { key: none } }")
    _ = try await bench.hub.setPaused(true, job: "tick", by: "test")
    bench.advance(by: .seconds(60))
    #expect(try await bench.wait(for: "tick", .skipped).first?.reason == "The job is paused.")
    _ = try await bench.hub.setPaused(false, job: "tick", by: "test")
    bench.advance(by: .seconds(60))
    _ = try await bench.wait(for: "tick", .succeeded)
    await bench.stop()
  }

  @Test("marks what a dead hub left as interrupted, and runs it again where the job says so")
  func recovers() async throws {
    let yaml = """
        again: { rerun: true, probe: { key: none } }
        once: { probe: { key: none } }
      """
    let first = try await HubHarness(yaml)
    await first.stop()
    let (store, _) = try HubHarness.store(in: first.directory)
    for job in ["again", "once"] {
      _ = try await store.enqueue(
        RunRequest(job: job, trigger: .manual, readyAt: HubHarness.noon, createdAt: HubHarness.noon)
      )
    }
    let lost = try await store.claim(
      limit: 2,
      only: nil,
      owner: "a dead hub",
      now: HubHarness.noon,
      lease: .seconds(30)
    )
    try store.close()
    let second = try await HubHarness(yaml, directory: first.directory, clock: first.clock)
    let again = try await second.wait(for: "again", .succeeded)
    #expect(again.map(\.id) == [lost.runs[0].id])
    #expect(
      try await second.store.attempts(run: lost.runs[0].id).map(\.state)
        == [.interrupted, .succeeded]
    )
    #expect(
      try await second.store.runs(RunFilter(states: [.interrupted])).map(\.id) == [lost.runs[1].id]
    )
    #expect(try await second.store.runs(RunFilter(job: "once")).count == 1)
    let outdated = lost.runs.map {
      RunEnd(run: $0.id, fence: $0.fence, attempt: 1, state: .succeeded, finishedAt: $0.createdAt)
    }
    #expect(try await second.store.finish(outdated).isEmpty)
    await second.stop()
  }

  @Test("leaves alone what others have queued when it runs one job for the command line")
  func runsOneAlone() async throws {
    ProbeJob.set("alone") { _ in }
    let yaml = """
        first: { probe: { key: alone } }
        second: { on: { after: first }, probe: { key: alone } }
        nightly: { probe: { key: alone } }
      """
    let directory = try TemporaryDirectory()
    let (store, data) = try HubHarness.store(in: directory)
    let hub = Hub(
      configuration: try HubHarness.configuration(yaml, in: directory),
      registry: HubHarness.registry,
      store: store,
      data: data,
      logger: .init(label: "test")
    )
    let now = Date()
    for job in ["nightly", "gone"] {
      _ = try await store.enqueue(
        RunRequest(job: job, trigger: .schedule, readyAt: now, createdAt: now)
      )
    }
    #expect(try await hub.runOnce("first") { _ in }.state == .succeeded)
    let others = try await store.runs(RunFilter()).filter { $0.job != "first" }
    #expect(others.map(\.job).sorted() == ["gone", "nightly", "second"])
    #expect(others.allSatisfy { $0.state == .queued && $0.attempt == 0 }, "\(others)")
    try store.close()
  }

  @Test("waits while the machine is full and a retry is due")
  func fullMachine() async throws {
    ProbeJob.set("full-long") { context in try await context.clock.sleep(for: .seconds(100_000)) }
    ProbeJob.set("full-broken") { _ in throw JobError(.unavailable, "not now") }
    let bench = try await HubHarness(
      """
        flaky: { retry: { attempts: 9, backoff: 5s, jitter: 0 }, probe: { key: full-broken } }
        long: { probe: { key: full-long } }
      """,
      concurrency: 1
    )
    _ = try await bench.hub.trigger("flaky", by: .manual, cause: nil)
    _ = try await bench.hub.trigger("long", by: .manual, cause: nil)
    _ = try await bench.wait(for: "long", .running)
    bench.advance(by: .seconds(10))
    let before = bench.clock.sleepCount
    // Time enough for a loop that does not wait to go round hundreds of times.
    for _ in 0..<500 { _ = try await bench.store.counts() }
    #expect(bench.clock.sleepCount - before < 50)
    #expect(try await bench.store.runs(RunFilter(job: "flaky")).first?.state == .queued)
    #expect(try await bench.store.runs(RunFilter(job: "flaky")).first?.startedAt == nil)
    await bench.stop()
  }

  @Test("counts no interruption among the attempts that failed")
  func interruptedRetries() async throws {
    ProbeJob.set("retried") { _ in throw JobError(.unavailable, "not now") }
    let yaml = """
        again:
          { rerun: true, retry: { attempts: 2, backoff: 1s, jitter: 0 }, probe: { key: retried } }
      """
    let first = try await HubHarness(yaml)
    await first.stop()
    let (store, _) = try HubHarness.store(in: first.directory)
    let now = HubHarness.noon
    _ = try await store.enqueue(
      RunRequest(job: "again", trigger: .manual, readyAt: now, createdAt: now)
    )
    _ = try await store.claim(limit: 1, only: nil, owner: "dead", now: now, lease: .seconds(30))
    try store.close()
    let second = try await HubHarness(yaml, directory: first.directory, clock: first.clock)
    let run = try #require(try await second.wait(for: "again", .failed).first)
    let attempts = try await second.store.attempts(run: run.id)
    #expect(attempts.map(\.state) == [.interrupted, .failed, .failed])
    await second.stop()
  }

  @Test("starts a run no more that was there three times when the hub died")
  func poisonous() async throws {
    let yaml = "  again: { rerun: true, probe: { key: none } }\n"
    let first = try await HubHarness(yaml)
    await first.stop()
    let (store, _) = try HubHarness.store(in: first.directory)
    let now = HubHarness.noon
    _ = try await store.enqueue(
      RunRequest(job: "again", trigger: .manual, readyAt: now, createdAt: now)
    )
    for death in 1...3 {
      let claim = try await store.claim(
        limit: 1,
        only: nil,
        owner: "hub \(death)",
        now: now,
        lease: .seconds(30)
      )
      #expect(claim.runs.map(\.attempt) == [death])
      guard death < 3, let run = claim.runs.first else { continue }
      _ = try await store.interruptAbandoned(
        followers: [:],
        again: [run.id],
        owner: "hub \(death + 1)",
        isOnlyHub: true,
        now: now
      )
    }
    try store.close()
    let last = try await HubHarness(yaml, directory: first.directory, clock: first.clock)
    let run = try await last.wait(for: "again", .interrupted).first
    #expect(run?.attempt == 3)
    await last.stop()
  }

  @Test("goes on at the next slot when the clock was set back, and runs no slot twice")
  func clockSetBack() async throws {
    let bench = try await HubHarness("  tick: { on: { cron: '* * * * *' }, probe: { key: none } }")
    bench.advance(by: .seconds(60))
    _ = try await bench.wait(for: "tick", .succeeded)
    // A wrong clock jumps a year ahead, and is set right again.
    bench.clock.setWallClock(HubHarness.noon.addingTimeInterval(365 * 86_400))
    _ = try await bench.wait(for: "tick", .succeeded, count: 2)
    bench.clock.setWallClock(HubHarness.noon.addingTimeInterval(62))
    try await bench.wait {
      try await bench.hub.upcoming("tick", count: 1) == [HubHarness.noon.addingTimeInterval(120)]
    }
    bench.advance(by: .seconds(55))
    let runs = try await bench.wait(for: "tick", .succeeded, count: 3)
    #expect(runs.contains { $0.scheduledFor == HubHarness.noon.addingTimeInterval(120) })
    #expect(Set(runs.map(\.scheduledFor)).count == 3)
    await bench.stop()
  }

  @Test("keeps the old configuration when the new one has problems")
  func reloads() async throws {
    let bench = try await HubHarness("  one: { probe: { key: none } }")
    try bench.directory.write("jobs:\n  two: { prob: { key: none } }\n", to: "batteries.yaml")
    let problems = await bench.hub.reload()
    #expect(problems != nil)
    #expect(await bench.hub.jobs().map(\.definition.name) == ["one"])
    try bench.directory.write("jobs:\n  two: { probe: { key: none } }\n", to: "batteries.yaml")
    #expect(await bench.hub.reload() == nil)
    #expect(await bench.hub.jobs().map(\.definition.name) == ["two"])
    #expect(await bench.hub.problems == nil)
    await bench.stop()
  }

  @Test("keeps every line of the log, in order, over attempts")
  func logs() async throws {
    ProbeJob.set("chatty") { context in
      for number in 1...500 { await context.log("attempt \(context.attempt) line \(number)") }
      if context.attempt == 1 { throw JobError(.unavailable, "Not yet.") }
    }
    let bench = try await HubHarness(
      "  chatty: { retry: { attempts: 2, backoff: 1s, jitter: 0 }, probe: { key: chatty } }"
    )
    let run = try await bench.hub.trigger("chatty", by: .manual, cause: nil)
    _ = try await bench.wait(for: "chatty", .succeeded)
    let lines = try await bench.store.lines(run: run.id, after: 0, limit: 2000, containing: nil)
    #expect(lines.map(\.number) == Array(1...1000))
    #expect(lines.first?.line.text == "attempt 1 line 1")
    #expect(lines.last?.line.text == "attempt 2 line 500")
    let found = try await bench.store.lines(
      run: run.id,
      after: 0,
      limit: 10,
      containing: "LINE 499"
    )
    #expect(found.map(\.number) == [499, 999])
    await bench.stop()
  }
}

/// A door that a test opens.
final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
    (false, [])
  )

  func wait() async {
    await withCheckedContinuation { waiter in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(waiter) }
        return state.isOpen
      }
      if isOpen { waiter.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for waiter in waiting { waiter.resume() }
  }
}
