import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// A move between file systems with a journal, in which each call to the system fails once.
///
/// The short form tries some numbers of each call; `BATTERIES_LONG_TESTS` makes it all.
@Suite(
  "Transfers whose calls fail",
  .serialized,
  .timeLimit(.minutes(60)),
  .enabled(if: CallFaults.tracer != nil && geteuid() == 0, "needs strace, and root to mount")
) struct TransferCallFaultTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private static let isLong =
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] != nil

  /// The calls of the journal, and those that make, name and remove.
  static let calls =
    [
      "fsync", "syncfs", "renameat2", "linkat", "symlinkat", "unlinkat", "mkdirat", "write",
      "copy_file_range", "utimensat", "fchmod", "fchown", "flock", "newfstatat",
    ]
    + (isLong
      ? ["getdents64", "openat", "read", "lseek", "flistxattr", "fsetxattr", "mknodat", "close"]
      : [])

  @Test("end with one line or well, and can be finished with nothing lost", arguments: calls)
  func sweep(_ call: String) throws {
    for error in call == "write" ? ["EIO", "ENOSPC"] : ["EIO"] {
      for number in CallFaults.numbers(isWhole: Self.isLong) {
        guard try fails(.init(call, error, number)) else { break }
      }
    }
  }

  /// Moves a tree while a call fails; returns whether there was such a call.
  private func fails(_ fault: CallFaults.Fault) throws -> Bool {
    guard let memory = MemoryFileSystem(directory.path.appending("memory")) else { return false }
    let source = directory.path.appending("source")
    let target = memory.path.appending("target")
    let journal = directory.path.appending("journal")
    defer {
      withExtendedLifetime(memory) {}
      _ = try? FileTransfer().remove(source)
      unlink(journal.string)
    }
    try Trees.make(source, files: 4)
    let whole = try Trees.describe(source)
    let faults = CallFaults(in: directory.path)
    let words = ["move", source.string, target.string, journal.string]
    let (text, status) = try WorkerProcess(words, under: faults.words(fault)).wait()
    let injected = try faults.injected()
    guard !injected.isEmpty else { return false }
    try #require(try Trees.lost(whole, [source, target]) == [], "\(fault)")
    let isBegun = access(journal.string, F_OK) == 0
    if status == 0 {
      #expect(try Trees.describe(target) == whole, "\(fault): \(injected)")
      #expect(access(source.string, F_OK) != 0, "\(fault)")
    } else if isBegun || status == 1 {
      #expect(status == 1, "\(fault): \(text)")
      // The line itself may be what could not be written.
      let isUnsaid = injected.contains { $0.contains("write(1") }
      #expect(text.split(separator: "\n").count == 1 || isUnsaid, "\(fault): \(text)")
    }
    if isBegun, status != 0 { try FileTransfer().resume(journal) }
    // A journal in which no plan is yet has nothing to go on with.
    if access(target.string, F_OK) != 0 { try FileTransfer().move(source, to: target) }
    #expect(try Trees.describe(target) == whole, "\(fault)")
    #expect(access(source.string, F_OK) != 0, "\(fault)")
    let left = try FileManager.default.contentsOfDirectory(atPath: memory.path.string)
    #expect(left == ["target"], "\(fault)")
    return true
  }
}
