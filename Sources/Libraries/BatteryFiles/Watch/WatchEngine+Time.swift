import Dispatch
import SystemPackage

#if os(Linux)
import Glibc
#endif

/// What is done when time has passed: reports of what is quiet, and looks at what cannot be watched.
extension WatchEngine {
  /// Sees to it that somebody looks when the next file may be settled, or when it is time to poll.
  func schedule() {
    guard !isStopped else { return }
    var deadline = settling.deadline
    if let interval {
      let next = timer == nil || timer.map { $0.deadline <= clock.uptime } == true
      if next || deadline == nil {
        deadline = min(deadline ?? .seconds(1 << 40), clock.uptime + interval)
      }
    }
    guard let deadline else { return }
    if let timer, timer.deadline <= deadline { return }
    timer?.task.cancel()
    let wait = max(.zero, deadline - clock.uptime)
    let task = Task { [clock, weak self] in
      guard (try? await clock.sleep(for: wait)) != nil else { return }
      guard let self else { return }
      queue.async { self.tick() }
    }
    timer = (deadline, task)
  }

  /// How often to look; `nil` when the system says what happens.
  private var interval: Duration? {
    #if os(Linux)
    if events != nil { return nil }
    #endif
    if case .polling(let interval) = options.method { return interval }
    return .seconds(2)
  }

  private func tick() {
    guard !isStopped else { return }
    timer = nil
    if interval != nil, !poll() { return }
    let now = clock.uptime
    var settled: [FileChange] = []
    for path in settling.take(now: now) {
      guard let node = tree.node(path), let parent = node.parent else { continue }
      guard let stamp = tree.look(node.name, in: parent), stamp == node.stamp else {
        // It was changed and nobody has said so yet.
        settling.touch(path, .closed, now: now)
        continue
      }
      settled.append(FileChange(path: path, kind: .settled, file: .file))
    }
    if !settled.isEmpty { outbox.push(settled) }
    schedule()
  }

  private func poll() -> Bool {
    guard tree.isRootThere else {
      failAsGone()
      return false
    }
    var changes: [WatchTree.Change] = []
    do {
      try tree.scan(tree.root, &changes)
    } catch {
      fail(error)
      return false
    }
    report(WatchTree.pairMoves(changes), .closed)
    return true
  }
}
