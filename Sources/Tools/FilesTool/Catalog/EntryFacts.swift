import BatteryFiles
import SystemPackage

/// What the system says about a file, and what shows that it changed.
struct EntryFacts: Hashable {
  var category: FileCategory
  var size: Int64
  /// In nanoseconds since 1970.
  var modified: Int64
  var inode: Int64
  var device: Int64

  init(category: FileCategory, size: Int64, modified: Int64, inode: Int64, device: Int64) {
    self.category = category
    self.size = size
    self.modified = modified
    self.inode = inode
    self.device = device
  }

  init(_ status: FileStatus, name: [UInt8]) {
    category =
      switch status.kind {
      case .file: FileCategory(name: name)
      case .directory: .directory
      case .symbolicLink: .link
      case .other: .special
      }
    size = category == .directory ? 0 : status.size
    modified = status.modified
    inode = Int64(bitPattern: status.inode)
    device = Int64(bitPattern: status.device)
  }

  /// Whether a file is the same and was not written to; numbers of devices change with a restart.
  func isUnchanged(from other: EntryFacts) -> Bool {
    size == other.size && modified == other.modified && inode == other.inode
      && category == other.category
  }

  /// Whether both are the same file under another name.
  func isMoved(from other: EntryFacts) -> Bool {
    guard inode == other.inode, device == other.device else { return false }
    if category == .directory { return other.category == .directory }
    return size == other.size && modified == other.modified
  }
}
