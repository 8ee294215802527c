import BatteryFiles
import SystemPackage

/// A file of the folder, as the walk found it.
struct FileCandidate: Sendable {
  /// Which of the walk's directories it is in.
  var directory: Int
  var name: [UInt8]
  var size: Int64
  var modified: Int64
  var created: Int64?
  var device: UInt64
  var inode: UInt64

  var isHidden: Bool { name.first == 0x2E }
}

extension FilePath {
  /// The path with a name behind it, given by its bytes.
  func appending(nameBytes bytes: [UInt8]) -> FilePath {
    FilePath.Component(bytes: bytes).map { appending($0) } ?? self
  }
}
