public import SystemPackage

/// Where the bytes of an archive go, from the first to the last.
public protocol ArchiveOutput: AnyObject {
  /// What messages call it.
  var name: String { get }

  /// Writes all the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws

  /// Is called once, after the last bytes.
  func finish() throws
}

/// Bytes that are written into memory.
public final class MemoryArchiveOutput: ArchiveOutput {
  /// What messages call it.
  public let name: String

  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty one.
  public init(name: String = "archive") {
    self.name = name
  }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Does nothing.
  public func finish() {}
}

/// A file, a pipe or a terminal that is open already, and is not closed.
public final class DescriptorArchiveOutput: ArchiveOutput {
  /// The path.
  public var name: String { path.string }

  private let descriptor: FileDescriptor
  private let path: FilePath

  /// Writes to an open file.
  ///
  /// - Parameters:
  ///   - descriptor: The file.
  ///   - path: What messages call it.
  public init(_ descriptor: FileDescriptor, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Writes all the bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    do {
      try descriptor.writeAll(bytes)
    } catch {
      throw FileError(path: path, operation: "write", cause: error as? Errno)
    }
  }

  /// Does nothing.
  public func finish() {}
}

/// A file that is written beside its target and takes its place when the archive is finished.
public final class FileArchiveOutput: ArchiveOutput {
  /// The path.
  public var name: String { writer.path.string }

  private let writer: AtomicFileWriter

  /// Begins a file, whose directory must exist.
  ///
  /// - Throws: ``FileError`` when that cannot be done.
  public init(_ path: FilePath) throws(FileError) {
    writer = try AtomicFileWriter(path)
  }

  /// Writes all the bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writer.write(bytes)
  }

  /// Brings the file to the disk and puts it in the place of the target.
  public func finish() throws {
    try writer.commit()
  }
}
