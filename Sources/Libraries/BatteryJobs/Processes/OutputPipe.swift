import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The hub's end of a pipe through which a program's output comes.
///
/// Reading never blocks. When the pipe is empty the ``PipePoller`` tells when there is more; until
/// somebody asks it to, nothing is read, which is what holds a program back when its log is behind.
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

  /// The program's end; whoever starts the program closes it.
  let writeEnd: FileDescriptor

  /// Our end.
  let readEnd: FileDescriptor

  private(set) var isOpen = true
  private var splitter: LineSplitter

  private static let chunk = 64 << 10

  init(_ name: LogLine.Source, redactor: Redactor?) throws(JobError) {
    guard PipePoller.shared.isUsable, let ends = try? FileDescriptor.pipe() else {
      throw JobError(
        .unavailable,
        "A pipe could not be made: \(Errno(rawValue: errno)). Raise the limit of open files "
          + "(ulimit -n)."
      )
    }
    (readEnd, writeEnd) = ends
    _ = fcntl(readEnd.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(writeEnd.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(readEnd.rawValue, F_SETFL, O_NONBLOCK)
    splitter = LineSplitter(source: name, redactor: redactor)
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
    isOpen = false
    splitter.finish(time: time, into: &lines)
    PipePoller.shared.forget(readEnd)
    try? readEnd.close()
  }
}
