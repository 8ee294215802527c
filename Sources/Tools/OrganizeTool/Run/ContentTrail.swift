import BatteryFiles

/// What is known about files whose content cannot have changed, since a step that leaves it alone
/// was all that happened to them.
///
/// The hash of a long file does not cover its middle. But its system notes the time of each change
/// of a file or its attributes, and nobody can put that back: a file with the time that a step
/// left it with has not been touched since.
struct ContentTrail: Sendable {
  /// A file, as it was at one time.
  struct Point: Hashable, Sendable {
    /// The number of the file on its file system.
    var inode: UInt64
    /// When its content or attributes were last changed, in nanoseconds since 1970.
    var changed: Int64
  }

  /// A step, at whose two ends the content is the same.
  struct Stretch: Hashable, Sendable {
    /// The number of the step in its run.
    var step: Int
    var from: Point
    var to: Point
  }

  private var next: [Point: [Point]] = [:]

  /// Adds what is known of a run, or of taking one back.
  mutating func add(_ stretches: some Sequence<Stretch>) {
    for stretch in stretches { next[stretch.from, default: []].append(stretch.to) }
  }

  /// Whether steps alone lead from one of some points to another.
  func leads(from starts: [Point], to end: Point) -> Bool {
    var seen = Set(starts)
    var open = starts
    while let point = open.popLast() {
      if point == end { return true }
      for other in next[point] ?? [] where seen.insert(other).inserted { open.append(other) }
    }
    return false
  }
}

extension ContentTrail.Point {
  init(_ attributes: FileAttributes) {
    self.init(inode: attributes.inode, changed: attributes.changed)
  }
}

extension FileStamp {
  /// Whether the hash leaves out a part of the content.
  var hasUnknownPart: Bool { size > Int64(2 * FileProbe.part) }
}
