import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A worker's ends of what connects it with the pool.
final class WorkerEnds: Sendable {
  private let input: FileDescriptor
  private let output: FileDescriptor
  /// Items that were read and not answered.
  private let open = Atomic(0)
  /// Held while something is written, by the work and by the thread that reads.
  private let turn = Mutex(())

  /// What was read and is not begun.
  let inbox = WorkerInbox()

  init() throws {
    input = try Self.moved(.standardInput)
    output = try Self.moved(.standardOutput)
    let nothing = try FileDescriptor.open("/dev/null", .readOnly)
    _ = try nothing.duplicate(as: .standardInput)
    try nothing.close()
    // What the work prints must not come between the answers.
    _ = try FileDescriptor.standardError.duplicate(as: .standardOutput)
  }

  /// Reads items until the end of the input; on a thread of its own, so that the end is noticed
  /// whatever the work does.
  func read() {
    var reader = WorkerFrameReader(limit: .max)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { (try? input.read(into: $0)) ?? 0 }
      guard count > 0 else {
        // The pool waits for answers before it closes the input: it is gone.
        if open.load(ordering: .acquiring) > 0 { _exit(1) }
        inbox.finish()
        return
      }
      buffer.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      guard takeFrames(&reader) else {
        inbox.finish(
          throwing: WorkerProcessError(
            description: "The input is not a pool's. Start this program through a WorkerPool."
          )
        )
        return
      }
    }
  }

  /// Takes what was read; returns `false` when it is not from a pool.
  private func takeFrames(_ reader: inout WorkerFrameReader) -> Bool {
    var items: [WorkerFrame] = []
    func handOn() {
      open.add(items.count, ordering: .acquiringAndReleasing)
      inbox.put(items)
      items = []
    }
    while !reader.isEmpty {
      switch reader.next() {
      case .frame(let frame) where frame.kind == .recall:
        handOn()
        giveBack()
      case .frame(let frame): items.append(frame)
      case .needsMore:
        handOn()
        return true
      case .garbage: return false
      }
    }
    handOn()
    return true
  }

  private func giveBack() {
    var bytes: [UInt8] = []
    let items = inbox.takeBack()
    for item in items {
      WorkerFrame(kind: .returned, number: item.number, body: []).append(to: &bytes)
    }
    open.subtract(items.count, ordering: .acquiringAndReleasing)
    // When the pool is gone, the end of the input says so.
    _ = try? turn.withLock { _ in try output.writeAll(bytes) }
  }

  func answer(_ frame: WorkerFrame) throws {
    let bytes = frame.bytes
    // Not open any more before it is sent: the pool may close the input right after it.
    open.subtract(1, ordering: .acquiringAndReleasing)
    _ = try turn.withLock { _ in try output.writeAll(bytes) }
  }

  private static func moved(_ descriptor: FileDescriptor) throws -> FileDescriptor {
    // In one call: a program that another thread starts meanwhile must not inherit the copy.
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: copy)
  }
}
