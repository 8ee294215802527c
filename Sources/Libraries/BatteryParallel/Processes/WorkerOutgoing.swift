import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What is on its way to a worker.
///
/// It has a lock of its own, as an answer may be there before the call that sends has returned.
final class WorkerOutgoing: Sendable {
  enum Outcome {
    case sent
    /// There was no room for all.
    case isLeft
    /// The worker reads no more, so it will not answer either.
    case isBroken
  }

  private struct State: Sendable {
    var bytes: [UInt8] = []
    var sent = 0
  }

  private let socket: FileDescriptor
  private let state = Mutex(State())

  init(_ socket: FileDescriptor) { self.socket = socket }

  var isEmpty: Bool { state.withLock { $0.bytes.isEmpty } }

  /// Sends as much as there is room for, of what is left first.
  func send(_ frames: [WorkerFrame]) -> Outcome {
    state.withLock { state in
      for frame in frames { frame.append(to: &state.bytes) }
      while state.sent < state.bytes.count {
        let count = state.bytes.withUnsafeBytes { bytes in
          send(UnsafeRawBufferPointer(rebasing: bytes[state.sent...]))
        }
        if count >= 0 {
          state.sent += count
        } else if errno == EAGAIN || errno == EWOULDBLOCK {
          return .isLeft
        } else if errno != EINTR {
          state = State()
          return .isBroken
        }
      }
      state.bytes.removeAll(keepingCapacity: state.bytes.count < 1 << 16)
      state.sent = 0
      return .sent
    }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if os(Linux)
    return Glibc.send(socket.rawValue, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #else
    return Darwin.send(socket.rawValue, bytes.baseAddress, bytes.count, 0)
    #endif
  }
}
