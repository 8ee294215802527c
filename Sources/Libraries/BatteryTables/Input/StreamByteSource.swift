public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of something that can be read once only: standard input, a pipe, a terminal.
///
/// What is read is kept in a temporary file without a name, so that a table whose columns have to be
/// widened can be read again.
public final class StreamByteSource: ByteSource {
  /// What messages call it.
  public let name: String

  private let descriptor: FileDescriptor
  private let isOwned: Bool
  /// Whether what is read from now on can be read again.
  var isKept: Bool
  /// Whether the bytes are not wanted any more; asked while nothing comes.
  var isCancelled: () -> Bool = { false }
  private var copy: FileDescriptor?
  private var kept = 0
  private var place = 0
  private var isAtEnd = false

  /// How many milliseconds pass between two looks at ``isCancelled``.
  private static let patience: Int32 = 100

  /// Reads an open descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: What is read.
  ///   - name: What messages call it.
  ///   - isOwned: Whether it is closed in the end.
  ///   - isKept: Whether it can be read again from its start, for which it is copied.
  public init(
    _ descriptor: FileDescriptor,
    name: String,
    isOwned: Bool = false,
    isKept: Bool = true
  ) {
    self.descriptor = descriptor
    self.name = name
    self.isOwned = isOwned
    self.isKept = isKept
  }

  /// Standard input.
  public static func standardInput(isKept: Bool = true) -> StreamByteSource {
    StreamByteSource(.standardInput, name: "standard input", isKept: isKept)
  }

  deinit {
    if isOwned { try? descriptor.close() }
    if let copy { try? copy.close() }
  }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``TableError`` when reading fails, or the copy finds no room.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if place < kept, let copy {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, kept - place)])
      let count = try attempt("read") {
        try copy.read(fromAbsoluteOffset: Int64(place), into: room)
      }
      place += count
      return count
    }
    guard !isAtEnd else { return 0 }
    try wait()
    let count = try attempt("read") { try descriptor.read(into: buffer) }
    if count == 0 { isAtEnd = true }
    if isKept, count > 0 {
      try keep(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      kept += count
    }
    place += count
    return count
  }

  /// Goes back to the first byte, if the bytes were kept.
  public func restart() throws -> Bool {
    guard place <= kept else { return false }
    place = 0
    return true
  }

  /// Waits until something comes, the end included.
  private func wait() throws {
    while true {
      if isCancelled() { throw CancellationError() }
      var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, Self.patience) != 0 { return }
    }
  }

  private func keep(_ bytes: UnsafeRawBufferPointer) throws {
    let file = try copy ?? makeCopy()
    copy = file
    _ = try attempt("keep a copy") { try file.writeAll(toAbsoluteOffset: Int64(kept), bytes) }
  }

  private func makeCopy() throws -> FileDescriptor {
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(directory)/batteries-input.XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw failure("keep a copy", Errno(rawValue: errno)) }
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return FileDescriptor(rawValue: number)
  }

  private func attempt<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as Errno {
      throw failure(what, error)
    }
  }

  private func failure(_ what: String, _ error: Errno) -> TableError {
    let remedy =
      error == .isDirectory ? "Name a file instead of a directory." : "Check the disk and TMPDIR."
    return TableError(.inputOutput, "\(name): could not \(what): \(error). \(remedy)")
  }
}
