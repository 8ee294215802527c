#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What tells whether a file was changed since it was copied.
struct CopyStamp: Hashable, Sendable {
  var identity: NodeStatus.Identity
  var size: Int64
  var modified: Int64
  var changed: Int64

  init(identity: NodeStatus.Identity, size: Int64, modified: Int64, changed: Int64) {
    self.identity = identity
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  init(_ status: NodeStatus) {
    identity = status.identity
    size = status.isDirectory ? 0 : status.size
    modified = status.modified
    changed = status.attributes.changed
  }

  /// Whether content and length are what they were; other names and modes may have come or gone.
  func isSameContent(as other: CopyStamp) -> Bool {
    identity == other.identity && size == other.size && modified == other.modified
  }
}
