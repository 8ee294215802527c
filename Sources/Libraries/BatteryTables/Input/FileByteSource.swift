public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file.
///
/// They are read, not mapped: a file that is made shorter meanwhile is an error, not a crash. What is
/// added to it meanwhile is left out.
public struct FileByteSource: ByteSource {
  /// The path as it was given.
  public let name: String
  private let file: OpenFile
  private let length: Int
  private var place = 0

  /// Opens a file.
  ///
  /// - Throws: ``TableError`` when it is missing, may not be read, or is no regular file.
  public init(_ path: FilePath) throws(TableError) {
    name = path.string
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw Self.failure(error, path.string)
    }
    file = OpenFile(descriptor)
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else {
      throw Self.failure(Errno(rawValue: errno), path.string)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw TableError(
        .inputOutput,
        "\(path.string): is a directory. Name a file in it."
      )
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TableError(
        .inputOutput,
        "\(path.string): is not a regular file. Name a file, or - for standard input."
      )
    }
    length = Int(status.st_size)
  }

  /// How many bytes the file had when it was opened.
  public var size: Int? { length }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``TableError`` when the file cannot be read or is shorter than it was.
  public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let wanted = min(buffer.count, length - place)
    guard wanted > 0 else { return 0 }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    do {
      let count = try file.descriptor.read(fromAbsoluteOffset: Int64(place), into: room)
      guard count > 0 else {
        throw TableError(
          .inputOutput,
          "\(name): the file became shorter while it was read: \(length) bytes before, \(place)"
            + " now. Read a copy of it."
        )
      }
      place += count
      return count
    } catch let error as Errno {
      throw Self.failure(error, name)
    }
  }

  /// Goes back to the first byte.
  public mutating func restart() -> Bool {
    place = 0
    return true
  }

  private static func failure(_ error: any Error, _ name: String) -> TableError {
    switch error as? Errno {
    case .noSuchFileOrDirectory, .notDirectory:
      TableError(.notFound, "\(name): there is no such file. Check the path.")
    case .permissionDenied, .notPermitted:
      TableError(.denied, "\(name): may not be read. Check its permissions.")
    default:
      TableError(.inputOutput, "\(name): cannot be read: \(error). Check the disk and the path.")
    }
  }
}

/// A descriptor that is closed with its last owner.
private final class OpenFile: Sendable {
  let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }
}
