import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What passes between this program and one worker, on a thread that waits for all of it at once.
final class WorkerLife: Sendable {
  private struct State: Sendable {
    var isOver = false
    var end = WorkerConnection.Break.ended
    /// Whether nothing is left to be done but to kill it.
    var isCondemned = false
    /// When it is killed, after its input was closed.
    var deadline: ContinuousClock.Instant?
    var number: UInt32 = 0
    var continuation: CheckedContinuation<WorkerFrame, any Error>?
    var outgoing: [UInt8] = []
    var sent = 0
    var lastLines = LastLines()
  }

  let pipes: WorkerPipes

  private let frameLimit: Int
  private let state = Mutex(State())
  private let over = AsyncEvent()

  private static let chunk = 64 << 10

  init(_ pipes: WorkerPipes, frameLimit: Int) {
    self.pipes = pipes
    self.frameLimit = frameLimit
  }

  deinit { pipes.close() }

  var isUsable: Bool { state.withLock { !$0.isOver && !$0.isCondemned && $0.deadline == nil } }

  var lastLines: [String] { state.withLock { $0.lastLines.text } }

  /// Starts the thread.
  ///
  /// - Parameter exitDescriptor: What can be read once the process is gone, where there is such a thing.
  func begin(exitDescriptor: Int32?) {
    NamedThread.start("worker pool") { self.run(exitDescriptor) }
  }

  /// Ends what has never begun.
  func abandon() { finishLife(.ended) }

  /// Waits until nothing more passes, also when the task is cancelled.
  func untilOver() async {
    let over = over
    await Task { () -> Void in try? await over.wait() }.value
  }

  func condemn() {
    let continuation = state.withLock { state in
      state.isCondemned = true
      return state.continuation.take()
    }
    continuation?.resume(throwing: CancellationError())
    wake()
  }

  func finish(grace: Duration) {
    state.withLock { $0.deadline = .now + grace }
    shutdown(pipes.input.rawValue, Int32(SHUT_WR))
    wake()
  }

  func exchange(_ item: [UInt8], number: UInt32) async throws -> WorkerFrame {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let failure: (any Error)? = state.withLock { state in
          if Task.isCancelled {
            state.isCondemned = true
            return CancellationError()
          }
          if state.isOver || state.isCondemned { return state.end }
          state.continuation = continuation
          state.number = number
          state.outgoing = item
          state.sent = 0
          send(&state)
          return nil
        }
        if let failure { continuation.resume(throwing: failure) }
        // Mostly all of an item has been sent by now; else the thread sends the rest.
        if state.withLock({ !$0.outgoing.isEmpty || $0.isCondemned }) { wake() }
      }
    } onCancel: {
      condemn()
    }
  }

  // MARK: - The thread

  private func run(_ exitDescriptor: Int32?) {
    var reader = WorkerFrameReader(limit: frameLimit)
    var isErrorOpen = true
    var end: WorkerConnection.Break?
    while end == nil {
      let (isCondemned, isSending, deadline) = state.withLock {
        ($0.isCondemned, !$0.outgoing.isEmpty, $0.deadline)
      }
      if isCondemned { break }
      let rest = deadline.map { ContinuousClock.now.duration(to: $0) }
      if let rest, rest <= .zero { break }
      var list = [
        pollfd(fd: pipes.wakeRead.rawValue, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes.output.rawValue, events: Int16(POLLIN), revents: 0),
        // Numbers below zero are passed over.
        pollfd(fd: isErrorOpen ? pipes.error.rawValue : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isSending ? pipes.input.rawValue : -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: exitDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      let wait = rest.map { Int32(clamping: $0.components.seconds * 1000 + 1000) } ?? -1
      guard poll(&list, nfds_t(list.count), wait) >= 0 || errno == EINTR else { break }
      if list[0].revents != 0 { drainWake() }
      if list[2].revents != 0 { isErrorOpen = readError() }
      if list[3].revents != 0 { state.withLock { send(&$0) } }
      if list[1].revents != 0 { end = readOutput(&reader) }
      if list[4].revents != 0, end == nil {
        // The answer may have been written before.
        end = readOutput(&reader) ?? .ended
      }
    }
    if isErrorOpen { _ = readError() }
    finishLife(end ?? .ended)
  }

  private func finishLife(_ end: WorkerConnection.Break) {
    let continuation = state.withLock { state in
      state.isOver = true
      state.end = end
      state.outgoing = []
      return state.continuation.take()
    }
    continuation?.resume(throwing: end)
    over.set()
  }

  /// Reads answers; returns how it ended, if it did.
  private func readOutput(_ reader: inout WorkerFrameReader) -> WorkerConnection.Break? {
    while true {
      switch read(pipes.output, { reader.append($0) }) {
      case .empty: return nil
      case .ended: return reader.isEmpty ? .ended : garbled(reader)
      case .bytes: break
      }
      while !reader.isEmpty {
        switch reader.next() {
        case .needsMore: break
        case .garbage: return garbled(reader)
        case .frame(let frame):
          let continuation = state.withLock { state in
            frame.number == state.number && frame.kind != .item ? state.continuation.take() : nil
          }
          // An answer that nobody waits for is no answer.
          guard let continuation else { return .garbled("an answer to no item") }
          continuation.resume(returning: frame)
          continue
        }
        break
      }
    }
  }

  private func garbled(_ reader: WorkerFrameReader) -> WorkerConnection.Break {
    .garbled(String(decoding: reader.start, as: UTF8.self))
  }

  /// Reads what is there; returns whether there may be more later.
  private func readError() -> Bool {
    while true {
      let outcome = read(pipes.error) { bytes in state.withLock { $0.lastLines.append(bytes) } }
      if case .bytes = outcome { continue }
      return outcome == .empty
    }
  }

  private enum ReadOutcome { case bytes, empty, ended }

  private func read(
    _ pipe: FileDescriptor,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) -> ReadOutcome {
    withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 16) { buffer in
      do {
        let count = try pipe.read(into: buffer)
        if count == 0 { return .ended }
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return .bytes
      } catch {
        return (error as? Errno) == .wouldBlock ? .empty : .ended
      }
    }
  }

  /// Sends as much of an item as there is room for.
  private func send(_ state: inout State) {
    while state.sent < state.outgoing.count {
      let count = state.outgoing.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[state.sent...])
        #if os(Linux)
        return Glibc.send(pipes.input.rawValue, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        #else
        return Darwin.send(pipes.input.rawValue, rest.baseAddress, rest.count, 0)
        #endif
      }
      if count >= 0 {
        state.sent += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        return
      } else if errno != EINTR {
        // It reads no more, so it will not answer either.
        state.outgoing = []
        state.isCondemned = true
        return
      }
    }
    state.outgoing = []
  }

  private func wake() {
    withUnsafeBytes(of: UInt8(1)) { byte in
      // A full pipe wakes as well.
      _ = try? pipes.wakeWrite.write(byte)
    }
  }

  private func drainWake() {
    while case .bytes = read(pipes.wakeRead, { _ in }) {}
  }
}
