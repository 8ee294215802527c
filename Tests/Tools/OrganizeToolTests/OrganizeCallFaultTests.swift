import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

/// Runs, their end after a crash, and their undo, in which each call to the system fails once.
///
/// The short form tries some numbers of each call; `BATTERIES_LONG_TESTS` makes it all.
@Suite(
  "Organizing with calls that fail",
  .serialized,
  .timeLimit(.minutes(60)),
  .enabled(if: CallFaults.tracer != nil, "needs strace")
) struct OrganizeCallFaultTests {
  private static let isLong =
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] != nil

  /// The calls of the journal, and those that make, name, tag and remove.
  static let calls =
    [
      "fsync", "syncfs", "renameat2", "unlinkat", "mkdirat", "write", "utimensat", "flock",
      "newfstatat",
    ]
    + (isLong
      ? [
        "renameat", "linkat", "fchmod", "ftruncate", "fsetxattr", "fgetxattr", "getdents64",
        "openat", "read", "pread64", "lseek", "copy_file_range", "close",
      ] : [])

  /// What is done while a call fails.
  enum Work: String, CaseIterable, Sendable {
    case organize
    case organizeAcross = "organize across file systems"
    case resume
    case undo
  }

  @Test(
    "end with one line or well, lose nothing, and can be taken back",
    arguments: Work.allCases,
    calls
  )
  func sweep(_ work: Work, _ call: String) async throws {
    for number in CallFaults.numbers(isWhole: Self.isLong) {
      guard try await fails(work, .init(call, "EIO", number)) else { break }
    }
  }

  /// Works while a call fails; returns whether there was such a call.
  private func fails(_ work: Work, _ fault: CallFaults.Fault) async throws -> Bool {
    let folder = try OrganizeFolder()
    let memory =
      work == .organizeAcross ? MemoryFolder(folder.outer.path.appending("memory")) : nil
    if work == .organizeAcross, memory == nil { return false }
    defer { withExtendedLifetime(memory) {} }
    try fill(folder)
    let before = try folder.snapshot()
    let file = folder.outer.path.appending("job.json").string
    try JSONEncoder().encode(job(folder, memory?.path)).write(to: URL(fileURLWithPath: file))
    var words = ["organize", file]
    if work == .undo || work == .resume {
      #expect(try WorkerProcess(words).wait().status == 0)
      words = [work.rawValue, folder.state.string]
      if work == .resume { try cut(folder) }
    }
    let faults = CallFaults(in: folder.outer.path)
    let (text, status) = try WorkerProcess(words, under: faults.words(fault)).wait()
    let injected = try faults.injected()
    guard !injected.isEmpty else { return false }
    let name = "\(work.rawValue), \(fault): \(text)"
    var contents = try hashes(folder.snapshot())
    if let memory { contents.formUnion(try hashes(folder.snapshot(memory.path))) }
    #expect(hashes(before).isSubset(of: contents), "\(name)")
    let isBegun = try folder.snapshot() != before || !folder.runs.list().isEmpty
    if status != 0, isBegun || status == 1, work == .organize || work == .organizeAcross {
      #expect(status == 1, "\(name)")
      // The line itself may be what could not be written.
      let isUnsaid = injected.contains { $0.contains("write(1") }
      #expect(text.split(separator: "\n").count == 1 || isUnsaid, "\(name)")
    }
    if let last = folder.runs.list().first, last.canBeUndone {
      #expect(try await folder.undo().refused == [], "\(name)")
    }
    let after = try folder.snapshot()
    let changes = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
      .map { "\($0): \(before[$0] ?? "nothing") became \(after[$0] ?? "nothing")" }
    #expect(changes == [], "\(name) \(injected)")
    if let memory { #expect(try folder.snapshot(memory.path).count == 1, "\(name)") }
    return true
  }

  /// Lets the end of the run's journal be missing, as a crash does.
  private func cut(_ folder: OrganizeFolder) throws {
    let run = try #require(folder.runs.list().first?.run)
    let journal = folder.state.appending("\(run).journal").string
    let size = try FileStatus(at: FilePath(journal)).size
    #expect(truncate(journal, off_t(size - 1)) == 0)
  }

  private func fill(_ folder: OrganizeFolder) throws {
    for number in 0..<8 {
      // Of long ones a plan has the hash of beginning and end alone.
      let length = number < 4 ? 33_000 + number : number * 137
      try folder.write(
        "content \(number)" + String(repeating: "x", count: length),
        to: "d\(number % 3)/file \(number).\(["txt", "py", "dat", "log"][number % 4])",
        time: 1_500_000_000 + Int64(number) * 86_400
      )
    }
    for name in ["d0", "d1", "d2", ""] { try folder.setTime(1_400_000_000, of: name) }
  }

  /// Rules that move, copy, name, tag and pack.
  private func job(_ folder: OrganizeFolder, _ elsewhere: FilePath?) -> OrganizeJob {
    if let elsewhere {
      return folder.job([OrganizeRule(actions: [.move("\(elsewhere)/sorted/{extension}/")])]) {
        $0.recursive = true
        $0.outside = [elsewhere.string]
      }
    }
    let rules =
      [
        ("txt", [.copy("Copies/"), .rename("{stem}-{counter:3}{suffix}"), .tag(["text"])]),
        ("py", [.move("Code/{modified:yyyy}/{name}")]),
        ("log", [.archive("Old.zip", originals: .keep)]),
      ] as [(String, [OrganizeAction])]
    return folder.job(
      by: .date,
      rules.map { suffix, actions in
        var condition = OrganizeCondition()
        condition.extension = [suffix]
        return OrganizeRule(condition: condition, actions: actions)
      }
    ) {
      $0.recursive = true
      $0.removeEmpty = true
    }
  }

  private func hashes(_ snapshot: [String: String]) -> Set<String> {
    Set(
      snapshot.filter { !$0.key.hasSuffix("/") }
        .values.compactMap { $0.split(separator: " ").first.map(String.init) }
    )
  }
}
