import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds and ends all processes that belong to a run, also those that left its process group.
public enum ProcessTree {
  private struct Orphans {
    var isSubreaper = false
    var running: Set<Int32> = []
    var suspects: [ProcessIdentity: ContinuousClock.Instant] = [:]
    var lastScan: ContinuousClock.Instant?
  }

  private static let orphans = Mutex(Orphans())

  // MARK: - Finding

  /// Returns the processes that belong to a run.
  ///
  /// A process belongs when its environment has ``JobContext/processMarkVariable`` with exactly
  /// this mark, when it is in the group and the group is the run's, or when a parent belongs. A
  /// process that cleared its environment, left the session and lost its parents is not found.
  ///
  /// - Parameters:
  ///   - mark: The mark of the run; empty to go by the group alone. One that ends in a slash stands
  ///     for all marks that begin with it: the runs of a whole store.
  ///   - group: The process group of the run. It counts only while one of its members carries the
  ///     mark, because the kernel uses numbers again; with an empty mark it is trusted.
  /// - Returns: The processes that have not ended, this program never among them.
  public static func members(mark: String, group: Int32? = nil) -> [ProcessIdentity] {
    members(mark: mark, group: group, trustsGroup: mark.isEmpty)
  }

  static func members(mark: String, group: Int32?, trustsGroup: Bool) -> [ProcessIdentity] {
    let own = getpid()
    let entries = ProcessTable.entries().filter { !$0.isZombie && $0.identity.pid > 1 }
    let variable = Array("\(JobContext.processMarkVariable)=\(mark)".utf8)
    var chosen: Set<Int32> = []
    if !mark.isEmpty {
      for entry in entries where entry.identity.pid != own {
        if ProcessTable.environment(of: entry.identity.pid, contains: variable) {
          chosen.insert(entry.identity.pid)
        }
      }
    }
    if let group, group > 1, group != getpgrp() {
      let members = entries.filter { $0.group == group }.map(\.identity.pid)
      if trustsGroup || members.contains(where: chosen.contains) { chosen.formUnion(members) }
    }
    var isGrowing = !chosen.isEmpty
    while isGrowing {
      let count = chosen.count
      for entry in entries where chosen.contains(entry.parent) { chosen.insert(entry.identity.pid) }
      isGrowing = chosen.count > count
    }
    chosen.remove(own)
    return entries.map(\.identity).filter { chosen.contains($0.pid) }
  }

  /// Returns when a process started, in clock ticks since the machine did; `nil` when it ended.
  public static func startTime(of pid: Int32) -> UInt64? {
    guard let entry = ProcessTable.entry(of: pid), !entry.isZombie else { return nil }
    return entry.identity.startTime
  }

  // MARK: - Ending

  /// Ends every process of a run: SIGTERM, then SIGKILL to those that are left after the grace.
  ///
  /// It works for the runs of a hub that was killed, too. Looks again until none is left, because
  /// a process may start others meanwhile; gives up five seconds after the first SIGKILL, when
  /// what is left cannot be killed (another user's, or stuck in the kernel). It is not cancelled
  /// with the task that calls it.
  ///
  /// - Returns: How many processes had to be killed.
  @discardableResult
  public static func end(
    mark: String,
    group: Int32? = nil,
    grace: TimeSpan,
    clock: any TimeSource
  ) async -> Int {
    await end(mark: mark, group: group, trustsGroup: mark.isEmpty, grace: grace, clock: clock)
  }

  static func end(
    mark: String,
    group: Int32?,
    trustsGroup: Bool,
    grace: TimeSpan,
    clock: any TimeSource
  ) async -> Int {
    // Waiting must go on when the caller is cancelled: that is when processes are ended.
    await Task {
      let deadline = clock.uptime + grace.duration
      func living() -> [ProcessIdentity] {
        if let group { reap(group: group) }
        return members(mark: mark, group: group, trustsGroup: trustsGroup)
      }
      var known = living()
      for member in known {
        send(SIGTERM, to: member)
        // One that is stopped hears the other signal only after it goes on.
        send(SIGCONT, to: member)
      }
      var pause = Duration.milliseconds(1)
      while !known.isEmpty, clock.uptime < deadline {
        // The kernel is asked in real time; only the deadline is the injected clock's.
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(50))
        if let group { reap(group: group) }
        known = known.filter(isAlive)
        if known.isEmpty { known = living() }
      }
      return await kill(known, living: living)
    }.value
  }

  private static func kill(
    _ members: [ProcessIdentity],
    living: () -> [ProcessIdentity]
  ) async -> Int {
    var known = members.isEmpty ? [] : living()
    var killed: Set<ProcessIdentity> = []
    let start = ContinuousClock.now
    while !known.isEmpty, start.duration(to: .now) < .seconds(5) {
      for member in known {
        send(SIGKILL, to: member)
        killed.insert(member)
      }
      try? await Task.sleep(for: .milliseconds(2))
      known = living()
    }
    reapOrphans()
    return killed.count
  }

  private static func send(_ signal: Int32, to member: ProcessIdentity) {
    // The number may belong to another process by now.
    guard member.pid > 1, member.pid != getpid(), isAlive(member) else { return }
    _ = Glibc.kill(member.pid, signal)
  }

  private static func isAlive(_ member: ProcessIdentity) -> Bool {
    startTime(of: member.pid) == member.startTime
  }

  // MARK: - Orphans

  /// Makes this program the parent of processes whose own parents ended, so that they can be
  /// waited for; does nothing where the system has no such thing.
  ///
  /// From then on ``reapOrphans()`` must be called now and then; running a program does.
  public static func becomeSubreaper() {
    #if os(Linux)
    // Swift cannot call C functions with variable arguments; on Linux this one is called the same
    // way as one that has five.
    typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    guard let symbol = dlsym(nil, "prctl") else { return }
    let control = unsafeBitCast(symbol, to: Control.self)
    let setChildSubreaper: Int32 = 36
    if control(setChildSubreaper, 1, 0, 0, 0) == 0 {
      orphans.withLock { $0.isSubreaper = true }
    }
    #endif
  }

  /// Waits for adopted processes that ended, so that none stays a zombie.
  ///
  /// It must not take the status of a child that somebody else waits for. Programs are started in
  /// our session, each as the first of a group of its own: a zombie that is in another session, or
  /// in such a group without being its first, is an orphan. What cannot be told apart so is taken
  /// only after a minute: who started it would have waited by then.
  ///
  /// - Returns: How many were waited for.
  @discardableResult
  public static func reapOrphans() -> Int {
    let own = getpid()
    let (session, ownGroup) = (getsid(0), getpgrp())
    let zombies = ProcessTable.entries().filter { $0.parent == own && $0.isZombie }
    let now = ContinuousClock.now
    let ripe = orphans.withLock { state in
      let suspects = zombies.filter { !state.running.contains($0.identity.pid) }
      let seen = state.suspects
      state.suspects = [:]
      var ripe: [Int32] = []
      for zombie in suspects {
        let isMember = zombie.group != zombie.identity.pid && zombie.group != ownGroup
        let first = seen[zombie.identity] ?? now
        if isMember || zombie.session != session || first.duration(to: now) >= .seconds(60) {
          ripe.append(zombie.identity.pid)
        } else {
          state.suspects[zombie.identity] = first
        }
      }
      return ripe
    }
    return ripe.count { waitpid($0, nil, WNOHANG) == $0 }
  }

  /// A program of ours was started: nobody else may wait for it.
  static func didStart(group: Int32) {
    orphans.withLock { _ = $0.running.insert(group) }
  }

  /// A program of ours was waited for: what is left of its group is ours to wait for.
  static func didEnd(group: Int32) {
    let mayScan = orphans.withLock { state in
      state.running.remove(group)
      guard state.isSubreaper else { return false }
      // A scan reads the whole process table, so thousands of short programs share one.
      let now = ContinuousClock.now
      if let last = state.lastScan, last.duration(to: now) < .seconds(1) { return false }
      state.lastScan = now
      return true
    }
    reap(group: group)
    if mayScan { reapOrphans() }
  }

  /// Waits for the adopted members of a group that ended.
  ///
  /// While the group's first process has not been waited for this does nothing, so as not to take
  /// its status.
  static func reap(group: Int32) {
    guard group > 1, !orphans.withLock({ $0.running.contains(group) }) else { return }
    while waitpid(-group, nil, WNOHANG) > 0 {}
  }
}
