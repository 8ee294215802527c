#if os(Linux)
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// More events than are read in one go.
@Suite("Watch under a flood of events", .timeLimit(.minutes(5))) struct WatchFloodTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("loses no event and no renaming between two goes")
  func whole() async throws {
    // The watch stands still at its first question until everything has happened.
    let gate = NSLock()
    var options = WatchOptions(settling: nil)
    options.filter = { _ in
      gate.lock()
      gate.unlock()
      return true
    }
    let watch = try DirectoryWatch(directory.path, options: options)
    let padding = String(repeating: "x", count: 200)
    let count = 3_000
    let path = { (name: String) in directory.path.appending(name + padding).string }
    gate.withLock {
      for index in 0..<count { close(open(path("f\(index)"), O_CREAT | O_WRONLY, 0o600)) }
      for index in stride(from: 0, to: count, by: 2) {
        rename(path("f\(index)"), path("g\(index)"))
      }
    }
    try directory.write("x", to: "last")
    var there: Set<FilePath> = []
    var isAtEnd = false
    for try await batch in watch {
      for change in batch {
        switch change.kind {
        case .created: there.insert(change.path)
        case .removed: there.remove(change.path)
        case .moved(let from):
          there.remove(from)
          there.insert(change.path)
        default: break
        }
        if change.path == "last" { isAtEnd = true }
      }
      if isAtEnd { break }
    }
    let expected = (0..<count).map { FilePath(($0 % 2 == 0 ? "g" : "f") + "\($0)" + padding) }
    #expect(there == Set(expected + ["last"]))
  }
}
#endif
