import SystemPackage

/// Which files are still being written, or were a moment ago.
struct WatchSettling {
  /// What is known of who writes a file.
  enum State {
    /// Somebody has it open and wrote to it.
    case open
    /// It is there, and who has it open is not known.
    case unknown
    /// It was closed, or came as a whole.
    case closed
  }

  private struct Item {
    var due: Duration
    var state: State
  }

  private let quiet: Duration?
  private var items: [FilePath: Item] = [:]

  init(_ quiet: Duration?) {
    self.quiet = quiet
  }

  /// When the next file may be settled; `nil` when there is none that may.
  var deadline: Duration? {
    items.values.lazy.filter { $0.state != .open }.map(\.due).min()
  }

  /// Something happened to a file.
  mutating func touch(_ path: FilePath, _ state: State, now: Duration) {
    guard let quiet else { return }
    // A file that nobody writes to and nobody closes has most likely been linked here.
    items[path] = Item(due: now + (state == .unknown ? quiet * 4 : quiet), state: state)
  }

  /// What somebody wrote without closing stays open, whatever else happens to it.
  mutating func touchAgain(_ path: FilePath, now: Duration) {
    touch(path, items[path]?.state ?? .closed, now: now)
  }

  /// A file, or all in a directory, is gone.
  mutating func remove(_ path: FilePath, isDirectory: Bool) {
    items[path] = nil
    if isDirectory { items = items.filter { !$0.key.starts(with: path) } }
  }

  /// A file, or all in a directory, has another name.
  mutating func move(_ path: FilePath, to target: FilePath, isDirectory: Bool, now: Duration) {
    if isDirectory {
      var moved: [FilePath: Item] = [:]
      for (key, item) in items {
        var name = key
        if name.removePrefix(path) { moved[target.pushing(name)] = item } else { moved[key] = item }
      }
      items = moved
    } else {
      items[path] = nil
      touch(target, .closed, now: now)
    }
  }

  /// Takes the files out that are due.
  mutating func take(now: Duration) -> [FilePath] {
    let due = items.filter { $0.value.due <= now && $0.value.state != .open }.keys
    for path in due { items[path] = nil }
    return due.sorted { $0.string < $1.string }
  }
}
