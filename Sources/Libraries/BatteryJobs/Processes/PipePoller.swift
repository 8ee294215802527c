import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One thread that waits for the pipes of all running programs, and tells once when one has
/// something to read.
///
/// Dispatch has sources for this, but on Linux they crash when thousands of pipes a second come and
/// go. `poll` takes time that grows with the number of pipes, which is small: two a program.
final class PipePoller: Sendable {
  private struct State {
    /// What the thread waits for.
    var watched: [Int32: ProcessMailbox] = [:]
    /// What it waits for from its next look on.
    var young: [Int32: ProcessMailbox] = [:]
    var isPolling = false
    /// Whether it looks again soon without being woken.
    var isTicking = false
    var hasThread = false
  }

  /// How many milliseconds pass between two looks while there is something young; its first output
  /// is noticed after two of them at the latest.
  ///
  /// Many programs have ended by then and need no poller; waking the thread for each of them is a
  /// good part of what running one costs.
  private static let tick: Int32 = 10

  static let shared = PipePoller()

  private let state = Mutex(State())
  private let wakeEnds: (readEnd: FileDescriptor, writeEnd: FileDescriptor)?

  private init() {
    wakeEnds = try? FileDescriptor.pipe()
    for end in [wakeEnds?.readEnd, wakeEnds?.writeEnd].compactMap(\.self) {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK)
    }
  }

  /// Whether the poller could be made; without it no program can be run.
  var isUsable: Bool { wakeEnds != nil }

  /// Posts ``ProcessMailbox/Events/readable`` once when one of these has bytes or has ended.
  ///
  /// - Parameters:
  ///   - pipes: The pipes.
  ///   - mailbox: Where to post.
  ///   - isYoung: Whether the program was only just started, so that it need not be at once.
  func watch(_ pipes: [FileDescriptor], for mailbox: ProcessMailbox, isYoung: Bool) {
    let (mustWake, mustStart) = state.withLock { state in
      for pipe in pipes {
        if isYoung {
          state.young[pipe.rawValue] = mailbox
        } else {
          state.watched[pipe.rawValue] = mailbox
        }
      }
      let mustStart = !state.hasThread
      state.hasThread = true
      guard state.isPolling, !(isYoung && state.isTicking) else { return (false, mustStart) }
      state.isPolling = false
      return (true, mustStart)
    }
    if mustStart { Thread.detachNewThread { self.run() } }
    if mustWake { wake() }
  }

  /// Forgets a pipe, which is to be closed.
  func forget(_ pipe: FileDescriptor) {
    let mustWake = state.withLock { state in
      state.young[pipe.rawValue] = nil
      guard state.watched.removeValue(forKey: pipe.rawValue) != nil else { return false }
      defer { state.isPolling = false }
      return state.isPolling
    }
    if mustWake { wake() }
  }

  private func wake() {
    withUnsafeBytes(of: UInt8(1)) { byte in
      // A full pipe wakes as well.
      _ = try? wakeEnds?.writeEnd.write(byte)
    }
  }

  private func run() -> Never {
    let wakeEnd = wakeEnds?.readEnd.rawValue ?? -1
    var list: [pollfd] = []
    // What was young when the wait before this one began.
    var older: Set<Int32> = []
    while true {
      list.removeAll(keepingCapacity: true)
      list.append(pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0))
      let isTicking = state.withLock { state in
        for pipe in older {
          if let mailbox = state.young.removeValue(forKey: pipe) { state.watched[pipe] = mailbox }
        }
        older = Set(state.young.keys)
        for pipe in state.watched.keys {
          list.append(pollfd(fd: pipe, events: Int16(POLLIN), revents: 0))
        }
        state.isPolling = true
        state.isTicking = !older.isEmpty
        return state.isTicking
      }
      let count = poll(&list, nfds_t(list.count), isTicking ? Self.tick : -1)
      let ready = count > 0 ? list.filter { $0.revents != 0 } : []
      let mailboxes = state.withLock { state in
        state.isPolling = false
        return ready.compactMap { state.watched.removeValue(forKey: $0.fd) }
      }
      if ready.contains(where: { $0.fd == wakeEnd }) { drain(wakeEnd) }
      for mailbox in mailboxes { mailbox.post(.readable) }
    }
  }

  private func drain(_ wakeEnd: Int32) {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while let count = try? FileDescriptor(rawValue: wakeEnd).read(into: buffer), count == 256 {}
    }
  }
}
