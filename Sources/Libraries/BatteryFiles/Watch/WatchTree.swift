import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What a watch last saw of one thing.
struct WatchStamp: Hashable {
  var kind: FileAttributes.Kind
  var identity: NodeStatus.Identity
  var size: Int64
  var modified: Int64
  var permissions: UInt32
  var owner: UInt32

  init(_ status: NodeStatus) {
    kind = status.kind
    identity = status.identity
    // A directory's size and time say no more than the changes in it do.
    size = status.isDirectory ? 0 : status.size
    modified = status.isDirectory ? 0 : status.modified
    permissions = UInt32(status.permissions)
    owner = status.raw.st_uid
  }

  func isSameFile(_ other: WatchStamp) -> Bool {
    kind == other.kind && identity == other.identity
  }
}

/// One thing beneath the directory that is watched.
final class WatchNode {
  weak var parent: WatchNode?
  var name: EntryName
  var stamp: WatchStamp
  var children: [EntryName: WatchNode] = [:]
  /// The number of the system's watch on it, of a directory.
  var watch: Int32?

  init(_ name: EntryName, _ stamp: WatchStamp) {
    self.name = name
    self.stamp = stamp
  }

  /// The names from the root down; none for the root itself.
  var names: [EntryName] {
    var names: [EntryName] = []
    var node = self
    while let parent = node.parent {
      names.append(node.name)
      node = parent
    }
    return names.reversed()
  }

  var path: FilePath { FilePath(root: nil, names.compactMap(\.component)) }

  func attach(_ child: WatchNode) {
    child.parent = self
    children[child.name] = child
  }

  func detach() {
    parent?.children[name] = nil
    parent = nil
  }

  /// Itself and all that is below it, each after what it is in.
  var subtree: [WatchNode] {
    var nodes = [self]
    var index = 0
    while index < nodes.count {
      nodes += nodes[index].children.values
      index += 1
    }
    return nodes
  }

  /// Takes a tree apart from above, so that its end is no deep recursion.
  func dismantle() {
    for node in subtree { node.children = [:] }
  }
}

/// What a watch last saw of a directory, and how that is compared with what is there.
final class WatchTree {
  /// A change with what is needed to pair moves.
  struct Change {
    var change: FileChange
    var stamp: WatchStamp
  }

  let root: WatchNode
  /// Is called for each directory before it is read, and when it is gone.
  var didEnter: (WatchNode, OpenDirectory) throws(FileError) -> Void = { _, _ in }
  var didLeave: (WatchNode) -> Void = { _ in }

  let directory: OpenDirectory
  private let options: WatchOptions
  private var trail: DirectoryTrail

  init(_ path: FilePath, _ options: WatchOptions) throws(FileError) {
    directory = try OpenDirectory(path)
    guard let status = NodeStatus(directory.descriptor) else {
      throw FileError.system(path, "watch")
    }
    root = WatchNode(EntryName(""), WatchStamp(status))
    trail = DirectoryTrail(directory)
    self.options = options
  }

  deinit {
    root.dismantle()
  }

  /// Whether the directory still has a name.
  var isRootThere: Bool { NodeStatus(directory.descriptor).map { $0.links > 0 } ?? false }

  func node(_ path: FilePath) -> WatchNode? {
    var node = root
    for component in path.components {
      guard let next = node.children[EntryName(component)] else { return nil }
      node = next
    }
    return node
  }

  /// Looks at a name in a directory.
  func look(_ name: EntryName, in parent: WatchNode) -> WatchStamp? {
    guard let directory = try? trail.directory(parent.names[...], making: false) else {
      return nil
    }
    return directory.status(name).map { WatchStamp($0) }
  }

  func accepts(_ name: EntryName, in parent: WatchNode) -> Bool {
    guard let filter = options.filter else { return true }
    return filter(parent.path.appending(name))
  }

  /// Brings one name up to date.
  ///
  /// What is not there has gone only where that was said: an event may come after the file was
  /// renamed, and the one of the renaming behind it.
  func update(
    _ name: EntryName,
    in parent: WatchNode,
    mayBeGone: Bool = true,
    _ changes: inout [Change]
  ) throws(FileError) {
    guard accepts(name, in: parent) else { return }
    let stamp = look(name, in: parent)
    let child = parent.children[name]
    guard let stamp else {
      if mayBeGone, let child { remove(child, &changes) }
      return
    }
    try take(name, stamp, in: parent, child, &changes)
  }

  /// Compares everything below a directory with what is there.
  func scan(_ start: WatchNode, _ changes: inout [Change]) throws(FileError) {
    // What was opened by name before may be something else now.
    trail.forget()
    var pending = [start]
    while let node = pending.popLast() {
      guard let directory = try? trail.directory(node.names[...], making: false),
        NodeStatus(directory.descriptor).map({ $0.identity }) == node.stamp.identity
      else { continue }
      try didEnter(node, directory)
      guard let listing = NameListing(directory) else { continue }
      var seen: Set<EntryName> = []
      for item in listing.items {
        guard accepts(item.name, in: node), let status = directory.status(item.name) else {
          continue
        }
        seen.insert(item.name)
        let stamp = WatchStamp(status)
        let old = node.children[item.name]
        if let old, old.stamp.isSameFile(stamp) {
          if old.stamp != stamp {
            old.stamp = stamp
            changes.append(change(old, .modified))
          }
        } else {
          if let old { remove(old, &changes) }
          let child = WatchNode(item.name, stamp)
          node.attach(child)
          changes.append(change(child, .created))
        }
        if stamp.kind == .directory, options.isRecursive, let child = node.children[item.name] {
          pending.append(child)
        }
      }
      for (name, child) in node.children where !seen.contains(name) { remove(child, &changes) }
    }
  }

  /// Forgets something with all that is in it.
  func remove(_ node: WatchNode, _ changes: inout [Change]) {
    let nodes = node.subtree
    for gone in nodes.reversed() {
      changes.append(change(gone, .removed))
      if gone.stamp.kind == .directory { didLeave(gone) }
    }
    node.detach()
    for gone in nodes { gone.children = [:] }
    if node.stamp.kind == .directory { trail.forget() }
  }

  /// Gives something another name, with all that is in it.
  func move(
    _ node: WatchNode,
    to name: EntryName,
    in parent: WatchNode,
    _ changes: inout [Change]
  ) throws(FileError) {
    let old = node.path
    if node.stamp.kind == .directory { trail.forget() }
    guard accepts(name, in: parent), let stamp = look(name, in: parent),
      stamp.isSameFile(node.stamp)
    else {
      // It went on, or something else came in its place.
      remove(node, &changes)
      try update(name, in: parent, &changes)
      return
    }
    if let replaced = parent.children[name], replaced !== node { remove(replaced, &changes) }
    node.detach()
    node.name = name
    node.stamp = stamp
    parent.attach(node)
    changes.append(change(node, .moved(from: old)))
  }

  /// Makes moves of what is gone in one place and new in another.
  static func pairMoves(_ changes: [Change]) -> [Change] {
    var gone: [NodeStatus.Identity: Int] = [:]
    for (index, item) in changes.enumerated() where item.change.kind == .removed {
      gone[item.stamp.identity] = index
    }
    guard !gone.isEmpty else { return changes }
    var result: [Change?] = changes
    var directories: [FilePath: FilePath] = [:]
    for (index, item) in changes.enumerated() where item.change.kind == .created {
      // The number of a file that is gone is given to a new one at once; a moved one is as it was.
      guard let other = gone[item.stamp.identity], changes[other].stamp.kind == item.stamp.kind,
        changes[other].stamp.size == item.stamp.size,
        changes[other].stamp.modified == item.stamp.modified
      else { continue }
      gone[item.stamp.identity] = nil
      let from = changes[other].change.path
      let path = item.change.path
      result[other] = nil
      if item.stamp.kind == .directory { directories[path] = from }
      if directories[path.removingLastComponent()] == from.removingLastComponent(),
        path.lastComponent == from.lastComponent
      {
        result[index] = nil
      } else {
        result[index]?.change.kind = .moved(from: from)
      }
    }
    return result.compactMap(\.self)
  }

  private func take(
    _ name: EntryName,
    _ stamp: WatchStamp,
    in parent: WatchNode,
    _ child: WatchNode?,
    _ changes: inout [Change]
  ) throws(FileError) {
    if let child, child.stamp.isSameFile(stamp) {
      if child.stamp != stamp {
        child.stamp = stamp
        changes.append(change(child, .modified))
      }
      return
    }
    if let child { remove(child, &changes) }
    let new = WatchNode(name, stamp)
    parent.attach(new)
    changes.append(change(new, .created))
    if stamp.kind == .directory, options.isRecursive { try scan(new, &changes) }
  }

  private func change(_ node: WatchNode, _ kind: FileChange.Kind) -> Change {
    Change(
      change: FileChange(path: node.path, kind: kind, file: node.stamp.kind),
      stamp: node.stamp
    )
  }
}
