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

/// What was copied of a source that is to be removed afterwards.
struct CopiedFiles: Sendable {
  /// A name in a directory, whatever the directory is called.
  private struct Place: Hashable {
    var directory: NodeStatus.Identity
    var name: EntryName
  }

  private var stamps: [NodeStatus.Identity: CopyStamp] = [:]
  /// Of files with several names those that were copied: the others may have been left alone.
  private var places: [NodeStatus.Identity: Set<Place>] = [:]

  /// Notes that a file was copied under one of its names.
  mutating func insert(_ status: NodeStatus, _ name: EntryName, in directory: OpenDirectory) {
    stamps[status.identity] = CopyStamp(status)
    if status.links > 1 { insert(name, in: directory, of: status.identity) }
  }

  /// Notes that a copy got a further name as well.
  mutating func insert(
    _ name: EntryName,
    in directory: OpenDirectory,
    of identity: NodeStatus.Identity
  ) {
    guard let above = NodeStatus(directory.descriptor)?.identity else { return }
    places[identity, default: []].insert(Place(directory: above, name: name))
  }

  /// Whether a file was copied under this name, and is as it was.
  func contains(_ status: NodeStatus, _ name: EntryName, in directory: OpenDirectory) -> Bool {
    guard stamps[status.identity]?.isSameContent(as: CopyStamp(status)) == true else {
      return false
    }
    guard let places = places[status.identity] else { return true }
    guard let above = NodeStatus(directory.descriptor)?.identity else { return false }
    return places.contains(Place(directory: above, name: name))
  }
}
