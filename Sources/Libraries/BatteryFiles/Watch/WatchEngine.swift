import Dispatch
import SystemPackage

#if os(Linux)
import Glibc
#endif

/// What turns the system's events, or looking now and then, into changes.
///
/// All of it happens on one queue, from ``start()`` on; that is what makes it safe to send.
final class WatchEngine: @unchecked Sendable {
  let path: FilePath
  let options: WatchOptions
  let clock: any WatchClock
  let outbox: WatchOutbox
  let queue = DispatchQueue(label: "batteries.watch")
  let tree: WatchTree
  var settling: WatchSettling
  var timer: (deadline: Duration, task: Task<Void, Never>)?
  var isStopped = false

  #if os(Linux)
  var events: InotifyQueue?
  private var source: (any DispatchSourceRead)?
  private var nodes: [Int32: WatchNode] = [:]
  private var parentWatch: Int32 = -1
  /// What has left one directory and not come to another yet, by the number of its renaming.
  private var leaving: [UInt32: (node: WatchNode, end: DispatchTime)] = [:]
  private var isWaitingForHalves = false

  /// How long the second half of a renaming may take.
  ///
  /// The system puts both into the queue one by one, and may do other work in between.
  private static let patience = DispatchTimeInterval.seconds(1)
  #endif

  init(
    _ path: FilePath,
    _ options: WatchOptions,
    _ clock: any WatchClock,
    _ outbox: WatchOutbox
  ) throws(FileError) {
    self.path = path
    self.options = options
    self.clock = clock
    self.outbox = outbox
    tree = try WatchTree(path, options)
    settling = WatchSettling(options.settling)
  }

  /// Begins; whatever happens from the return on is reported.
  func start() throws(FileError) {
    let result = queue.sync { () -> Result<Void, FileError> in
      do throws(FileError) {
        try begin()
        return .success(())
      } catch {
        end()
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Ends, and closes what is open.
  func stop() {
    queue.async { self.end() }
  }

  // MARK: - On the queue

  private func begin() throws(FileError) {
    var changes: [WatchTree.Change] = []
    #if os(Linux)
    if options.method == .automatic {
      let events = try InotifyQueue(path)
      self.events = events
      // The directory is open here, so that the system does not say of it that it is deleted.
      parentWatch = events.addParent(of: tree.directory)
      tree.didEnter = { [unowned self] node, directory throws(FileError) in
        guard node.watch == nil else { return }
        let number = try events.add(directory, path.pushing(node.path))
        // A directory that was moved about may have kept its watch under another node.
        nodes[number]?.watch = nil
        node.watch = number
        nodes[number] = node
      }
      tree.didLeave = { [unowned self] node in
        guard let number = node.watch else { return }
        node.watch = nil
        nodes[number] = nil
        events.remove(number)
      }
      let source = DispatchSource.makeReadSource(fileDescriptor: events.descriptor, queue: queue)
      let descriptor = events.descriptor
      source.setEventHandler { [weak self] in self?.drain() }
      source.setCancelHandler { close(descriptor) }
      self.source = source
      source.activate()
      try tree.scan(tree.root, &changes)
      return
    }
    #endif
    try tree.scan(tree.root, &changes)
    schedule()
  }

  private func end() {
    isStopped = true
    timer?.task.cancel()
    timer = nil
    #if os(Linux)
    source?.cancel()
    source = nil
    events = nil
    nodes = [:]
    leaving = [:]
    tree.didEnter = { _, _ in }
    tree.didLeave = { _ in }
    #endif
    outbox.finish(.success(()))
  }

  func fail(_ error: FileError) {
    outbox.finish(.failure(error))
    end()
  }

  func failAsGone() {
    fail(
      FileError(
        path: path,
        operation: "watch",
        cause: .noSuchFileOrDirectory,
        remedy: "The directory was removed. Make it, and watch it again."
      )
    )
  }

  /// Reports changes, and minds the files that are not settled.
  func report(_ changes: [WatchTree.Change], _ state: WatchSettling.State) {
    let now = clock.uptime
    for item in changes {
      let path = item.change.path
      let isDirectory = item.stamp.kind == .directory
      switch item.change.kind {
      case .created where item.stamp.kind == .file: settling.touch(path, state, now: now)
      case .modified where item.stamp.kind == .file: settling.touchAgain(path, now: now)
      case .removed: settling.remove(path, isDirectory: isDirectory)
      case .moved(let from) where isDirectory || item.stamp.kind == .file:
        settling.move(from, to: path, isDirectory: isDirectory, now: now)
      default: break
      }
    }
    outbox.push(changes.map(\.change))
  }

  // MARK: - Events of the system

  #if os(Linux)
  private func drain() {
    guard !isStopped, let events else { return }
    var hasOverflowed = false
    do {
      while true {
        let batch = events.read()
        if batch.isEmpty { break }
        for event in batch {
          if event.has(InotifyQueue.overflowed) {
            hasOverflowed = true
          } else if event.has(InotifyQueue.ignored) {
            nodes.removeValue(forKey: event.watch)?.watch = nil
          } else if let node = nodes[event.watch] {
            if node === tree.root,
              event.has(InotifyQueue.selfDeleted) || event.has(InotifyQueue.unmounted)
            {
              failAsGone()
              return
            }
            if let name = event.name { try take(event, name, node) }
          } else if event.watch == parentWatch, !tree.isRootThere {
            failAsGone()
            return
          }
        }
      }
      if hasOverflowed {
        var changes: [WatchTree.Change] = []
        try tree.scan(tree.root, &changes)
        report(WatchTree.pairMoves(changes), .closed)
      }
      try giveUpHalves()
    } catch {
      fail(error)
      return
    }
    schedule()
  }

  /// Reports as removed what left and came nowhere for long enough, and comes back for the rest.
  private func giveUpHalves() throws(FileError) {
    let now = DispatchTime.now()
    var changes: [WatchTree.Change] = []
    for (cookie, half) in leaving where half.end <= now || half.node.parent == nil {
      leaving[cookie] = nil
      // Something else may have the name by now.
      if let parent = half.node.parent { try tree.update(half.node.name, in: parent, &changes) }
    }
    report(changes, .closed)
    guard !isWaitingForHalves, let next = leaving.values.map(\.end).min() else { return }
    isWaitingForHalves = true
    queue.asyncAfter(deadline: next) { [weak self] in
      self?.isWaitingForHalves = false
      self?.drain()
    }
  }

  func take(
    _ event: InotifyQueue.Event,
    _ name: EntryName,
    _ parent: WatchNode
  ) throws(FileError) {
    var changes: [WatchTree.Change] = []
    let path = { parent.path.appending(name) }
    if event.has(InotifyQueue.movedFrom) {
      if let node = parent.children[name] { leaving[event.cookie] = (node, .now() + Self.patience) }
    } else if event.has(InotifyQueue.movedTo) {
      if let node = leaving.removeValue(forKey: event.cookie)?.node, node.parent != nil {
        try tree.move(node, to: name, in: parent, &changes)
      } else {
        try tree.update(name, in: parent, &changes)
      }
      report(changes, .closed)
    } else if event.has(InotifyQueue.created) {
      try tree.update(name, in: parent, mayBeGone: false, &changes)
      // Of files in a directory that is new itself nobody knows, but they rest on its watch.
      if changes.count == 1 { report(changes, .unknown) } else { report(changes, .closed) }
    } else if event.has(InotifyQueue.deleted) {
      try tree.update(name, in: parent, &changes)
      report(changes, .closed)
    } else if event.has(InotifyQueue.modified) {
      try tree.update(name, in: parent, mayBeGone: false, &changes)
      report(changes, .unknown)
      if parent.children[name]?.stamp.kind == .file {
        settling.touch(path(), .open, now: clock.uptime)
      }
    } else if event.has(InotifyQueue.closedAfterWriting) {
      try tree.update(name, in: parent, mayBeGone: false, &changes)
      report(changes, .closed)
      if parent.children[name]?.stamp.kind == .file {
        settling.touch(path(), .closed, now: clock.uptime)
      }
    } else if event.has(InotifyQueue.attributes) {
      try tree.update(name, in: parent, mayBeGone: false, &changes)
      report(changes, .closed)
    }
  }
  #endif
}
