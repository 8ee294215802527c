import Synchronization
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Hashes files, several at once.
public enum FileHashing {
  /// The hash of a file's content; a link is followed.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  public static func hash(_ path: FilePath) throws(FileError) -> ContentHash {
    let number = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
    guard number >= 0 else { throw FileError.system(path, "open") }
    defer { close(number) }
    let buffer = CopyBuffer()
    guard let base = buffer.bytes.baseAddress else { return ContentHasher().finish() }
    var hasher = ContentHasher()
    while true {
      let count = FileComparison.readFully(number, base, buffer.bytes.count)
      guard count >= 0 else { throw FileError.system(path, "read") }
      hasher.update(UnsafeRawBufferPointer(start: base, count: count))
      if count < buffer.bytes.count { return hasher.finish() }
    }
  }

  /// Hashes many files at once, with ``ContentHash`` or a hash of the caller's own.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - threads: How many are read at once.
  ///   - body: Returns the hash of a file; ``hash(_:)``, or one of the caller's own.
  /// - Returns: A hash or a failure for each path, in their order.
  public static func hashAll<Hash: Sendable>(
    _ paths: [FilePath],
    threads: Int = 2,
    _ body: @escaping @Sendable (FilePath) throws(FileError) -> Hash
  ) -> [Result<Hash, FileError>] {
    let results = Results<Hash>(count: paths.count)
    let stack = WorkStack(Array(paths.indices.reversed()))
    stack.run(threads: threads) {
      { index in
        let path = paths[index]
        do throws(FileError) {
          let hash = try body(path)
          results.set(index, .success(hash))
        } catch {
          results.set(index, .failure(error))
        }
      }
    }
    return results.all
  }

  /// What the threads found.
  private final class Results<Hash: Sendable>: Sendable {
    private let state: Mutex<[Result<Hash, FileError>?]>

    init(count: Int) {
      state = Mutex(Array(repeating: nil, count: count))
    }

    var all: [Result<Hash, FileError>] { state.withLock { $0 }.compactMap(\.self) }

    func set(_ index: Int, _ result: Result<Hash, FileError>) {
      state.withLock { $0[index] = result }
    }
  }
}
