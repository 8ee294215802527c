import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Killed files index", .timeLimit(.minutes(5))) struct FilesKillTests {
  private static let files = 2000

  @Test("leaves the catalog as it was, or whole, wherever it is killed")
  func killed() async throws {
    let directory = try TemporaryDirectory()
    let binary = BuiltBinary(directory: directory.path)
    let catalog = directory.path.appending("catalog.sqlite")
    try directory.write("x", to: "docs/first.txt")
    let first = try await binary.run(["files", "index", "docs", "--catalog", catalog.string])
    #expect(first.status == 0, "\(first.error)")
    for number in 0..<Self.files {
      try directory.write("", to: "docs/d\(number % 40)/file\(number).txt")
    }
    let log = catalog.string + "-wal"
    for attempt in 0..<8 {
      let least = attempt * 30_000
      _ = try await binary.run(
        "files",
        "index",
        "--catalog",
        catalog.string,
        onStart: { group in
          Task.detached {
            while kill(group, 0) == 0 {
              let size = (try? FileStatus(at: FilePath(log)).size) ?? 0
              if size > least { break }
              await Task.yield()
            }
            kill(-group, SIGKILL)
          }
        }
      )
      let found = try await binary.run(
        "files",
        "find",
        "--ext",
        "txt",
        "--catalog",
        catalog.string
      )
      let count = found.output.split(separator: "\n").count
      #expect([1, Self.files + 1].contains(count), "\(found.error)")
    }
    let last = try await binary.run(["files", "index", "--catalog", catalog.string])
    #expect(last.status == 0, "\(last.error)")
    let found = try await binary.run("files", "find", "--ext", "txt", "--catalog", catalog.string)
    #expect(found.output.split(separator: "\n").count == Self.files + 1)
  }
}
