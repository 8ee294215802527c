import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Disk usage") struct DiskUsageTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write(String(repeating: "x", count: 100_000), to: "a/large")
    try directory.write("small", to: "a/b/small")
    try directory.write("other", to: "c")
  }

  private func options(depth: Int, files: Int = 0) -> DiskUsage.Options {
    var options = DiskUsage.Options()
    options.depth = depth
    options.largestFiles = files
    return options
  }

  @Test("adds up lengths and blocks for every directory as far down as it is told")
  func sums() throws {
    let usage = try DiskUsage(of: directory.path, options(depth: 1))
    #expect(usage.total.files == 3)
    let folder = try FileStatus(at: directory.path).size
    #expect(usage.total.apparent == 100_010 + 3 * folder)
    #expect(usage.directories.map(\.path) == ["a"])
    #expect(usage.directories.first?.files == 2)
    #expect(usage.directories.first?.apparent == 100_005 + 2 * folder)
    #expect(try DiskUsage(of: directory.path, options(depth: 9)).total == usage.total)
  }

  @Test("counts a file with several names once, under the first of them", arguments: [1, 4])
  func links(_ workers: Int) throws {
    var options = options(depth: 2)
    options.workers = workers
    let before = try DiskUsage(of: directory.path, options)
    for name in ["z", "a/b/again"] {
      let target = directory.path.pushing(FilePath(name)).string
      #expect(link(directory.path.appending("a").appending("large").string, target) == 0)
    }
    let after = try DiskUsage(of: directory.path, options)
    #expect(after.total == before.total)
    let inner = after.directories.first { $0.path == "a/b" }
    #expect(inner?.files == 2)
  }

  @Test("keeps the largest files")
  func largest() throws {
    let usage = try DiskUsage(of: directory.path, options(depth: 9, files: 1))
    #expect(usage.largestFiles.map(\.path) == ["a/large"])
  }

  @Test("ends when it is no longer wanted")
  func cancelled() {
    #expect(throws: CancellationError.self) {
      try DiskUsage(of: directory.path) { throw CancellationError() }
    }
  }
}
