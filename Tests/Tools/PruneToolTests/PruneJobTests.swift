import BatteryFiles
import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import PruneTool

@Suite("Prune job") struct PruneJobTests {
  let directory: TemporaryDirectory
  let outside: TemporaryDirectory
  let clock = ManualTimeSource()
  private let log = Recorder()

  init() throws {
    directory = try TemporaryDirectory()
    outside = try TemporaryDirectory()
  }

  // MARK: - Configuration

  @Test("takes one pattern or a list")
  func decoding() throws {
    let json = #"{"path": "a", "match": "*.log", "exclude": ["x", "y"], "keep": 3}"#
    let job = try JSONDecoder().decode(PruneJob.self, from: Data(json.utf8))
    #expect(job.match == ["*.log"])
    #expect(job.exclude == ["x", "y"])
    #expect(job.keepIn == .tree)
  }

  @Test("has exactly the keys of the schema")
  func schema() throws {
    let encoded = try JSONEncoder().encode(
      PruneJob(path: "a", olderThan: .days(1), keep: 1, limit: 1)
    )
    let object = try JSONSerialization.jsonObject(with: encoded)
    let keys = try #require(object as? [String: Any]).keys
    #expect(Set(keys) == Set(PruneJob.schema.fields.map(\.name)))
    let again = try JSONDecoder().decode(PruneJob.self, from: encoded)
    #expect(again.olderThan == .days(1))
  }

  @Test(
    "refuses what would delete everything, or nothing that can be meant",
    arguments: [
      (PruneJob(path: "a"), ""), (PruneJob(path: "a", keep: 0), ""),
      (PruneJob(path: "a", olderThan: .zero), ""),
      (PruneJob(path: "a", olderThan: .zero, keep: 0), ""),
      (PruneJob(path: "", keep: 1), "path"), (PruneJob(path: "/", keep: 1), "path"),
      (PruneJob(path: "~", keep: 1), "path"), (PruneJob(path: "a", match: [], keep: 1), "match"),
      (PruneJob(path: "a", match: ["[a"], keep: 1), "match[0]"),
      (PruneJob(path: "a", exclude: ["*", "{"], keep: 1), "exclude[1]"),
      (PruneJob(path: "a", keep: -1), "keep"), (PruneJob(path: "a", keep: 1, limit: 0), "limit"),
      (PruneJob(path: "a", keep: 1, directories: true), "directories"),
    ]
  )
  func validation(_ job: PruneJob, _ path: String) {
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path)
  }

  @Test("refuses the root and the home by any path", arguments: ["/usr/..", "/./", "~/.", "link"])
  func protected(_ path: String) async throws {
    #expect(symlink("/", directory.path.appending("link").string) == 0)
    let error = await #expect(throws: JobError.self) {
      try await PruneJob(path: path, keep: 1).run(in: context())
    }
    #expect(error?.code.name == "configuration")
  }

  // MARK: - What goes

  @Test("deletes what is older, and not what is exactly as old")
  func olderThan() async throws {
    try write("old.log", age: 101)
    try write("edge.log", age: 100)
    try write("new.log", age: 1)
    let report = try await run(PruneJob(path: path, olderThan: .seconds(100)))
    #expect(report.deleted == 1)
    #expect(report.kept == 2)
    #expect(names() == ["edge.log", "new.log"])
    #expect(log.texts == ["deleted \(path)/old.log"])
  }

  @Test("takes a file from the far future for new, and one from the far past for old")
  func farOff() async throws {
    try write("old.log", age: 101)
    try write("future.log", age: -10_000_000_000)
    let report = try await run(PruneJob(path: path, olderThan: .seconds(100)))
    #expect(report.deleted == 1)
    #expect(names() == ["future.log"])
  }

  @Test("keeps the newest whatever their age")
  func keep() async throws {
    for age in 1...6 { try write("f\(age)", age: age * 1000) }
    let report = try await run(PruneJob(path: path, olderThan: .seconds(100), keep: 4))
    #expect(report.summary == "deleted 2 files (4 B), kept 4")
    #expect(names() == ["f1", "f2", "f3", "f4"])
  }

  @Test("keeps the newest of the tree or of each directory")
  func scopes() async throws {
    for name in ["a/1", "a/2", "b/1", "b/2"] {
      try write(name, age: name.hasPrefix("a") ? 100 : 200, with: String(name.suffix(1)))
    }
    var job = PruneJob(path: path, keep: 1, keepIn: .directory, recursive: true)
    #expect(try await job.plan(in: context()).steps.count == 2)
    job.keepIn = .tree
    #expect(try await job.plan(in: context()).steps.count == 3)
  }

  @Test("deletes only what matches and is not excluded, and looks below only when told")
  func patterns() async throws {
    for name in ["a.log", "b.log", "c.txt", "sub/d.log", "sub/deep/e.log"] {
      try write(name, age: 1000)
    }
    let job = PruneJob(
      path: path,
      match: ["*.log"],
      exclude: ["b*"],
      olderThan: .seconds(1)
    )
    #expect(try await subjects(job) == ["a.log"])
    var below = job
    below.recursive = true
    #expect(try await subjects(below) == ["a.log", "sub/d.log", "sub/deep/e.log"])
    below.match = ["sub/*.log"]
    #expect(try await subjects(below) == ["sub/d.log"])
  }

  @Test("removes the directories that it emptied, and no other")
  func directories() async throws {
    try write("a/b/c/old", age: 1000)
    try write("a/b/old", age: 1000)
    try write("a/new", age: 1)
    try write("x/y/old", age: 1000)
    try FileManager.default.createDirectory(
      atPath: "\(path)/was-empty",
      withIntermediateDirectories: false
    )
    let job = PruneJob(path: path, olderThan: .seconds(10), recursive: true, directories: true)
    let report = try await run(job)
    #expect(report.deleted == 3)
    #expect(report.directories == 4)
    #expect(names() == ["a", "a/new", "was-empty"])
  }

  @Test("deletes at most the limit, the oldest first, and says what waits")
  func limit() async throws {
    for age in 1...5 { try write("f\(age)", age: age * 10) }
    let report = try await run(PruneJob(path: path, olderThan: .seconds(1), limit: 2))
    #expect(names() == ["f1", "f2", "f3"])
    #expect(report.warnings == ["3 files wait for the next run"])
  }

  // MARK: - What is never touched

  @Test("leaves links alone, and what they lead to")
  func links() async throws {
    try outside.write("precious", to: "file")
    try write("old", age: 1000)
    #expect(symlink(outside.path.string, "\(path)/folder") == 0)
    #expect(symlink("\(outside.path)/file", "\(path)/link") == 0)
    let job = PruneJob(path: path, olderThan: TimeSpan(milliseconds: 1), recursive: true)
    clock.setWallClock(clock.now + 1_000_000_000)
    let report = try await run(job)
    #expect(report.deleted == 1)
    #expect(names() == ["folder", "link"])
    #expect(access("\(outside.path)/file", F_OK) == 0)
  }

  @Test("skips a file that changed after the plan, and says so")
  func changed() async throws {
    try write("a", age: 1000)
    try write("b", age: 1000)
    try write("c", age: 1000)
    let job = PruneJob(path: path, olderThan: .seconds(10))
    let root = try PruneRoot(directory.path)
    let selection = try PruneSelection(job, in: directory.path, now: clock.now, .init())
    #expect(selection.files.count == 3)
    try write("a", age: 999)
    try FileManager.default.removeItem(atPath: "\(path)/b")
    let outcomes = selection.files.map { root.delete($0) }
    #expect(outcomes.map(Self.word) == ["changed", "changed", "deleted"])
    #expect(names() == ["a"])
  }

  @Test("is not led elsewhere by a directory that becomes a link")
  func swapped() async throws {
    try write("sub/old", age: 1000)
    let job = PruneJob(path: path, olderThan: .seconds(10), recursive: true)
    let root = try PruneRoot(directory.path)
    let selection = try PruneSelection(job, in: directory.path, now: clock.now, .init())
    #expect(rename("\(path)/sub", "\(outside.path)/moved") == 0)
    #expect(symlink("\(outside.path)/moved", "\(path)/sub") == 0)
    #expect(selection.files.map { Self.word(root.delete($0)) } == ["changed"])
    #expect(access("\(outside.path)/moved/old", F_OK) == 0)
  }

  @Test("says that there is no such directory")
  func missing() async {
    let error = await #expect(throws: JobError.self) {
      try await PruneJob(path: "no-such", keep: 1).run(in: context())
    }
    #expect(error?.code.name == "not-found")
  }

  // MARK: - The plan

  @Test("does exactly what the plan says, over random trees", arguments: 0..<20)
  func planIsRun(_ seed: Int) async throws {
    var random = SplitMix(state: UInt64(seed) &+ 1)
    for index in 0..<60 {
      let depth = Int.random(in: 0...3, using: &random)
      let folder = (0..<depth).map { _ in "d\(Int.random(in: 0...2, using: &random))" }
      let name = "f\(index).\(Bool.random(using: &random) ? "log" : "txt")"
      let age = Int.random(in: 0...200, using: &random)
      try write((folder + [name]).joined(separator: "/"), age: age)
    }
    let recursive = seed % 4 != 0
    let job = PruneJob(
      path: path,
      match: [Bool.random(using: &random) ? "*" : "*.log"],
      exclude: Bool.random(using: &random) ? ["f1*"] : [],
      olderThan: .seconds(Int.random(in: 1...200, using: &random)),
      keep: Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil,
      keepIn: Bool.random(using: &random) ? .tree : .directory,
      recursive: recursive,
      directories: recursive && Bool.random(using: &random),
      limit: Bool.random(using: &random) ? Int.random(in: 1...30, using: &random) : nil
    )
    try job.validate()
    let before = names()
    let plan = try await job.plan(in: context())
    #expect(names() == before)
    let report = try await run(job)
    let planned = plan.steps.map(\.subject)
    let done = plan.steps.map { ($0.verb == "delete" ? "deleted " : "removed ") + $0.subject }
    #expect(log.texts == done)
    let gone = Set(before).subtracting(names()).map { "\(path)/\($0)" }
    #expect(Set(gone) == Set(planned))
    #expect(report.deleted + report.directories == planned.count)
    #expect(report.changed.isEmpty)
    let again = try await job.plan(in: context())
    #expect(again.steps.isEmpty || job.limit != nil || job.keep != nil)
  }

  // MARK: - Helpers

  private var path: String { directory.path.string }

  private func context() -> JobContext {
    JobContext(job: "test", directory: directory.path, clock: clock)
  }

  private func run(_ job: PruneJob) async throws -> PruneReport {
    let context = JobContext(job: "test", directory: directory.path, clock: clock) { [log] event in
      if case .log(let batch) = event { log.take(batch.map(\.text)) }
    }
    return try await job.run(in: context)
  }

  private func subjects(_ job: PruneJob) async throws -> [String] {
    try await job.plan(in: context()).steps.map { String($0.subject.dropFirst(path.count + 1)) }
      .sorted()
  }

  /// Writes a file that was changed so many seconds ago.
  private func write(_ name: String, age: Int, with text: String = "xx") throws {
    let file = try directory.write(text, to: name)
    let date = clock.now - TimeInterval(age)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.string)
  }

  private func names() -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  private static func word(_ outcome: PruneRoot.Outcome) -> String {
    switch outcome {
    case .deleted: "deleted"
    case .changed: "changed"
    case .failed(let error): "failed: \(error)"
    }
  }
}

private final class Recorder: Sendable {
  private let state = Mutex<[String]>([])

  var texts: [String] { state.withLock { $0 } }

  func take(_ lines: [String]) { state.withLock { $0 += lines } }
}

/// Random numbers that are the same in each run of the tests.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
