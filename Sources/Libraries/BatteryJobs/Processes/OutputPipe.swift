import Dispatch
import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The hub's end of a pipe through which a program's output comes.
///
/// Reading never blocks. When a pipe is empty, ``rearm()`` asks to be told once when there is more;
/// until then nothing is read, which is what holds a program back when its log is behind.
final class OutputPipe {
  /// What came of reading.
  enum ReadResult {
    /// More may be there at once.
    case more
    /// Nothing is there now.
    case empty
    /// Nothing will come any more.
    case ended
  }

  private enum Watch {
    case armed
    case fired
    case closed
  }

  /// The program's end; whoever starts the program closes it.
  let writeEnd: FileDescriptor

  private(set) var isOpen = true
  private let readEnd: FileDescriptor
  private let source: any DispatchSourceRead
  private let watch: WatchState
  private var splitter: LineSplitter

  /// Whether the source is suspended: it must not be released while it is.
  private final class WatchState: Sendable {
    let state = Mutex(Watch.armed)
  }

  private static let queue = DispatchQueue(label: "batteries.output")
  private static let chunk = 64 << 10

  /// Makes a pipe; `onReadable` is called once for each ``rearm()``, and once to begin with.
  init(
    _ name: LogLine.Source,
    onReadable: @escaping @Sendable () -> Void
  ) throws(JobError) {
    let ends: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do {
      ends = try FileDescriptor.pipe()
    } catch {
      throw JobError(
        .unavailable,
        "A pipe could not be made: \(error). Raise the limit of open files (ulimit -n)."
      )
    }
    (readEnd, writeEnd) = ends
    _ = fcntl(readEnd.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(writeEnd.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(readEnd.rawValue, F_SETFL, O_NONBLOCK)
    splitter = LineSplitter(source: name)
    let source = DispatchSource.makeReadSource(
      fileDescriptor: readEnd.rawValue,
      queue: Self.queue
    )
    let watch = WatchState()
    // The source holds its handlers, and they hold it, until it is cancelled.
    source.setEventHandler {
      watch.state.withLock { state in
        guard state == .armed else { return }
        source.suspend()
        state = .fired
      }
      onReadable()
    }
    source.setCancelHandler { [readEnd] in try? readEnd.close() }
    self.source = source
    self.watch = watch
    source.activate()
  }

  /// Asks for one more readable event.
  func rearm() {
    watch.state.withLock { state in
      guard state == .fired else { return }
      state = .armed
      source.resume()
    }
  }

  /// Reads at most `limit` bytes and adds the lines that end within them.
  func read(upTo limit: Int, time: Date, into lines: inout [LogLine]) -> ReadResult {
    guard isOpen else { return .ended }
    var taken = 0
    return withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 16) { buffer in
      while taken < limit {
        do {
          let count = try readEnd.read(into: buffer)
          if count == 0 { return .ended }
          splitter.take(
            UnsafeRawBufferPointer(rebasing: buffer[..<count]),
            time: time,
            into: &lines
          )
          taken += count
        } catch {
          return (error as? Errno) == .wouldBlock ? .empty : .ended
        }
      }
      return .more
    }
  }

  /// Closes both ends of a pipe that no program was given.
  func abandon() {
    var none: [LogLine] = []
    close(time: Date(), into: &none)
    try? writeEnd.close()
  }

  /// Stops reading, and adds the last line when no line ending came after it.
  func close(time: Date, into lines: inout [LogLine]) {
    guard isOpen else { return }
    splitter.finish(time: time, into: &lines)
    isOpen = false
    source.cancel()
    watch.state.withLock { state in
      // A suspended source would never call its cancel handler, which closes the pipe.
      if state == .fired { source.resume() }
      state = .closed
    }
  }
}
