import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory in a tree that is being worked on, known by its name in the one above.
///
/// What changes belongs to the ``DirectoryPool``, and is touched under its lock alone.
final class TreeNode: @unchecked Sendable {
  /// Set once, and taken away only when the node goes.
  private(set) var parent: TreeNode?
  let name: EntryName

  fileprivate var directory: OpenDirectory?
  fileprivate var identity: NodeStatus.Identity?

  /// Makes the root of a tree, which stays open.
  init(root: OpenDirectory) {
    parent = nil
    name = EntryName(".")
    directory = root
  }

  init(_ name: EntryName, in parent: TreeNode) {
    self.parent = parent
    self.name = name
  }

  deinit {
    // A chain of 10,000 would otherwise be freed by as many nested calls.
    var above = parent
    parent = nil
    while above != nil, isKnownUniquelyReferenced(&above) {
      let next = above?.parent
      above?.parent = nil
      above = next
    }
  }

  /// The path from the root of the tree; long, for messages only.
  var path: FilePath {
    var names: [EntryName] = []
    var node = self
    while let parent = node.parent {
      names.append(node.name)
      node = parent
    }
    return FilePath(root: nil, names.reversed().compactMap(\.component))
  }
}

/// Keeps the latest directories of a tree open, and opens others again when they are needed.
///
/// A directory that is opened again has to be the one that it was: somebody may have moved it.
final class DirectoryPool: Sendable {
  private struct State {
    var opened: [TreeNode] = []
    var count = 0
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int = DirectoryPool.usualLimit) {
    self.limit = limit
  }

  /// An eighth of what this process may have open, and 256 at most.
  static let usualLimit = OpenFileLimit.share(8, within: 8...256)

  /// The open directory of a node; `nil` with `errno` when it cannot be opened, `ESTALE` when its
  /// name leads to another one by now.
  func directory(_ node: TreeNode) -> OpenDirectory? {
    state.withLock { state in
      if let directory = node.directory { return directory }
      // The way down from the nearest directory that is open.
      var way: [TreeNode] = []
      var above: TreeNode? = node
      while let next = above, next.directory == nil {
        way.append(next)
        above = next.parent
      }
      guard var here = above?.directory else {
        errno = ESTALE
        return nil
      }
      for (index, next) in way.enumerated().reversed() {
        guard let directory = here.directory(next.name) else { return nil }
        guard let status = NodeStatus(directory.descriptor) else { return nil }
        if let identity = next.identity, identity != status.identity {
          errno = ESTALE
          return nil
        }
        next.identity = status.identity
        here = directory
        // The nearest ones will be needed next, on the way up.
        if index < limit / 2 { Self.keep(next, directory, &state, limit) }
      }
      return here
    }
  }

  /// Closes a directory that will not be needed again.
  func close(_ node: TreeNode) {
    state.withLock { state in
      guard node.parent != nil, node.directory != nil else { return }
      node.directory = nil
      state.count -= 1
    }
  }

  private static func keep(
    _ node: TreeNode,
    _ directory: OpenDirectory,
    _ state: inout State,
    _ limit: Int
  ) {
    node.directory = directory
    state.opened.append(node)
    state.count += 1
    if state.opened.count > 4 * limit { state.opened.removeAll { $0.directory == nil } }
    guard state.count > limit else { return }
    // The earliest are the highest, and needed last.
    for other in state.opened where state.count > limit * 3 / 4 && other !== node {
      guard other.directory != nil else { continue }
      other.directory = nil
      state.count -= 1
    }
    state.opened.removeAll { $0.directory == nil }
  }
}
