import Dispatch
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The directories that the workers of one walk have yet to enter.
///
/// Each worker has a stack of its own, so that it goes down before it goes on and little is pending;
/// a worker with nothing left takes from the bottom of another's, where the large parts are.
final class WalkQueue: Sendable {
  /// A directory to enter.
  struct Task {
    var parent: WalkDirectory
    /// The open parent, unless it has been closed meanwhile.
    var handle: DirectoryHandle?
    var name: [CChar]
    var isFollowed: Bool
  }

  private struct State {
    var stacks: [WalkStack]
    /// The directory that each worker opened again last, which stays open: what is looked for next
    /// is often right below it.
    var reopened: [WalkDirectory?]
    /// How many tasks are being dealt with, the root at first.
    var active = 1
    var idle = 0
    var isOver = false
  }

  private let state: Mutex<State>
  private let wakeUp = DispatchSemaphore(value: 0)
  /// How many of the last directories of a worker stay open.
  private let limit: Int

  /// Makes a queue whose workers keep a number of directories open each.
  init(workers: Int, openLimit: Int) {
    limit = max(1, openLimit / 2)
    let state = State(
      stacks: Array(repeating: WalkStack(limit: limit), count: workers),
      reopened: Array(repeating: nil, count: workers)
    )
    self.state = Mutex(state)
  }

  /// Hands in a directory that was listed.
  func push(_ directory: WalkDirectory, worker: Int) {
    state.withLock { state in
      guard directory.hasPending, !state.isOver else {
        if directory.parent != nil { directory.handle = nil }
        return
      }
      state.stacks[worker].push(directory)
      wakeOne(&state)
    }
  }

  /// Returns the next directory to enter, after waiting for one; `nil` at the end of the walk.
  ///
  /// Whoever gets one calls ``finishTask()`` when it has been listed and handed in.
  func next(worker: Int) -> Task? {
    while true {
      let (task, isOver) = state.withLock { state -> (Task?, Bool) in
        if state.isOver { return (nil, true) }
        if let task = take(&state, worker) {
          state.active += 1
          // One wakes the next as long as there is more to do.
          if state.idle > 0, state.stacks.contains(where: { !$0.isEmpty }) { wakeOne(&state) }
          return (task, false)
        }
        if state.active == 0 {
          end(&state)
          return (nil, true)
        }
        state.idle += 1
        return (nil, false)
      }
      if isOver { return nil }
      if let task { return task }
      wakeUp.wait()
    }
  }

  /// Says that a directory that ``next(worker:)`` gave has been dealt with.
  func finishTask() {
    state.withLock { state in
      state.active -= 1
      if state.active == 0 { wakeAll(&state) }
    }
  }

  /// Ends the walk for all workers.
  func stop() {
    state.withLock { end(&$0) }
  }

  /// Returns an open handle of a directory, which may have been closed meanwhile.
  ///
  /// The way there is gone again from the nearest directory above that is open, by names and not
  /// through links, and what is found has to be what was there before.
  ///
  /// - Returns: `nil` with `errno` when the directory has gone, or another is in its place.
  func handle(of directory: WalkDirectory, worker: Int) -> DirectoryHandle? {
    var chain: [WalkDirectory] = []
    var open: DirectoryHandle? = state.withLock { _ in
      var next: WalkDirectory? = directory
      while let current = next {
        if let handle = current.handle { return handle }
        chain.append(current)
        next = current.parent
      }
      return nil
    }
    guard !chain.isEmpty else { return open }
    var opened: [(WalkDirectory, DirectoryHandle)] = []
    while let current = chain.popLast() {
      guard let parent = open else { return nil }
      guard
        let handle = Self.open(
          current.name,
          in: parent,
          isFollowed: current.isFollowed
        )
      else { return nil }
      guard let status = FileStatus(handle.descriptor, .identity),
        status.inode == current.inode, status.device == current.device
      else {
        errno = ENOENT
        return nil
      }
      open = handle
      if chain.count < limit { opened.append((current, handle)) }
    }
    keep(opened, directory, worker: worker)
    return open
  }

  /// Opens a directory in another one; `nil` with `errno` when that fails.
  static func open(
    _ name: [CChar],
    in parent: DirectoryHandle,
    isFollowed: Bool
  ) -> DirectoryHandle? {
    let flags = WalkEngine.flags | (isFollowed ? 0 : O_NOFOLLOW)
    var number: Int32 = 0
    repeat {
      number = openat(parent.descriptor.rawValue, name, flags)
    } while number < 0 && errno == EINTR
    return number < 0 ? nil : DirectoryHandle(FileDescriptor(rawValue: number))
  }

  // MARK: - With the lock held

  /// Keeps those open that the worker will come back to, the nearest ones.
  private func keep(
    _ opened: [(WalkDirectory, DirectoryHandle)],
    _ directory: WalkDirectory,
    worker: Int
  ) {
    state.withLock { state in
      if let last = state.reopened[worker], last.parent != nil { last.handle = nil }
      directory.handle = opened.last?.1
      state.reopened[worker] = directory
      let handles = Dictionary(
        opened.map { (ObjectIdentifier($0.0), $0.1) },
        uniquingKeysWith: { first, _ in first }
      )
      state.stacks[worker].keep(handles)
    }
  }

  private func take(_ state: inout State, _ worker: Int) -> Task? {
    if let directory = state.stacks[worker].directories.last {
      let task = take(directory)
      if !directory.hasPending { state.stacks[worker].popLast() }
      return task
    }
    let others = state.stacks.indices.filter { !state.stacks[$0].isEmpty }
    let victim = others.max { state.stacks[$0].count < state.stacks[$1].count }
    guard let victim, let directory = state.stacks[victim].directories.first else { return nil }
    let task = take(directory)
    if !directory.hasPending { state.stacks[victim].popFirst() }
    return task
  }

  private func take(_ directory: WalkDirectory) -> Task {
    let handle = directory.handle
    let (name, isFollowed) = directory.takePending()
    if !directory.hasPending, directory.parent != nil { directory.handle = nil }
    return Task(parent: directory, handle: handle, name: name, isFollowed: isFollowed)
  }

  private func wakeOne(_ state: inout State) {
    guard state.idle > 0 else { return }
    state.idle -= 1
    wakeUp.signal()
  }

  private func wakeAll(_ state: inout State) {
    while state.idle > 0 {
      state.idle -= 1
      wakeUp.signal()
    }
  }

  private func end(_ state: inout State) {
    state.isOver = true
    for index in state.stacks.indices {
      state.stacks[index].removeAll()
      state.reopened[index] = nil
    }
    wakeAll(&state)
  }
}
