import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The side of a worker: what a program calls that a ``WorkerPool`` starts.
public enum WorkerProcess {
  /// Does items until the pool has no more.
  ///
  /// It takes the standard input and output for itself: what the work prints goes to the standard
  /// error instead, and its input is empty. The program ends at once when the pool's program is gone,
  /// also in the middle of an item.
  ///
  /// - Parameter work: Makes something of an item. What it throws is handed to the pool as a text, and
  ///   the next item is done.
  /// - Throws: ``WorkerProcessError`` when the input does not come from a pool.
  public static func run<Input: Decodable & Sendable, Output: Encodable & Sendable>(
    _ work: @Sendable (Input) async throws -> Output
  ) async throws {
    let ends = try WorkerEnds()
    let (items, continuation) = AsyncThrowingStream<WorkerFrame, any Error>.makeStream()
    NamedThread.start("worker input") { ends.read(continuation) }
    for try await item in items {
      try ends.answer(await answer(to: item, work))
    }
  }

  private static func answer<Input: Decodable & Sendable, Output: Encodable & Sendable>(
    to item: WorkerFrame,
    _ work: @Sendable (Input) async throws -> Output
  ) async -> WorkerFrame {
    do {
      let input: Input
      do {
        input = try WorkerCoding.decode(Input.self, from: item.body)
      } catch {
        return failure(item, "the item is no \(Input.self): \(WorkerCoding.explain(error))")
      }
      let output = try await work(input)
      let body = try WorkerCoding.encode(output)
      return WorkerFrame(kind: .output, number: item.number, body: body)
    } catch {
      return failure(item, "\(error)")
    }
  }

  private static func failure(_ item: WorkerFrame, _ text: String) -> WorkerFrame {
    WorkerFrame(kind: .failure, number: item.number, body: Array(text.utf8))
  }
}

/// What is thrown by a worker that was not started by a pool.
public struct WorkerProcessError: Error, Hashable, CustomStringConvertible {
  /// A line that says what happened and what to do.
  public let description: String
}

/// A worker's ends of what connects it with the pool.
private final class WorkerEnds: Sendable {
  private let input: FileDescriptor
  private let output: FileDescriptor
  /// Items that were read and not answered.
  private let open = Atomic(0)

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
  func read(_ items: AsyncThrowingStream<WorkerFrame, any Error>.Continuation) {
    var reader = WorkerFrameReader(limit: .max)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { (try? input.read(into: $0)) ?? 0 }
      guard count > 0 else {
        // The pool waits for answers before it closes the input: it is gone.
        if open.load(ordering: .acquiring) > 0 { _exit(1) }
        items.finish()
        return
      }
      buffer.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      reading: while !reader.isEmpty {
        switch reader.next() {
        case .frame(let frame):
          open.add(1, ordering: .acquiringAndReleasing)
          items.yield(frame)
        case .needsMore: break reading
        case .garbage:
          items.finish(
            throwing: WorkerProcessError(
              description:
                "The input is not a pool's. Start this program through a WorkerPool."
            )
          )
          return
        }
      }
    }
  }

  func answer(_ frame: WorkerFrame) throws {
    let bytes = frame.bytes
    // Not open any more before it is sent: the pool may close the input right after it.
    open.subtract(1, ordering: .acquiringAndReleasing)
    try output.writeAll(bytes)
  }

  private static func moved(_ descriptor: FileDescriptor) throws -> FileDescriptor {
    let copy = try descriptor.duplicate()
    _ = fcntl(copy.rawValue, F_SETFD, FD_CLOEXEC)
    return copy
  }
}
