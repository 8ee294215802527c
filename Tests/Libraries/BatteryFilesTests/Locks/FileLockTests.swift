import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("File lock") struct FileLockTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("is held by one at a time, and says who holds it")
  func exclusive() throws {
    let path = directory.path.appending("lock")
    let lock = try FileLock(path)
    let held = #expect(throws: FileLock.Held.self) { try FileLock(path) }
    #expect(held?.process == getpid())
    #expect(held?.description.contains("process \(getpid()) holds the lock") == true)
    lock.unlock()
    lock.unlock()
    let again = try FileLock(path)
    again.unlock()
  }

  @Test("is given up with its last reference")
  func released() throws {
    let path = directory.path.appending("lock")
    do { _ = try FileLock(path) }
    #expect(throws: Never.self) { try FileLock(path) }
  }

  @Test("says where it cannot be")
  func missingDirectory() {
    let error = #expect(throws: FileError.self) { try FileLock("/no/such/lock") }
    #expect(error?.cause == .noSuchFileOrDirectory)
  }

  @Test("is not taken through a link")
  func link() throws {
    let path = directory.path.appending("lock")
    #expect(symlink("elsewhere", path.string) == 0)
    #expect(throws: FileError.self) { try FileLock(path) }
    #expect(access(directory.path.appending("elsewhere").string, F_OK) != 0)
  }

  @Test("is shared by readers, and kept from a writer")
  func shared() throws {
    let path = directory.path.appending("lock")
    let one = try FileLock(path, mode: .shared)
    let other = try FileLock(path, mode: .shared)
    #expect(throws: FileLock.Held.self) { try FileLock(path) }
    one.unlock()
    #expect(throws: FileLock.Held.self) { try FileLock(path) }
    other.unlock()
    let writer = try FileLock(path)
    #expect(throws: FileLock.Held.self) { try FileLock(path, mode: .shared) }
    #expect(FileLock.owner(of: path)?.process == getpid())
    writer.unlock()
    #expect(FileLock.owner(of: path) == nil)
  }

  @Test("is given up though a program that was started has a copy of the descriptor")
  func copies() throws {
    let path = directory.path.appending("lock")
    let lock = try FileLock(path)
    // What a started program has until it closes what it does not want.
    let copies = (3..<1024).compactMap { number -> Int32? in
      let link = "/proc/self/fd/\(number)"
      guard (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == path.string else {
        return nil
      }
      return dup(Int32(number))
    }
    try #require(!copies.isEmpty)
    defer { for copy in copies { close(copy) } }
    lock.unlock()
    #expect(throws: Never.self) { try FileLock(path).unlock() }
  }

  @Test("is waited for, and not longer than told")
  func timeouts() async throws {
    let path = directory.path.appending("lock")
    let lock = try FileLock(path)
    let start = ContinuousClock.now
    #expect(throws: FileLock.Held.self) { try FileLock(path, timeout: .milliseconds(30)) }
    await #expect(throws: FileLock.Held.self) {
      try await FileLock.taking(path, timeout: .milliseconds(30))
    }
    #expect(start.duration(to: .now) >= .milliseconds(60))
    let waiting = Task { try await FileLock.taking(path, timeout: .seconds(600)) }
    lock.unlock()
    try await waiting.value.unlock()
    let held = try FileLock(path)
    let cancelled = Task { try await FileLock.taking(path, timeout: .seconds(600)) }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    held.unlock()
  }

  @Test("of another process names it, its machine and since when, and ends with it")
  func process() throws {
    let path = directory.path.appending("lock")
    let worker = try WorkerProcess(["hold", path.string])
    #expect(worker.line() == "held")
    let held = #expect(throws: FileLock.Held.self) { try FileLock(path) }
    #expect(held?.process == worker.process)
    #expect(held?.owner?.host.isEmpty == false)
    #expect(held?.owner.map { abs(Int64(time(nil)) - $0.since) < 300 } == true)
    #expect(held?.description.contains("process \(worker.process) holds the lock since 20") == true)
    worker.kill()
    try FileLock(path, timeout: .seconds(10)).unlock()
  }
}
