import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// Extraction while somebody exchanges directories for links: five seconds for each format;
/// `BATTERIES_LONG_TESTS` makes it a minute.
@Suite("Races of extraction", .serialized, .timeLimit(.minutes(10))) struct ArchiveRaceTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private static let time: Duration =
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] == nil ? .seconds(5) : .seconds(60)

  private static let names = [FilePath("a"), "b", "a/c", "b/d"]

  @Test("write nothing outside", arguments: ["tar", "zip"])
  func race(_ format: String) throws {
    for index in 0..<20 { try directory.write("mine", to: "outside/deep/file\(index)") }
    let outside = directory.path.appending("outside")
    let before = try Trees.describe(outside)
    let target = directory.path.appending("target")
    let spare = directory.path.appending("spare")
    let archive = try pack(format)
    let isOver = Atomic(false)
    let swaps = Atomic(0)
    var rounds = 0
    try withThread {
      while !isOver.load(ordering: .relaxed) {
        for name in Self.names where OpenDirectory.swap(target.pushing(name), spare) {
          swaps.add(1, ordering: .relaxed)
          _ = OpenDirectory.swap(target.pushing(name), spare)
        }
        sched_yield()
      }
    } during: {
      defer { isOver.store(true, ordering: .relaxed) }
      let end = ContinuousClock.now + Self.time
      while ContinuousClock.now < end {
        try AtomicFile.makeDirectory(target)
        // A link that was left in its place in the tree is put back.
        if (try? RootedDirectory(directory.path).attributes(of: "spare").kind) != .symbolicLink {
          _ = try? FileTransfer().remove(spare)
          _ = symlink(outside.string, spare.string)
        }
        var policy = ExtractionPolicy()
        policy.refusal = .leavesOut
        let input = MemoryArchiveInput(archive)
        let reader: any ArchiveReader =
          try format == "tar" ? TarReader(input) : ZipReader(input)
        _ = try? ArchiveExtractor(into: target, policy: policy).extract(reader)
        if rounds % 4 == 3 { _ = try? FileTransfer().remove(target) }
        rounds += 1
      }
    }
    print("\(swaps.load(ordering: .relaxed)) exchanges in \(rounds) extractions of \(format)")
    #expect(swaps.load(ordering: .relaxed) > 0)
    #expect(try Trees.describe(outside) == before)
  }

  /// Files, directories and links of both sorts, in directories that are exchanged.
  private func pack(_ format: String) throws -> [UInt8] {
    let output = MemoryArchiveOutput()
    let writer: any ArchiveWriter = format == "tar" ? TarWriter(output) : try ZipWriter(output)
    for name in Self.names {
      for index in 0..<20 {
        try writer.add(ArchiveEntry("\(name)/file\(index)"), contents: Array("data".utf8))
      }
      var link = ArchiveEntry("\(name)/link", kind: .symbolicLink)
      link.link = Array("file0".utf8)
      try writer.add(link)
      try writer.add(ArchiveEntry("\(name)/deep", kind: .directory))
      for index in 0..<20 {
        try writer.add(ArchiveEntry("\(name)/deep/file\(index)"), contents: Array("data".utf8))
      }
      guard format == "tar" else { continue }
      var hard = ArchiveEntry("\(name)/hard", kind: .hardLink)
      hard.link = Array("\(name)/deep/file0".utf8)
      try writer.add(hard)
    }
    try writer.finish()
    return output.bytes
  }
}
