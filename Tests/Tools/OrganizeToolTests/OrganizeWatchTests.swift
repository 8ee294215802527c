import BatteryFiles
import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Watched folder", .timeLimit(.minutes(5))) struct OrganizeWatchTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
  }

  @Test("tidies what is there and what comes, and goes round in no circle")
  func watch() async throws {
    try folder.write("first", to: "first.txt", time: 1000)
    // A rule that would be for each of its own results.
    var job = try folder.job(yaml: "- { match: '*.txt', rename: 'x-{name}' }")
    job.quietFor = TimeSpan(milliseconds: 50)
    let (reports, add) = AsyncStream.makeStream(of: OrganizeReport.self)
    let watched = job
    let context = JobContext(job: "organize", directory: folder.outer.path)
    let trash = folder.trash
    let task = Task {
      try await watched.watch(in: context, clock: SystemWatchClock(), trash: trash) {
        add.yield($0)
      }
    }
    var iterator = reports.makeAsyncIterator()
    #expect(await iterator.next()?.moved == 1)
    #expect(try folder.files() == ["x-first.txt"])
    try folder.write("second", to: "second.txt")
    #expect(await iterator.next()?.moved == 1)
    #expect(try folder.files() == ["x-first.txt", "x-second.txt"])
    try folder.write("third", to: "third.txt")
    #expect(await iterator.next()?.moved == 1)
    #expect(try folder.files() == ["x-first.txt", "x-second.txt", "x-third.txt"])
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("waits while somebody else has the folder, and forgets nothing that came")
  func busy() async throws {
    let state = StateDirectory(folder.state)
    try state.make()
    let lock = try state.lock(RootedDirectory(folder.root))
    try folder.write("first", to: "first.txt", time: 1000)
    var job = folder.job(by: .type)
    job.quietFor = TimeSpan(milliseconds: 50)
    let (reports, add) = AsyncStream.makeStream(of: OrganizeReport.self)
    let (watched, trash) = (job, folder.trash)
    let context = JobContext(job: "organize", directory: folder.outer.path) { event in
      guard case .log(let lines) = event else { return }
      if lines.contains(where: { $0.text.contains("is being organized") }) { lock.unlock() }
    }
    let task = Task {
      try await watched.watch(in: context, clock: SystemWatchClock(), trash: trash) {
        add.yield($0)
      }
    }
    var iterator = reports.makeAsyncIterator()
    #expect(await iterator.next()?.moved == 1)
    #expect(try folder.files() == ["Text/first.txt"])
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("goes on with other files when nothing can be done with one")
  func failing() async throws {
    try folder.write("x", to: "bad", time: 1000)
    var job = try folder.job(
      yaml: "- { match: bad, run: ['false'] }\n- { match: '*.txt', move: T/ }"
    )
    job.quietFor = TimeSpan(milliseconds: 50)
    let (reports, add) = AsyncStream.makeStream(of: OrganizeReport.self)
    let (watched, trash) = (job, folder.trash)
    let recorder = EventRecorder()
    let (root, directory) = (folder.root, folder.outer.path)
    let context = JobContext(
      job: "organize",
      directory: directory,
      environment: ["PATH": "/usr/bin:/bin"]
    ) { event in
      recorder.take(event)
      guard case .log(let lines) = event else { return }
      // Once the first look is over, something comes that can be moved.
      if lines.contains(where: { $0.text.hasPrefix("Nothing could be done") }) {
        try? Data([1]).write(to: URL(fileURLWithPath: root.appending("a.txt").string))
      }
    }
    let task = Task {
      try await watched.watch(in: context, clock: SystemWatchClock(), trash: trash) {
        add.yield($0)
      }
    }
    var iterator = reports.makeAsyncIterator()
    #expect(await iterator.next()?.moved == 1)
    #expect(try folder.files() == ["T/a.txt", "bad"])
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a job that the arrival of a file starts waits until that has been quiet")
  func started() async throws {
    try folder.write("new", to: "new.txt")
    let context = JobContext(
      job: "organize",
      directory: folder.outer.path,
      clock: SystemTimeSource()
    )
    let job = folder.job(by: .type) { $0.quietFor = TimeSpan(milliseconds: 200) }
    #expect(try await job.run(in: context).moved == 1)
    // For what would take too long it does not wait.
    try folder.write("other", to: "other.txt")
    var patient = job
    patient.quietFor = .seconds(61)
    #expect(try await patient.run(in: context).moved == 0)
    #expect(try folder.files() == ["Text/new.txt", "other.txt"])
  }

  @Test("leaves a file alone that is still being written")
  func quiet() async throws {
    try folder.write("old", to: "old.txt", time: 1000)
    // The clock of the test stands before the file's last change.
    try folder.write("new", to: "new.txt")
    let job = folder.job(by: .type) { $0.quietFor = .seconds(2) }
    let plan = try await job.makePlan(in: folder.context())
    #expect(plan.unsettled == 2)
    let now = JobContext(job: "organize", directory: folder.outer.path)
    let later = try await folder.job(by: .type) { $0.quietFor = TimeSpan(milliseconds: 1) }
      .makePlan(in: now)
    #expect(later.unsettled <= 1)
    #expect(later.steps.contains { $0.source.path == "old.txt" })
  }
}
