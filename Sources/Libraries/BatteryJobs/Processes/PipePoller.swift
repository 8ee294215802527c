import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Tells when pipes can be read: one thread, and one `poll`, for all pipes of the program.
///
/// Each pipe is told of once for each time it is armed. Dispatch's read sources would do the same
/// but crash when thousands of them come and go, because an event that was fetched may outlive its
/// source; here a late event finds no handler and is dropped.
final class PipePoller: Sendable {
  static let shared = PipePoller()

  private struct Watch {
    let descriptor: Int32
    let onReadable: @Sendable () -> Void
    var isArmed = true
  }

  private struct State {
    var watches: [UInt64: Watch] = [:]
    var lastToken: UInt64 = 0
    var isRunning = false
    /// Whether a byte is in the wake pipe already.
    var isWoken = false
  }

  private let state = Mutex(State())
  private let wake: (readEnd: FileDescriptor, writeEnd: FileDescriptor)?

  private init() {
    wake = try? FileDescriptor.pipe()
    for end in [wake?.readEnd, wake?.writeEnd].compactMap({ $0 }) {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Watches a pipe, armed.
  ///
  /// - Returns: A number that stands for the watch, or `nil` when there are no files left to open.
  func add(_ descriptor: Int32, onReadable: @escaping @Sendable () -> Void) -> UInt64? {
    guard wake != nil else { return nil }
    let (token, startsThread) = state.withLock { state in
      state.lastToken += 1
      state.watches[state.lastToken] = Watch(descriptor: descriptor, onReadable: onReadable)
      defer { state.isRunning = true }
      return (state.lastToken, !state.isRunning)
    }
    if startsThread {
      let thread = Thread { [self] in loop() }
      thread.name = "batteries.pipes"
      thread.start()
    } else {
      wakeUp()
    }
    return token
  }

  /// Asks to be told once more.
  func rearm(_ token: UInt64) {
    let isNews = state.withLock { state in
      guard state.watches[token]?.isArmed == false else { return false }
      state.watches[token]?.isArmed = true
      return true
    }
    if isNews { wakeUp() }
  }

  /// Stops watching; the caller closes the pipe after that.
  func remove(_ token: UInt64) {
    state.withLock { _ = $0.watches.removeValue(forKey: token) }
  }

  private func wakeUp() {
    let isNeeded = state.withLock { state in
      defer { state.isWoken = true }
      return !state.isWoken
    }
    if isNeeded { _ = try? wake?.writeEnd.writeAll([0]) }
  }

  private func loop() {
    guard let wake else { return }
    var tokens: [UInt64] = []
    var polled: [pollfd] = []
    while true {
      tokens.removeAll(keepingCapacity: true)
      polled.removeAll(keepingCapacity: true)
      polled.append(pollfd(fd: wake.readEnd.rawValue, events: Int16(POLLIN), revents: 0))
      state.withLock { state in
        for (token, watch) in state.watches where watch.isArmed {
          tokens.append(token)
          polled.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0))
        }
      }
      guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
      if polled[0].revents != 0 {
        var byte: [UInt8] = [0]
        _ = byte.withUnsafeMutableBytes { try? wake.readEnd.read(into: $0) }
        state.withLock { $0.isWoken = false }
      }
      let ready = zip(tokens, polled.dropFirst()).filter { $1.revents != 0 }.map(\.0)
      let handlers = state.withLock { state in
        ready.compactMap { token in
          guard state.watches[token] != nil else { return nil as (@Sendable () -> Void)? }
          state.watches[token]?.isArmed = false
          return state.watches[token]?.onReadable
        }
      }
      for handler in handlers { handler() }
    }
  }
}
