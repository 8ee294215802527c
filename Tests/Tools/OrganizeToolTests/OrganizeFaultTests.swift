import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

/// What a run leaves that is killed at any moment.
@Suite("Faults of organizing", .serialized, .timeLimit(.minutes(60))) struct OrganizeFaultTests {
  let folder: OrganizeFolder

  private static let kills =
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] == nil ? 20 : 200

  init() throws {
    folder = try OrganizeFolder()
  }

  private func fill() throws {
    for number in 0..<400 {
      let suffix = ["txt", "py", "dat", "png"][number % 4]
      // Of long ones a plan has the hash of beginning and end alone.
      let length = number % 5 == 0 ? 33_000 + number : number * 37 % 5000
      try folder.write(
        "content \(number) " + String(repeating: "x", count: length),
        to: "d\(number % 7)/file \(number % 90)-\(number).\(suffix)",
        time: 1_500_000_000 + Int64(number) * 86_400
      )
    }
    for name in (0..<7).map({ "d\($0)" }) + [""] { try folder.setTime(1_400_000_000, of: name) }
  }

  /// The hashes of all files, wherever they are.
  private func contents(_ snapshot: [String: String]) -> [String] {
    snapshot.filter { !$0.key.hasSuffix("/") }.values.sorted()
  }

  /// Rules that move, copy, name and tag.
  private func job() -> OrganizeJob {
    var texts = OrganizeCondition()
    texts.extension = ["txt"]
    var code = OrganizeCondition()
    code.extension = ["py"]
    return folder.job(
      by: .date,
      [
        OrganizeRule(
          condition: texts,
          actions: [
            .copy("Copies/"), .rename("{stem}-{counter:3}{suffix}"), .tag(["text", "moved"]),
          ]
        ),
        OrganizeRule(condition: code, actions: [.move("Code/{modified:yyyy}/{name}")]),
      ]
    ) {
      $0.recursive = true
      $0.removeEmpty = true
    }
  }

  /// Waits until a run has begun, ten seconds at the most.
  private func awaitJournal(after count: Int) {
    for _ in 0..<20_000 {
      if StateDirectory(folder.state).runs().count > count { return }
      usleep(500)
    }
  }

  private func save(_ job: OrganizeJob) throws -> String {
    let path = folder.outer.path.appending("job.json").string
    try JSONEncoder().encode(job).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("loses no file, and takes back or finishes a run that was killed anywhere")
  func kills() async throws {
    try fill()
    let before = try folder.snapshot()
    let words = try save(job())
    // How long the steps take says where to kill them.
    let first = try WorkerProcess(["organize", words])
    awaitJournal(after: 0)
    let start = ContinuousClock.now
    #expect(first.wait().status == 0)
    let length = start.duration(to: .now).components
    let most = UInt32(length.seconds * 1_000_000 + length.attoseconds / 1_000_000_000_000) + 1000
    let after = try folder.snapshot()
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
    var broken = 0
    for round in 0..<Self.kills {
      let runs = folder.runs.list().count
      let process = try WorkerProcess(["organize", words])
      if round % 5 > 0 { awaitJournal(after: runs) }
      usleep(UInt32.random(in: 0...most))
      process.kill()
      let found = try folder.snapshot()
      let all = contents(found)
      for content in contents(before) { #expect(all.contains(content), "after kill \(round + 1)") }
      guard let last = folder.runs.list().first, last.status == .interrupted, last.steps > 0 else {
        if found != before { #expect(try await folder.undo().refused == []) }
        #expect(try folder.snapshot() == before, "after kill \(round + 1)")
        continue
      }
      broken += 1
      if round % 2 == 0 {
        let next = try WorkerProcess(["resume", folder.state.string])
        if round % 4 == 0 {
          usleep(UInt32.random(in: 0...most))
          next.kill()
        } else {
          #expect(next.wait().status == 0)
        }
        if folder.runs.list().first?.status == .interrupted {
          _ = try? await folder.runs.resume(nil, in: folder.context())
        }
        let names = try folder.snapshot().keys.sorted()
        #expect(names == after.keys.sorted(), "after kill \(round + 1)")
      }
      // Taking back is killed now and then as well.
      if round % 3 == 0 {
        let undo = try WorkerProcess(["undo", folder.state.string])
        usleep(UInt32.random(in: 0...most))
        undo.kill()
      }
      let isOver = folder.runs.list().first?.status == .undone
      if !isOver { #expect(try await folder.undo().refused == [], "after kill \(round + 1)") }
      #expect(try folder.snapshot() == before, "after kill \(round + 1)")
    }
    print("\(broken) of \(Self.kills) kills hit a run at work")
  }

  @Test("keeps every file whole when a move to another file system is killed")
  func otherFileSystem() async throws {
    let mount = folder.outer.path.appending("memory")
    guard let memory = MemoryFolder(mount) else { return }
    try fill()
    let before = try folder.snapshot()
    let job = folder.job([OrganizeRule(actions: [.move("\(memory.path)/sorted/{extension}/")])]) {
      $0.recursive = true
      $0.outside = [memory.path.string]
    }
    let words = try save(job)
    for round in 0..<(Self.kills / 4) {
      let process = try WorkerProcess(["organize", words])
      usleep(UInt32.random(in: 0...400_000))
      process.kill()
      let there = try folder.snapshot(memory.path)
      let all = Set(contents(try folder.snapshot()) + contents(there))
      for content in contents(before) { #expect(all.contains(content), "after kill \(round + 1)") }
      if folder.runs.list().first?.canBeUndone == true {
        #expect(try await folder.undo().refused == [], "after kill \(round + 1)")
      }
      #expect(try folder.snapshot() == before, "after kill \(round + 1)")
      #expect(
        try folder.snapshot(memory.path).keys.sorted() == ["/"],
        "after kill \(round + 1)"
      )
    }
    try await folder.run(job)
    #expect(try folder.files() == [])
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }

  @Test("goes on with the others when the target has no room")
  func full() async throws {
    guard let memory = MemoryFolder(folder.outer.path.appending("memory"), size: "64k") else {
      return
    }
    try folder.write(String(repeating: "a", count: 1000), to: "small.txt")
    try folder.write(String(repeating: "b", count: 1_000_000), to: "large.txt")
    let before = try folder.snapshot()
    let job = folder.job([OrganizeRule(actions: [.move("\(memory.path)/")])]) {
      $0.outside = [memory.path.string]
    }
    let report = try await folder.run(job)
    #expect(report.moved == 1)
    #expect(report.problems.count == 1)
    #expect(try folder.files() == ["large.txt"])
    #expect(try folder.snapshot(memory.path).keys.sorted() == ["/", "small.txt"])
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }

  @Test("leaves every file where it is when the target, or the folder, cannot be written")
  func readOnly() async throws {
    guard let memory = MemoryFolder(folder.outer.path.appending("memory")) else { return }
    try folder.write("mine", to: "mine.txt")
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(memory.path)/theirs.txt"))
    #expect(memory.freeze())
    defer { withExtendedLifetime(memory) {} }
    let there = folder.job([OrganizeRule(actions: [.move("\(memory.path)/sorted/")])]) {
      $0.outside = [memory.path.string]
    }
    let here = folder.job([OrganizeRule(actions: [.move("\(folder.root)/sorted/")])]) {
      $0.root = memory.path.string
      $0.outside = [folder.root.string]
    }
    let error = await #expect(throws: JobError.self) { try await folder.run(there) }
    #expect(error?.message.contains("read-only file system") == true)
    // Here the directory is made, and what it is for fails.
    let report = try await folder.run(here)
    #expect(report.moved == 0)
    #expect(report.problems.contains { $0.contains("read-only file system") })
    for _ in 0..<2 where folder.runs.list().first?.canBeUndone == true {
      #expect(try await folder.undo().refused == [])
    }
    #expect(try folder.snapshot().keys.sorted() == ["/", "mine.txt"])
    #expect(try folder.text("mine.txt") == "mine")
    #expect(try folder.snapshot(memory.path).keys.sorted() == ["/", "theirs.txt"])
  }
}

/// A second file system, in memory; only root can mount one.
final class MemoryFolder {
  let path: FilePath

  init?(_ path: FilePath, size: String = "64m") {
    self.path = path
    guard mkdir(path.string, 0o755) == 0 else { return nil }
    let result = path.string.withCString { target in
      mount("tmpfs", target, "tmpfs", 0, "size=\(size)")
    }
    guard result == 0 else {
      print("skipped: only root can mount a second file system")
      return nil
    }
  }

  /// Makes it read-only.
  func freeze() -> Bool {
    mount("tmpfs", path.string, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
  }

  deinit {
    umount2(path.string, Int32(MNT_DETACH))
  }
}
