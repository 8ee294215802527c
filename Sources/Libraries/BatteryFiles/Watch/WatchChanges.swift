import SystemPackage

/// Changes in their order, of which later ones may take earlier ones back.
///
/// However long nobody takes them, there are no more than go with the number of paths.
struct WatchChanges {
  /// How many changes there are.
  private(set) var count = 0

  /// The changes, with a hole for each that was taken back, until there are more holes than changes.
  private(set) var slots: [FileChange?] = []
  /// Where the last change of a path stands, files that are settled aside.
  private var places: [FilePath: Int] = [:]
  /// Where it stands that a file is settled.
  private var settled: [FilePath: Int] = [:]

  /// Takes out all that there are.
  mutating func takeAll() -> [FileChange] {
    let all = slots.compactMap(\.self)
    self = WatchChanges()
    return all
  }

  /// Adds a change; with earlier ones of its path it becomes one.
  mutating func add(_ change: FileChange) {
    if change.kind == .settled {
      forgetSettled(change.path)
      settled[change.path] = slots.count
      append(change)
    } else {
      merge(change)
    }
    if slots.count > 2 * count + 64 { closeHoles() }
  }

  private mutating func merge(_ change: FileChange) {
    var change = change
    let path = change.path
    switch change.kind {
    case .moved(let from):
      forgetSettled(from)
      switch take(from)?.kind {
      case .created: change.kind = .created
      case .moved(let first): change.kind = .moved(from: first)
      default: break
      }
    case .removed: forgetSettled(path)
    default: break
    }
    guard let place = places[path], let earlier = slots[place] else { return put(change) }
    switch (earlier.kind, change.kind) {
    case (.created, .modified), (.moved, .modified), (.modified, .modified): return
    // A new file took the name, as when programs save: it is still new, or another than it was.
    case (.created, .created), (.modified, .created): return
    case (.created, .moved):
      take(path)
      put(change)
    case (.created, .removed): take(path)
    case (.moved(let from), .removed):
      take(path)
      put(FileChange(path: from, kind: .removed, file: change.file))
    case (.removed, .created):
      take(path)
      put(FileChange(path: path, kind: .modified, file: change.file))
    case (.modified, .removed):
      take(path)
      put(change)
    default: put(change)
    }
  }

  /// Adds a change as the last one of its path.
  private mutating func put(_ change: FileChange) {
    places[change.path] = slots.count
    append(change)
  }

  private mutating func append(_ change: FileChange) {
    slots.append(change)
    count += 1
  }

  /// Takes the last change of a path back.
  @discardableResult
  private mutating func take(_ path: FilePath) -> FileChange? {
    guard let place = places.removeValue(forKey: path) else { return nil }
    return empty(place)
  }

  /// A file that has gone, or is settled once more, need not be said to have been settled.
  private mutating func forgetSettled(_ path: FilePath) {
    if let place = settled.removeValue(forKey: path) { empty(place) }
  }

  @discardableResult
  private mutating func empty(_ place: Int) -> FileChange? {
    guard let change = slots[place] else { return nil }
    slots[place] = nil
    count -= 1
    return change
  }

  /// Moves the changes together; as many are added before the next time as are moved.
  private mutating func closeHoles() {
    var moved = [Int](repeating: 0, count: slots.count)
    var next = 0
    for (place, change) in slots.enumerated() where change != nil {
      moved[place] = next
      next += 1
    }
    places = places.mapValues { moved[$0] }
    settled = settled.mapValues { moved[$0] }
    slots.removeAll { $0 == nil }
  }
}
