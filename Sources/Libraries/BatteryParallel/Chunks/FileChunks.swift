public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is read in chunks of whole lines, several at once.
public enum FileChunks {
  /// Makes something of each chunk of a file, and puts it together in order.
  ///
  /// A chunk ends at the end of a line, and is about `chunkBytes` long, or as long as a line that is
  /// longer. Chunks are read by `pread` and worked on at threads of a pool, so that neither waiting for
  /// the disk nor the work keeps other tasks waiting. In memory are at most `limit` chunks.
  ///
  /// - Parameters:
  ///   - path: The file, which must not become shorter meanwhile; what is added to it is not read.
  ///   - initial: What to begin with.
  ///   - chunkBytes: How long a chunk is; 4 MiB unless it is said.
  ///   - limit: How many are worked on at once; the number of processors unless it is said.
  ///   - pool: The threads.
  ///   - transform: The work on a chunk, which is whole lines with their line ends; the last line of
  ///     a file may have none.
  ///   - combine: Adds what was made of a chunk; called in the order of the file.
  /// - Returns: The whole.
  /// - Throws: ``FileChunkError`` when the file cannot be read, the first error of `transform` or
  ///   `combine`, or `CancellationError`.
  public static func reduce<Whole, Part: Sendable>(
    _ path: FilePath,
    into initial: Whole,
    chunkBytes: Int = 4 << 20,
    limit: Int = Processors.count,
    on pool: ThreadPool = .shared,
    _ transform: @escaping @Sendable (Span<UInt8>) throws -> Part,
    combine: (inout Whole, Part) throws -> Void
  ) async throws -> Whole {
    let file = try ChunkedFile(path)
    var whole = initial
    var start: Int64 = 0
    try await BoundedGroup.run(limit: limit, .inOrder) {
      try file.nextRange(after: &start, chunkBytes: chunkBytes)
    } _: { range in
      try await pool.run { flag in
        try flag.check()
        let bytes = try file.read(range)
        return try transform(bytes.span)
      }
    } deliver: {
      try combine(&whole, $1)
    }
    return whole
  }

  /// Returns the byte ranges into which ``reduce(_:into:chunkBytes:limit:on:_:combine:)`` cuts a file.
  ///
  /// - Throws: ``FileChunkError`` when the file cannot be read.
  public static func ranges(of path: FilePath, chunkBytes: Int = 4 << 20) throws -> [Range<Int64>] {
    let file = try ChunkedFile(path)
    var start: Int64 = 0
    var ranges: [Range<Int64>] = []
    while let range = try file.nextRange(after: &start, chunkBytes: chunkBytes) {
      ranges.append(range)
    }
    return ranges
  }
}

/// An open file, closed with the last reference to it.
private final class ChunkedFile: Sendable {
  private let path: FilePath
  private let descriptor: FileDescriptor
  private let size: Int64

  /// How much is read to find the end of a line.
  private static let probe = 4 << 10

  init(_ path: FilePath) throws {
    self.path = path
    do {
      descriptor = try .open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw FileChunkError(
        path,
        "It cannot be opened: \(error). Check the path and its permissions."
      )
    }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      try? descriptor.close()
      throw FileChunkError(path, "It is no file with a size. Save its contents as one first.")
    }
    size = Int64(status.st_size)
  }

  deinit { try? descriptor.close() }

  /// Returns the chunk that begins at a place, which is moved to its end; `nil` at the end.
  func nextRange(
    after start: inout Int64,
    chunkBytes: Int
  ) throws -> Range<Int64>? {
    precondition(chunkBytes > 0, "A chunk is one byte long at the least.")
    guard start < size else { return nil }
    let (sum, overflows) = start.addingReportingOverflow(Int64(chunkBytes))
    var end = overflows ? size : min(sum, size)
    // The byte before may be the end of a line already.
    if end < size { end = try lineEnd(from: end - 1) }
    defer { start = end }
    return start..<end
  }

  func read(_ range: Range<Int64>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      while count < range.count {
        let place = range.lowerBound + Int64(count)
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
        let number = try read(into: rest, at: place)
        guard number > 0 else {
          throw FileChunkError(
            path,
            offset: place,
            "The file became shorter while it was read. Read a copy of it."
          )
        }
        count += number
      }
    }
  }

  /// Returns the place behind the first line end from a place on.
  private func lineEnd(from start: Int64) throws -> Int64 {
    var place = start
    var buffer = [UInt8](repeating: 0, count: Self.probe)
    while place < size {
      let number = try buffer.withUnsafeMutableBytes { try read(into: $0, at: place) }
      if number == 0 { return size }
      if let newline = buffer[..<number].firstIndex(of: UInt8(ascii: "\n")) {
        return min(place + Int64(newline) + 1, size)
      }
      place += Int64(number)
    }
    return size
  }

  private func read(
    into buffer: UnsafeMutableRawBufferPointer,
    at offset: Int64
  ) throws -> Int {
    do {
      return try descriptor.read(fromAbsoluteOffset: offset, into: buffer)
    } catch {
      throw FileChunkError(path, offset: offset, "It cannot be read: \(error). Check the disk.")
    }
  }
}
