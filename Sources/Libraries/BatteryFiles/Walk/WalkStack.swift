/// The directories of one worker of a walk that have something below them to enter, the deepest last.
///
/// The last ones stay open, and some of the others at even distances, so that the way back to one
/// that was closed is never long: in a tree 10,000 deep it would be gone millions of times otherwise.
struct WalkStack {
  private(set) var directories: [WalkDirectory] = []
  /// How many have been taken away at the bottom; the directory there has this index.
  private var base = 0
  /// Those with a lower index have been closed, except for the anchors.
  private var closed = 0
  private var anchors: [(index: Int, directory: WalkDirectory)] = []
  private var spacing: Int

  /// How many of the last ones stay open, and how many of the others.
  let limit: Int

  init(limit: Int) {
    self.limit = limit
    spacing = limit
  }

  var isEmpty: Bool { directories.isEmpty }
  var count: Int { directories.count }
  private var end: Int { base + directories.count }

  mutating func push(_ directory: WalkDirectory) {
    directories.append(directory)
    while closed < end - limit {
      let lowest = directories[closed - base]
      if closed % spacing == 0 {
        anchors.append((closed, lowest))
        thinAnchors()
      } else {
        Self.close(lowest)
      }
      closed += 1
    }
  }

  mutating func popLast() {
    directories.removeLast()
    closed = min(closed, end)
    while let last = anchors.last, last.index >= end { anchors.removeLast() }
    if anchors.isEmpty { spacing = limit }
  }

  mutating func popFirst() {
    directories.removeFirst()
    base += 1
    closed = max(closed, base)
    anchors.removeAll { $0.index < base }
  }

  mutating func removeAll() {
    directories = []
    anchors = []
  }

  /// Keeps directories open that were opened again, as far as they are the last ones.
  mutating func keep(_ handles: [ObjectIdentifier: DirectoryHandle]) {
    var index = directories.count
    while index > 0, let handle = handles[ObjectIdentifier(directories[index - 1])] {
      index -= 1
      directories[index].handle = handle
    }
    closed = min(closed, base + index)
    while let last = anchors.last, last.index >= closed { anchors.removeLast() }
  }

  private mutating func thinAnchors() {
    while anchors.count > limit {
      spacing *= 2
      anchors.removeAll { anchor in
        let isBetween = anchor.index % spacing != 0
        if isBetween { Self.close(anchor.directory) }
        return isBetween
      }
    }
  }

  /// Closes a directory, except for the root, from where all the others can be found again.
  private static func close(_ directory: WalkDirectory) {
    if directory.parent != nil { directory.handle = nil }
  }
}
