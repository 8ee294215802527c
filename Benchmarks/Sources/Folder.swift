import Foundation
import SystemPackage

/// A directory of a measure's own, beside which nothing is touched.
///
/// In a comparison it stays until all measures are over: ext4 without a journal avoids what was
/// removed in the last half minute and searches longer the more that is, so that one measure's
/// cleaning up would slow down the next one.
struct Folder {
  /// Names the directory below which a comparison has its measures make theirs.
  static let rootVariable = "BENCHMARK_FOLDER"

  let path: FilePath
  private let isKept: Bool

  init() throws {
    let root = ProcessInfo.processInfo.environment[Self.rootVariable]
    isKept = root != nil
    path = FilePath(root ?? NSTemporaryDirectory())
      .appending("batteries-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: path.string,
      withIntermediateDirectories: true
    )
  }

  /// Removes the directory, unless it is a comparison's to remove.
  func remove() {
    guard !isKept else { return }
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
