import Synchronization
import SystemPackage

/// The changes that nobody has taken yet; what happens to one path meanwhile becomes one change.
final class WatchOutbox: Sendable {
  private struct State {
    var changes: [FileChange?] = []
    /// Where the last change of a path stands, files that are settled aside.
    var places: [FilePath: Int] = [:]
    var waiter: CheckedContinuation<Void, Never>?
    var end: Result<Void, FileError>?
  }

  private let state = Mutex(State())

  /// Adds changes, and wakes who waits for them.
  func push(_ changes: [FileChange]) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.end == nil else { return nil }
      for change in changes { Self.add(change, &state) }
      guard state.changes.contains(where: { $0 != nil }) else { return nil }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Says that nothing comes any more; the first reason counts.
  func finish(_ end: Result<Void, FileError>) {
    let waiter = state.withLock { state in
      if state.end == nil { state.end = end }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Waits for changes; `nil` at the end.
  func next() async throws(FileError) -> [FileChange]? {
    while true {
      let (batch, end) = state.withLock { state -> ([FileChange], Result<Void, FileError>?) in
        let batch = state.changes.compactMap(\.self)
        state.changes = []
        state.places = [:]
        return (batch, state.end)
      }
      if !batch.isEmpty { return batch }
      if let end {
        try end.get()
        return nil
      }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.end != nil || state.changes.contains(where: { $0 != nil }) { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  private static func add(_ change: FileChange, _ state: inout State) {
    let path = change.path
    if change.kind == .settled {
      state.changes.append(change)
      return
    }
    if case .moved(let from) = change.kind, let place = state.places[from],
      let earlier = state.changes[place]
    {
      state.places[from] = nil
      state.changes[place] = nil
      switch earlier.kind {
      case .created: append(FileChange(path: path, kind: .created, file: change.file), &state)
      case .moved(let first):
        append(FileChange(path: path, kind: .moved(from: first), file: change.file), &state)
      default: append(change, &state)
      }
      return
    }
    guard let place = state.places[path], let earlier = state.changes[place] else {
      append(change, &state)
      return
    }
    switch (earlier.kind, change.kind) {
    case (.created, .modified), (.moved, .modified), (.modified, .modified): return
    case (.created, .removed):
      state.changes[place] = nil
      state.places[path] = nil
    case (.moved(let from), .removed):
      state.changes[place] = nil
      state.places[path] = nil
      append(FileChange(path: from, kind: .removed, file: change.file), &state)
    case (.removed, .created):
      state.changes[place] = nil
      append(FileChange(path: path, kind: .modified, file: change.file), &state)
    case (.modified, .removed):
      state.changes[place] = nil
      append(change, &state)
    default: append(change, &state)
    }
  }

  private static func append(_ change: FileChange, _ state: inout State) {
    state.places[change.path] = state.changes.count
    state.changes.append(change)
  }
}
