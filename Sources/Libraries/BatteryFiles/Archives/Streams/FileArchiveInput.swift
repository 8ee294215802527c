public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes of a file, a pipe or a device.
public final class FileArchiveInput: ArchiveInput, ArchiveStorage {
  /// The path.
  public let name: String

  /// How many bytes the file had when it was opened; 0 for what is no ordinary file.
  public let size: Int64

  /// The bytes that were read so far.
  public private(set) var consumed: Int64 = 0

  private let path: FilePath
  private let descriptor: FileDescriptor
  private let isOwned: Bool
  private let isRegular: Bool

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` when that fails.
  public convenience init(_ path: FilePath) throws(FileError) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    } catch {
      throw FileError(path: path, operation: "open", cause: error as? Errno)
    }
    self.init(descriptor, path: path, isOwned: true)
  }

  /// Reads an open file from where it stands.
  ///
  /// - Parameters:
  ///   - descriptor: The file.
  ///   - path: What messages call it.
  ///   - isOwned: Whether it is closed with the last reference to this.
  public init(_ descriptor: FileDescriptor, path: FilePath, isOwned: Bool = false) {
    self.descriptor = descriptor
    self.path = path
    self.isOwned = isOwned
    name = path.string
    let status = NodeStatus(descriptor.rawValue)
    isRegular = status?.isFile == true
    size = isRegular ? status?.size ?? 0 : 0
  }

  deinit {
    if isOwned { try? descriptor.close() }
  }

  /// Reads the bytes that come next.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    do {
      let count = try descriptor.read(into: buffer)
      consumed += Int64(count)
      return count
    } catch {
      throw FileError(path: path, operation: "read", cause: error as? Errno)
    }
  }

  /// Reads bytes from a place on.
  public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    do {
      return try descriptor.read(fromAbsoluteOffset: offset, into: buffer)
    } catch {
      throw FileError(path: path, operation: "read", cause: error as? Errno)
    }
  }

  /// Passes over bytes, without reading them where the file allows it.
  public func skip(_ count: Int64) throws -> Int64 {
    guard isRegular, let place = try? descriptor.seek(offset: 0, from: .current) else {
      return try skipByReading(count)
    }
    let step = min(count, max(0, size - place))
    do {
      try descriptor.seek(offset: step, from: .current)
    } catch {
      throw FileError(path: path, operation: "read", cause: error as? Errno)
    }
    consumed += step
    return step
  }

  private func skipByReading(_ count: Int64) throws -> Int64 {
    var done: Int64 = 0
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while done < count {
        let room = Int(min(Int64(buffer.count), count - done))
        let number = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
        if number == 0 { break }
        done += Int64(number)
      }
    }
    return done
  }
}
