public import SystemPackage

/// Bytes that are kept in memory while they are few, and in a file without a name when not.
public final class SpooledFile {
  /// The most bytes that are kept in memory.
  public let limit: Int

  /// How many bytes there are.
  public private(set) var count = 0

  private let directory: FilePath
  private var bytes: [UInt8] = []
  private var file: TemporaryFile?

  /// Makes an empty one.
  public init(limit: Int, in directory: FilePath = .temporaryDirectory) {
    self.limit = limit
    self.directory = directory
  }

  /// Whether the bytes are in a file by now.
  public var isInFile: Bool { file != nil }

  /// Adds bytes at the end.
  ///
  /// - Throws: ``FileError`` when there is no room for a file.
  public func append(_ new: some Collection<UInt8>) throws(FileError) {
    if file == nil, count + new.count <= limit {
      bytes += new
      count += new.count
      return
    }
    do {
      if file == nil {
        let made = try TemporaryFile(in: directory)
        try made.descriptor.writeAll(bytes)
        file = made
        bytes = []
      }
      try file?.descriptor.writeAll(toAbsoluteOffset: Int64(count), new)
      count += new.count
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(path: directory, operation: "write to", cause: error as? Errno)
    }
  }

  /// Returns bytes from a place on, fewer than asked for at the end.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  public func read(from offset: Int, _ length: Int) throws(FileError) -> [UInt8] {
    let end = min(count, offset + length)
    guard offset < end else { return [] }
    guard let file else { return Array(bytes[offset..<end]) }
    var result = [UInt8](repeating: 0, count: end - offset)
    var done = 0
    do {
      while done < result.count {
        let read = try result.withUnsafeMutableBytes { buffer in
          try file.descriptor.read(
            fromAbsoluteOffset: Int64(offset + done),
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
          )
        }
        if read == 0 { break }
        done += read
      }
    } catch {
      throw FileError(path: directory, operation: "read in", cause: error as? Errno)
    }
    return Array(result.prefix(done))
  }
}
