import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// What goes wrong with disks, rights and other programs while files are moved.
@Suite("Faults of transfers", .serialized, .timeLimit(.minutes(60))) struct TransferFaultTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private static let isLong =
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] != nil

  private static func memory(_ path: FilePath, _ size: String) -> MemoryFileSystem? {
    let memory = MemoryFileSystem(path, size: size)
    if memory == nil { print("skipped: only root can mount a second file system") }
    return memory
  }

  @Test("keeps every file whole at one place when a move between file systems is killed")
  func kills() throws {
    let mount = directory.path.appending("memory")
    guard let memory = Self.memory(mount, "64m") else { return }
    let journal = directory.path.appending("journal")
    var dice = SystemRandomNumberGenerator()
    let kills = Self.isLong ? 200 : 10
    var resumed = 0
    var broken = 0
    for round in 0..<kills {
      // There and back, so that either file system is the source.
      let source = (round % 2 == 0 ? memory.path : directory.path).appending("source")
      let target = (round % 2 == 0 ? directory.path : memory.path).appending("target")
      try Trees.make(source, files: 60)
      let whole = try Trees.describe(source)
      let mover = try WorkerProcess(["move", source.string, target.string, journal.string])
      usleep(UInt32.random(in: 0...40_000, using: &dice))
      mover.kill()
      if access(source.string, F_OK) == 0, access(journal.string, F_OK) == 0 { broken += 1 }
      #expect(try Trees.lost(whole, [source, target]) == [], "after kill \(round + 1)")
      // Going on is killed as well now and then.
      while Int.random(in: 0..<2, using: &dice) == 0, access(journal.string, F_OK) == 0 {
        let next = try WorkerProcess(["resume", journal.string])
        usleep(UInt32.random(in: 0...20_000, using: &dice))
        next.kill()
        resumed += 1
        #expect(try Trees.lost(whole, [source, target]) == [], "after kill \(round + 1)")
      }
      if access(journal.string, F_OK) == 0, try !RecordJournal.records(of: journal).isEmpty {
        try FileTransfer().resume(journal)
        #expect(try FileTransfer().resume(journal) == TransferReport())
        #expect(unlink(journal.string) == 0)
      } else {
        unlink(journal.string)
        try FileTransfer().move(source, to: target)
      }
      #expect(try Trees.describe(target) == whole, "after kill \(round + 1)")
      #expect(access(source.string, F_OK) != 0)
      let left = try FileManager.default.contentsOfDirectory(
        atPath: target.removingLastComponent().string
      )
      #expect(left.filter { $0.hasPrefix(".") } == [], "after kill \(round + 1)")
      try FileTransfer().remove(target)
    }
    print("\(broken) of \(kills) kills hit a move at work, \(resumed) hit one that went on")
  }

  @Test("moves between file systems without a journal as well")
  func moves() throws {
    guard let memory = Self.memory(directory.path.appending("memory"), "64m") else { return }
    let source = directory.path.appending("source")
    let target = memory.path.appending("target")
    try Trees.make(source)
    let whole = try Trees.describe(source)
    try FileTransfer().move(source, to: target)
    #expect(try Trees.describe(target) == whole)
    #expect(access(source.string, F_OK) != 0)
    try directory.write("one", to: "single")
    let single = directory.path.appending("single")
    try FileTransfer().move(single, to: memory.path.appending("single"))
    #expect(access(single.string, F_OK) != 0)
  }

  @Test("keeps what was added to the source while it was copied")
  func added() throws {
    guard let memory = Self.memory(directory.path.appending("memory"), "64m") else { return }
    let source = directory.path.appending("source")
    try directory.write("one", to: "source/a/one")
    try directory.write("two", to: "source/a/two")
    let target = memory.path.appending("target")
    var transfer = FileTransfer()
    let plan = try transfer.plan(moving: source, to: target)
    let late = try directory.write("late", to: "source/a/late")
    transfer.failures = .collect
    let report = try transfer.apply(plan, journal: directory.path.appending("journal"))
    #expect(report.failures.count == 2)
    #expect(report.failures.allSatisfy { $0.cause == .directoryNotEmpty })
    #expect(try Trees.all(source) == ["a", "a/late"])
    #expect(try Trees.all(target).sorted { $0.string < $1.string } == ["a", "a/one", "a/two"])
    #expect(access(late.string, F_OK) == 0)
  }

  @Test("leaves a file alone that was changed since the plan was made")
  func changed() throws {
    let source = try directory.write("old", to: "source")
    let target = directory.path.appending("target")
    for plan in [
      try FileTransfer().plan(copying: source, to: target),
      try FileTransfer().plan(moving: source, to: target),
    ] {
      try directory.write("edited \(plan.kind)", to: "source")
      let error = #expect(throws: FileError.self) { try FileTransfer().apply(plan) }
      #expect(error?.description.contains("changed since the plan was made") == true)
      #expect(access(target.string, F_OK) != 0)
    }
  }

  @Test("leaves nothing behind on a full disk, and the source as it was")
  func full() throws {
    guard let memory = Self.memory(directory.path.appending("memory"), "2m") else { return }
    let source = directory.path.appending("source")
    try AtomicFile.makeDirectory(source)
    let bytes = [UInt8](repeating: 7, count: 900_000)
    for index in 0..<4 { try AtomicFile.write(bytes, to: source.appending("file\(index)")) }
    let target = memory.path.appending("target")
    for action in [FileTransfer().copy, FileTransfer().move] {
      let error = #expect(throws: FileError.self) { try action(source, target) }
      #expect(error?.cause == .noSpace)
      #expect(error?.path.string.hasPrefix(source.string) == true)
    }
    #expect(try Trees.all(memory.path).isEmpty)
    #expect(try Trees.all(source).count == 4)
  }

  @Test("names a target that cannot be written")
  func readOnly() throws {
    guard let memory = Self.memory(directory.path.appending("memory"), "2m") else { return }
    #expect(memory.freeze())
    let source = try directory.write("text", to: "source")
    let target = memory.path.appending("target")
    for action in [FileTransfer().copy, FileTransfer().move] {
      let error = #expect(throws: FileError.self) { try action(source, target) }
      #expect(error?.cause == .readOnlyFileSystem)
      #expect(error?.path == target)
    }
    #expect(access(source.string, R_OK) == 0)
  }

  @Test("goes on where something may not be read, and names it")
  func denied() throws {
    guard geteuid() == 0 else {
      print("skipped: only root can become somebody else")
      return
    }
    try directory.write("one", to: "place/source/a/one")
    try directory.write("two", to: "place/source/b/two")
    try directory.write("three", to: "place/source/c/three")
    let place = directory.path.appending("place")
    for path in [FilePath("."), "source", "source/a", "source/b", "source/c", "source/a/one"] {
      #expect(lchown(place.pushing(path).string, 65_534, 65_534) == 0)
    }
    #expect(chmod(directory.path.string, 0o755) == 0)
    #expect(chmod(place.appending("source/b").string, 0) == 0)
    #expect(chmod(place.appending("source/c/three").string, 0o600) == 0)
    let words = [place.appending("source").string, place.appending("target").string]
    let copied = try WorkerProcess(["copy-as", "65534"] + words).wait()
    #expect(copied.status == 0)
    let lines = copied.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.contains { $0.contains("source/b: could not open the directory: permission") })
    #expect(lines.contains { $0.contains("source/c/three: could not open: permission denied") })
    #expect(access(place.appending("target/a/one").string, F_OK) == 0)
    let removed = try WorkerProcess(["remove-as", "65534", words[0]]).wait()
    #expect(removed.status == 0)
    #expect(removed.text.contains("source/b: could not open the directory: permission denied"))
    #expect(access(place.appending("source/a").string, F_OK) != 0)
    #expect(access(place.appending("source/b/two").string, F_OK) == 0)
  }

  @Test("touches nothing outside while directories and links change places")
  func race() throws {
    let outside = directory.path.appending("outside")
    for index in 0..<20 { try directory.write("mine", to: "outside/deep/file\(index)") }
    let before = try Trees.describe(outside)
    let tree = directory.path.appending("tree")
    let copies = directory.path.appending("copies")
    let spare = directory.path.appending("spare")
    try AtomicFile.makeDirectory(copies)
    #expect(symlink(outside.string, spare.string) == 0)
    let isOver = Atomic(false)
    let swaps = Atomic(0)
    let names = [FilePath("a"), "b", "a/c", "b/d"]
    try withThread {
      while !isOver.load(ordering: .relaxed) {
        for name in names where OpenDirectory.swap(tree.pushing(name), spare) {
          _ = OpenDirectory.swap(tree.pushing(name), spare)
          swaps.add(1, ordering: .relaxed)
        }
        sched_yield()
      }
    } during: {
      defer { isOver.store(true, ordering: .relaxed) }
      let end = ContinuousClock.now + (Self.isLong ? .seconds(60) : .seconds(5))
      var round = 0
      while ContinuousClock.now < end {
        try AtomicFile.makeDirectory(tree)
        // A link that was removed in its place in the tree is put back.
        if (try? RootedDirectory(directory.path).attributes(of: "spare").kind) != .symbolicLink {
          _ = try? FileTransfer().remove(spare)
          _ = symlink(outside.string, spare.string)
        }
        for name in names {
          for index in 0..<10 {
            _ = try? RootedDirectory(tree).makeDirectories(name)
            try? RootedDirectory(tree).create(name.appending("file\(index)")).close()
          }
        }
        var transfer = FileTransfer()
        transfer.failures = .collect
        let copy = copies.appending("copy\(round)")
        _ = try? transfer.copy(tree, to: copy)
        if access(copy.string, F_OK) == 0 {
          let copied = try Trees.describe(copy, [])
          #expect(!copied.contains { $0.contains("deep") })
        }
        _ = try? transfer.remove(tree)
        _ = try? transfer.remove(copy)
        round += 1
      }
    }
    print("\(swaps.load(ordering: .relaxed)) exchanges of a directory and a link")
    #expect(swaps.load(ordering: .relaxed) > 0)
    #expect(try Trees.describe(outside) == before)
  }

  @Test("copies what is left of a directory that changes under it")
  func changing() throws {
    let source = directory.path.appending("source")
    for index in 0..<300 { try directory.write("\(index)", to: "source/d\(index % 7)/f\(index)") }
    let isOver = Atomic(false)
    withThread {
      while !isOver.load(ordering: .relaxed) {
        for index in 0..<300 {
          let path = source.string + "/d\(index % 7)/f\(index)"
          unlink(path)
          close(open(path, O_WRONLY | O_CREAT, 0o644))
        }
      }
    } during: {
      defer { isOver.store(true, ordering: .relaxed) }
      for round in 0..<10 {
        let target = directory.path.appending("target\(round)")
        #expect(throws: Never.self) { try FileTransfer().copy(source, to: target) }
      }
    }
  }
}
