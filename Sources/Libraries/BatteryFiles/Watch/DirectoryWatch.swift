public import SystemPackage

/// The changes in a directory, in batches: what is asked for late comes together.
///
/// The watch begins when it is made, and nothing that happens from then on is lost: directories
/// that are made are looked through at once, and when the system has lost events everything is
/// compared with what was there. A batch has one change for each path, and files that are settled.
/// It is for one reader, and ends when the reader's task is cancelled or with the last reference.
public final class DirectoryWatch: AsyncSequence, Sendable {
  /// Gives the batches.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let watch: DirectoryWatch

    /// Waits for changes.
    ///
    /// - Returns: At least one; `nil` when the watch has ended.
    /// - Throws: ``FileError`` when the directory is gone, or can be watched no longer.
    public mutating func next() async throws -> [FileChange]? {
      let watch = watch
      return try await withTaskCancellationHandler {
        try await watch.outbox.next()
      } onCancel: {
        watch.cancel()
      }
    }
  }

  /// The directory.
  public let path: FilePath

  private let outbox = WatchOutbox()
  private let engine: WatchEngine

  /// Begins to watch a directory.
  ///
  /// - Parameters:
  ///   - path: The directory.
  ///   - options: What is watched, and how.
  ///   - clock: By what files are said to be quiet, and when to look.
  /// - Throws: ``FileError`` when there is no such directory, or the system's limit of watches is
  ///   reached.
  public init(
    _ path: FilePath,
    options: WatchOptions = WatchOptions(),
    clock: any WatchClock = SystemWatchClock()
  ) throws(FileError) {
    self.path = path
    engine = try WatchEngine(path, options, clock, outbox)
    try engine.start()
  }

  deinit {
    engine.stop()
  }

  /// Ends the watch; changes that were seen already can still be read.
  public func cancel() {
    outbox.finish(.success(()))
    engine.stop()
  }

  /// Makes what reads the batches.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(watch: self)
  }
}
