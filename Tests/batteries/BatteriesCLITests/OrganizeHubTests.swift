import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

/// A folder that a hub watches and tidies.
@Suite("A hub that organizes a watched folder", .timeLimit(.minutes(5))) struct OrganizeHubTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("there before", to: "Inbox/first.txt")
  }

  private static let configuration = """
    jobs:
      tidy:
        on: { watch: { path: Inbox, quiet: 500ms } }
        organize: { root: Inbox, by: type, state: state }
    """

  private func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.path.pushing(FilePath(name)).string)
  }

  /// Waits until something is at a path, and returns how long that took.
  private func wait(for name: String) async throws -> Duration {
    let start = ContinuousClock.now
    while !isThere(name) {
      try Task.checkCancellation()
      try #require(start.duration(to: .now) < .seconds(120), "\(name) never came")
      await Task.yield()
    }
    return start.duration(to: .now)
  }

  /// Everything below the folder with its content and time.
  private func snapshot() throws -> [String] {
    let folder = directory.path.appending("Inbox").string
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return try names.sorted().map { name in
      let path = folder + "/" + name
      let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      let text = try? String(contentsOfFile: path, encoding: .utf8)
      return "\(name) \(time?.timeIntervalSince1970 ?? 0) \(text ?? "")"
    }
  }

  @Test("puts a file that arrives into its place when it is quiet, and undo brings it back")
  func watched() async throws {
    let before = try snapshot()
    let ended = try await RunningHub.with(Self.configuration, in: directory) { batteries in
      _ = try await wait(for: "Inbox/Text/first.txt")
      try directory.write("print(1)", to: "Inbox/second.py")
      let time = try await wait(for: "Inbox/Code/second.py")
      print("organized \(time) after it arrived")
      #expect(time < .seconds(30))
      let shown = try await batteries.run("runs", "--format", "json").output
      #expect(shown.contains("\"trigger\":\"watch\""))
      // A hub that watches would put it there again.
      #expect(try await batteries.run("pause", "tidy").status == 0)
      let undone = try await batteries.run("organize", "undo", "--state", "state")
      #expect(undone.status == 0, "\(undone.error)")
      #expect(isThere("Inbox/second.py") && !isThere("Inbox/Code"))
    }
    #expect(ended.status == 0)
    let batteries = BuiltBinary(directory: directory.path)
    let undone = try await batteries.run("organize", "undo", "--state", "state")
    #expect(undone.status == 0, "\(undone.error)")
    try FileManager.default.removeItem(atPath: directory.path.pushing("Inbox/second.py").string)
    #expect(try snapshot() == before)
  }
}
