import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Directory watch", .timeLimit(.minutes(5))) struct DirectoryWatchTests {
  let directory: TemporaryDirectory
  let clock = ManualWatchClock()

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("reports what is made, changed, renamed and removed")
  func changes() async throws {
    try directory.write("x", to: "old/file")
    let watch = try DirectoryWatch(directory.path, options: options(), clock: clock)
    var iterator = watch.makeAsyncIterator()
    try directory.write("1", to: "new")
    try await expect(&iterator, [("new", .created)])
    try directory.write("22", to: "new")
    try await expect(&iterator, [("new", .modified)])
    rename(path("new"), path("old/renamed"))
    try await expect(&iterator, [("old/renamed", .moved(from: "new"))])
    unlink(path("old/renamed"))
    try await expect(&iterator, [("old/renamed", .removed)])
    rename(path("old"), path("other"))
    try await expect(&iterator, [("other", .moved(from: "old"))])
    try directory.write("y", to: "other/file2")
    try await expect(&iterator, [("other/file2", .created)])
  }

  @Test("misses nothing in directories that are made while it looks")
  func newDirectories() async throws {
    let watch = try DirectoryWatch(directory.path, options: options(), clock: clock)
    var expected: Set<FilePath> = []
    for index in 0..<40 {
      var path = FilePath("d\(index)")
      expected.insert(path)
      for level in 0..<3 {
        path.append("e\(level)")
        expected.insert(path)
      }
      expected.insert(path.appending("file"))
      try directory.write("x", to: path.appending("file").string)
    }
    var seen: Set<FilePath> = []
    for try await batch in watch {
      for change in batch where change.kind == .created { seen.insert(change.path) }
      if seen.count == expected.count { break }
    }
    #expect(seen == expected)
  }

  @Test("says that a file is settled when it is closed and quiet, not before")
  func settled() async throws {
    let file = open(path("file"), O_CREAT | O_WRONLY, 0o644)
    let watch = try DirectoryWatch(
      directory.path,
      options: WatchOptions(settling: .seconds(2)),
      clock: clock
    )
    var iterator = watch.makeAsyncIterator()
    Foundation.write(file, "x", 1)
    try await expect(&iterator, [("file", .modified)])
    clock.advance(by: .seconds(60))
    try directory.write("y", to: "other")
    try await expect(&iterator, [("other", .created)])
    close(file)
    let driver = Task.detached { [clock] in
      while !Task.isCancelled {
        clock.advance(by: .milliseconds(500))
        await Task.yield()
      }
    }
    var settled: Set<FilePath> = []
    while settled.count < 2, let batch = try await iterator.next() {
      for change in batch where change.kind == .settled { settled.insert(change.path) }
    }
    driver.cancel()
    #expect(settled == ["file", "other"])
  }

  @Test("by polling sees what happened meanwhile, and pairs moves")
  func polling() async throws {
    try directory.write("x", to: "a/file")
    try directory.write("y", to: "gone")
    let watch = try DirectoryWatch(
      directory.path,
      options: WatchOptions(method: .polling(every: .seconds(5)), settling: nil),
      clock: clock
    )
    var iterator = watch.makeAsyncIterator()
    await clock.waitForSleeper()
    rename(path("a"), path("b"))
    unlink(path("gone"))
    try directory.write("longer", to: "b/file")
    try directory.write("z", to: "new/deep/file")
    clock.advance(by: .seconds(5))
    let batch = try #require(try await iterator.next())
    let found = Set(batch.map { "\($0.path) \($0.kind)" })
    #expect(batch.contains { $0.path == "gone" && $0.kind == .removed })
    #expect(batch.contains { $0.path == "b" && $0.kind == .moved(from: "a") }, "\(found)")
    #expect(batch.contains { $0.path == "new/deep/file" && $0.kind == .created })
    await clock.waitForSleeper()
    unlink(path("b/file"))
    clock.advance(by: .seconds(5))
    try await expect(&iterator, [("b/file", .removed)])
  }

  @Test("passes over what the filter does not want")
  func filter() async throws {
    var options = options()
    options.filter = { $0.lastComponent != "skip" }
    let watch = try DirectoryWatch(directory.path, options: options, clock: clock)
    var iterator = watch.makeAsyncIterator()
    try directory.write("x", to: "skip/file")
    try directory.write("x", to: "keep")
    try await expect(&iterator, [("keep", .created)])
  }

  @Test("ends with its task, and closes what it had open")
  func cancellation() async throws {
    let watch = try DirectoryWatch(directory.path, options: options(), clock: clock)
    #expect(try isWatched())
    let task = Task {
      var count = 0
      for try await batch in watch { count += batch.count }
      return count
    }
    task.cancel()
    #expect(try await task.value == 0)
    while try isWatched(), !Task.isCancelled { await Task.yield() }
  }

  @Test("says that the directory is gone")
  func removed() async throws {
    let folder = directory.path.appending("folder")
    mkdir(folder.string, 0o755)
    let watch = try DirectoryWatch(folder, options: options(), clock: clock)
    rmdir(folder.string)
    let error = await #expect(throws: FileError.self) {
      for try await _ in watch {}
    }
    #expect(error?.description.contains("watch it again") == true)
    #expect(throws: FileError.self) { try DirectoryWatch(folder) }
  }

  @Test("finds out by looking what the system had no room to say")
  func overflow() async throws {
    let file = "/proc/sys/fs/inotify/max_queued_events"
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? "16384"
    let limit = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 16_384
    guard limit <= 50_000 else { return }
    // The watch stands still at its first question until more has happened than there is room for.
    let gate = NSLock()
    var options = options()
    options.filter = { _ in
      gate.lock()
      gate.unlock()
      return true
    }
    let watch = try DirectoryWatch(directory.path, options: options, clock: clock)
    let count = limit / 2 + 2_000
    gate.withLock { makeFiles(count) }
    var there: Set<FilePath> = []
    for try await batch in watch {
      for change in batch {
        switch change.kind {
        case .created: there.insert(change.path)
        case .removed: there.remove(change.path)
        default: break
        }
      }
      if there.count == count - 1, !there.contains("f0") { break }
    }
    #expect(!there.contains("f0"))
  }

  // MARK: - Help

  private func makeFiles(_ count: Int) {
    for index in 0..<count { close(open(path("f\(index)"), O_CREAT | O_WRONLY, 0o600)) }
    unlink(path("f0"))
  }

  private func options() -> WatchOptions { WatchOptions(settling: nil) }

  private func path(_ name: String) -> String {
    directory.path.pushing(FilePath(name)).string
  }

  /// Reads batches until the changes have come, and no others but more writing.
  private func expect(
    _ iterator: inout DirectoryWatch.AsyncIterator,
    _ wanted: [(FilePath, FileChange.Kind)]
  ) async throws {
    var missing = wanted
    while !missing.isEmpty {
      guard let batch = try await iterator.next() else { break }
      for change in batch {
        if let index = missing.firstIndex(where: { $0 == (change.path, change.kind) }) {
          missing.remove(at: index)
        } else {
          #expect(change.kind == .modified, "\(change)")
        }
      }
    }
    #expect(missing.isEmpty)
  }

  /// Whether this process has a watch of the system on the directory.
  private func isWatched() throws -> Bool {
    var status = stat()
    #expect(stat(directory.path.string, &status) == 0)
    let mark = "ino:\(String(status.st_ino, radix: 16)) "
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fdinfo").contains {
      (try? String(contentsOfFile: "/proc/self/fdinfo/\($0)", encoding: .utf8))?.contains(mark)
        == true
    }
  }
}
