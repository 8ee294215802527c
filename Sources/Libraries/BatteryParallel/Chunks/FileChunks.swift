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
  /// longer. All that touches the file, and the work, is done at threads of a pool, so that neither
  /// waiting for the disk nor the work keeps other tasks waiting. In memory are at most `limit` chunks.
  ///
  /// - Parameters:
  ///   - path: The file, which must not become shorter meanwhile; what is added to it is not read.
  ///   - initial: What to begin with.
  ///   - chunkBytes: How long a chunk is; 4 MiB unless it is said.
  ///   - longestLine: How far a line may go on behind the place where its chunk would end, so a line
  ///     that is no longer is always read; 1 GiB unless it is said.
  ///   - limit: How many are worked on at once; the number of processors unless it is said.
  ///   - pool: The threads.
  ///   - transform: The work on a chunk, which is whole lines with their line ends; the last line of
  ///     a file may have none.
  ///   - combine: Adds what was made of a chunk; called in the order of the file.
  /// - Returns: The whole.
  /// - Throws: ``FileChunkError`` when the file cannot be read or a line is too long, the first error
  ///   of `transform` or `combine`, or `CancellationError`.
  public static func reduce<Whole, Part: Sendable>(
    _ path: FilePath,
    into initial: Whole,
    chunkBytes: Int = 4 << 20,
    longestLine: Int = 1 << 30,
    limit: Int = Processors.count,
    on pool: ThreadPool = .shared,
    _ transform: @escaping @Sendable (Span<UInt8>) throws -> Part,
    combine: (inout Whole, Part) throws -> Void
  ) async throws -> Whole {
    let file = try await pool.run { _ in try ChunkedFile(path, chunkBytes, longestLine) }
    var whole = initial
    var start: Int64 = 0
    try await BoundedGroup.run(limit: limit, .inOrder) {
      let place = start
      let range = try await pool.run { try file.range(from: place, $0) }
      start = range?.upperBound ?? start
      return range
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

  /// Returns the byte ranges into which
  /// ``reduce(_:into:chunkBytes:longestLine:limit:on:_:combine:)`` cuts a file.
  ///
  /// It reads around the end of each chunk and blocks meanwhile: call it through a ``ThreadPool``
  /// where that matters.
  ///
  /// - Throws: ``FileChunkError`` when the file cannot be read or a line is too long.
  public static func ranges(
    of path: FilePath,
    chunkBytes: Int = 4 << 20,
    longestLine: Int = 1 << 30
  ) throws -> [Range<Int64>] {
    let file = try ChunkedFile(path, chunkBytes, longestLine)
    let flag = CancellationFlag()
    var ranges: [Range<Int64>] = []
    while let range = try file.range(from: ranges.last?.upperBound ?? 0, flag) {
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
  private let chunkBytes: Int64
  private let longestLine: Int64

  /// How much is read to find the end of a line: little at first, as most lines are short.
  private static let (firstProbe, longestProbe) = (4 << 10, 1 << 20)

  init(_ path: FilePath, _ chunkBytes: Int, _ longestLine: Int) throws {
    precondition(chunkBytes > 0, "A chunk is one byte long at the least.")
    precondition(longestLine > 0, "A line is one byte long at the least.")
    self.path = path
    self.chunkBytes = Int64(chunkBytes)
    self.longestLine = Int64(longestLine)
    do {
      // Opening a named pipe would wait for somebody who writes to it; a file is read as ever.
      descriptor = try .open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
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

  /// Returns the chunk that begins at a place; `nil` at the end.
  func range(from start: Int64, _ flag: CancellationFlag) throws -> Range<Int64>? {
    guard start < size else { return nil }
    let end = place(start, chunkBytes)
    // The byte before may be the end of a line already.
    return start..<(end < size ? try lineEnd(from: end - 1, flag) : end)
  }

  /// Returns the place so far behind another, or the end of the file.
  private func place(_ start: Int64, _ distance: Int64) -> Int64 {
    let (sum, overflows) = start.addingReportingOverflow(distance)
    return overflows ? size : min(sum, size)
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
  private func lineEnd(from start: Int64, _ flag: CancellationFlag) throws -> Int64 {
    let last = place(start, longestLine)
    var place = start
    var probe = Self.firstProbe
    while place < last {
      try flag.check()
      let count = min(probe, Int(last - place))
      let (number, newline) = try withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) {
        let number = try read(into: $0, at: place)
        return (number, $0[..<number].firstIndex(of: UInt8(ascii: "\n")))
      }
      if number == 0 { return size }
      if let newline { return place + Int64(newline) + 1 }
      place += Int64(number)
      probe = min(2 * probe, Self.longestProbe)
    }
    guard last == size else {
      throw FileChunkError(
        path,
        offset: start,
        "The line goes on for more than \(longestLine) bytes. Allow a longer `longestLine`."
      )
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
