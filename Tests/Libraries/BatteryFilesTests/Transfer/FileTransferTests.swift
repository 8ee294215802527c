import CTransferCalls
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("File transfer", .timeLimit(.minutes(5))) struct FileTransferTests {
  let directory: TemporaryDirectory
  let source: FilePath
  let target: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    source = directory.path.appending("source")
    target = directory.path.appending("target")
  }

  @Test("copies all that belongs to a tree", arguments: [1, 2, 5])
  func everything(_ threads: Int) throws {
    try Trees.make(source, files: 200)
    var transfer = FileTransfer()
    transfer.threads = threads
    let report = try transfer.copy(source, to: target)
    #expect(try Trees.describe(target) == Trees.describe(source))
    #expect(report.hardLinks == 2)
    #expect(report.symbolicLinks == 3)
    #expect(report.others == 1)
    #expect(report.failures.isEmpty)
    let sparse = try RootedDirectory(target).attributes(of: "sparse")
    #expect(sparse.size == 12_000_000)
    #expect(sparse.allocated < 1_000_000)
    #expect(try names() == ["source", "target"])
    let removed = try transfer.remove(target)
    #expect(removed.files == report.files + report.hardLinks)
    #expect(removed.directories == report.directories)
    #expect(try names() == ["source"])
  }

  @Test("copies the content alone when nothing else is to be kept")
  func plain() throws {
    try Trees.make(source)
    var transfer = FileTransfer()
    transfer.kept = []
    try transfer.copy(source, to: target)
    #expect(try Trees.describe(target, []).filter { !$0.hasPrefix("one file") }.count > 20)
    let third = try RootedDirectory(target).attributes(of: "third")
    #expect(third.links == 1)
    #expect(third.modified > 1_200_000_000_000_000_000)
  }

  @Test("copies one file, one link, and nothing that is not there")
  func single() throws {
    try directory.write("text", to: "source")
    let transfer = FileTransfer()
    #expect(try transfer.copy(source, to: target).files == 1)
    #expect(try text(target) == "text")
    let error = #expect(throws: FileError.self) { try transfer.copy(source, to: target) }
    #expect(error?.cause == .fileExists)
    #expect(error?.path == target)
    let link = directory.path.appending("link")
    #expect(symlink("source", link.string) == 0)
    #expect(try transfer.copy(link, to: directory.path.appending("other")).symbolicLinks == 1)
    #expect(throws: FileError.self) { try transfer.copy("/no/such/file", to: target) }
    #expect(throws: FileError.self) {
      try transfer.copy(source, to: directory.path.appending("no/target"))
    }
    #expect(throws: FileError.self) { try transfer.copy(source, to: source) }
  }

  @Test("settles conflicts as it is told")
  func conflicts() throws {
    let new = try directory.write("new", to: "source.txt")
    let old = try directory.write("old", to: "target.tar.gz")
    var transfer = FileTransfer()
    transfer.conflict = .skip
    #expect(try transfer.copy(new, to: old).skipped == 1)
    #expect(try text(old) == "old")
    transfer.conflict = .rename
    try transfer.copy(new, to: old)
    try transfer.move(try directory.write("third", to: "again"), to: old)
    #expect(try text(directory.path.appending("target.tar (2).gz")) == "new")
    #expect(try text(directory.path.appending("target.tar (3).gz")) == "third")
    transfer.conflict = .newer
    try setTime(old, 2_000_000_000)
    #expect(try transfer.copy(new, to: old).skipped == 1)
    try setTime(old, 1_000)
    #expect(try transfer.copy(new, to: old).files == 1)
    #expect(try text(old) == "new")
    try directory.write("old", to: "target.tar.gz")
    transfer.conflict = .discard
    let error = #expect(throws: FileError.self) { try transfer.copy(new, to: old) }
    #expect(error?.description.contains("discard") == true)
    let away = directory.path.appending("away")
    transfer.discard = { try FileTransfer().move($0, to: away) }
    try transfer.copy(new, to: old)
    #expect(try text(away) == "old")
    #expect(try text(old) == "new")
    transfer.conflict = .overwrite
    try transfer.copy(away, to: old)
    #expect(try text(old) == "old")
    #expect(try !names().contains { $0.hasPrefix(".") })
  }

  @Test("numbers names before their suffix and within 255 bytes")
  func numbers() {
    let cases = [
      ("a.txt", "a (2).txt"), ("a", "a (2)"), (".hidden", ".hidden (2)"), ("a.b.c", "a.b (2).c"),
      (String(repeating: "x", count: 255), String(repeating: "x", count: 251) + " (2)"),
    ]
    for (name, numbered) in cases {
      #expect(EntryName(name).numbered(2) == EntryName(numbered))
    }
  }

  @Test(
    "gives each of many that want one name at once a name of its own",
    arguments: [true, false]
  )
  func contested(_ isMove: Bool) throws {
    let target = directory.path.appending("report.pdf")
    let folder = directory.path
    for index in 0..<80 { try directory.write("content \(index)", to: "from/\(index)") }
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      var transfer = FileTransfer()
      transfer.conflict = .rename
      for index in (thread * 10)..<(thread * 10 + 10) {
        let source = folder.appending("from").appending("\(index)")
        let action = isMove ? transfer.move : transfer.copy
        #expect(throws: Never.self) { try action(source, target) }
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
      .filter { $0 != "from" }
    let expected = ["report.pdf"] + (2...80).map { "report (\($0)).pdf" }
    #expect(Set(names) == Set(expected))
    let texts = try names.map {
      try String(contentsOfFile: folder.appending($0).string, encoding: .utf8)
    }
    #expect(Set(texts) == Set((0..<80).map { "content \($0)" }))
  }

  @Test("merges directories, and leaves what is there when it may not replace it")
  func merge() throws {
    try directory.write("new", to: "source/a/one")
    try directory.write("new", to: "source/b/two")
    try directory.write("old", to: "target/a/one")
    try directory.write("old", to: "target/a/three")
    var transfer = FileTransfer()
    #expect(throws: FileError.self) { try transfer.copy(source, to: target) }
    transfer.mergesDirectories = true
    transfer.conflict = .skip
    #expect(try transfer.copy(source, to: target).skipped == 1)
    #expect(try text(target.appending("a/one")) == "old")
    #expect(try text(target.appending("b/two")) == "new")
    transfer.conflict = .overwrite
    try transfer.move(source, to: target)
    #expect(try text(target.appending("a/one")) == "new")
    #expect(try text(target.appending("a/three")) == "old")
    #expect(try names() == ["target"])
  }

  @Test("refuses to copy or move a directory into itself")
  func nesting() throws {
    try directory.write("x", to: "source/a/file")
    let transfer = FileTransfer()
    for place in ["b", "a/b"] {
      let inside = source.pushing(FilePath(place))
      #expect(throws: FileError.self) { try transfer.copy(source, to: inside) }
      #expect(throws: FileError.self) { try transfer.move(source, to: inside) }
    }
    #expect(try Trees.all(source) == ["a", "a/file"])
  }

  @Test("makes one tree like another, and removes what is too much")
  func mirror() throws {
    try Trees.make(source)
    let transfer = FileTransfer()
    try transfer.mirror(source, onto: target)
    #expect(try Trees.describe(target) == Trees.describe(source))
    try directory.write("extra", to: "target/d0/extra")
    try directory.write("extra", to: "target/more/deep/extra")
    try directory.write("changed", to: "target/third")
    try transfer.remove(target.appending("d1"))
    try directory.write("a file where a directory belongs", to: "target/d1")
    let plan = try transfer.plan(mirroring: source, onto: target)
    #expect(plan.steps.contains { $0.action == .removeTarget && $0.target == "target/more" })
    try transfer.apply(plan)
    #expect(
      try Trees.describe(target).filter { !$0.hasPrefix("one") }
        == Trees.describe(source).filter { !$0.hasPrefix("one") }
    )
    let again = try transfer.plan(mirroring: source, onto: target)
    #expect(!again.steps.contains { $0.action == .copy || $0.action == .removeTarget })
  }

  @Test("goes through trees that are 10,000 deep")
  func deep() throws {
    try Trees.makeDeep(source, 10_000)
    let transfer = FileTransfer()
    #expect(try transfer.copy(source, to: target).directories == 10_001)
    #expect(try Trees.depth(target) == 10_000)
    #expect(try transfer.remove(target).directories == 10_001)
    #expect(try transfer.remove(source).directories == 10_001)
    #expect(try names().isEmpty)
  }

  @Test("opens directories again that it had to close")
  func bushy() throws {
    for path in 0..<60 {
      let names = (0..<9).map { String(path >> $0 & 1) }.joined(separator: "/")
      try directory.write("\(path)", to: "source/\(names)/file")
    }
    let pool = DirectoryPool(limit: 8)
    let root = TreeNode(root: try OpenDirectory(source))
    var nodes: [TreeNode] = []
    for path in 0..<60 {
      var node = root
      for index in 0..<9 { node = TreeNode(EntryName(String(path >> index & 1)), in: node) }
      nodes.append(node)
    }
    for node in nodes + nodes.reversed() {
      let status = pool.directory(node)?.status(EntryName("file"))
      #expect(status?.isFile == true)
    }
  }

  @Test("stops when it is cancelled, and leaves nothing of a copy")
  func cancelled() async throws {
    try Trees.make(source)
    let (source, target) = (source, target)
    let task = Task {
      try await BlockingWork.run { cancellation in
        var transfer = FileTransfer()
        transfer.cancellation = cancellation
        while !cancellation.isCancelled { sched_yield() }
        return try transfer.copy(source, to: target)
      }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try names() == ["source"])
  }

  @Test("tells how far it is")
  func progress() throws {
    try Trees.make(source)
    var transfer = FileTransfer()
    let last = Last()
    transfer.progress = { report in last.report.withLock { $0 = report } }
    let report = try transfer.copy(source, to: target)
    #expect(last.report.withLock { $0 } == report)
  }

  private final class Last: Sendable {
    let report = Mutex(TransferReport())
  }

  private func text(_ path: FilePath) throws -> String {
    try String(contentsOfFile: path.string, encoding: .utf8)
  }

  private func setTime(_ path: FilePath, _ seconds: Int) throws {
    var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path.string, &times, 0) == 0)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path.string).sorted()
  }
}
