import Foundation
import SystemPackage

/// A directory of a measure's own, beside which nothing is touched.
struct Folder {
  let path: FilePath

  init() throws {
    let name = "batteries-benchmark-\(UUID().uuidString)"
    path = FilePath(NSTemporaryDirectory()).appending(name)
    try FileManager.default.createDirectory(
      atPath: path.string,
      withIntermediateDirectories: true
    )
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
