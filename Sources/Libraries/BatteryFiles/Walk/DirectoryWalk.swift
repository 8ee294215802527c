import Dispatch
import Synchronization
public import SystemPackage

/// A walk through a directory and what is below it: `os.walk` on all processors.
///
/// The walk reads directories in large pieces and does not look at the files themselves unless it
/// is told to. Each directory is opened relative to the one above it, so that a directory that
/// somebody swaps for a link while the walk goes on does not lead it elsewhere, and so that no path
/// is too long. What it keeps in memory is the names of directories that it has yet to enter on the
/// way down to where it is. Things that come or go meanwhile are listed or not; what cannot be
/// looked at is a ``WalkEvent/failure(_:)``, and the walk goes on.
///
/// ```swift
/// let walk = DirectoryWalk("/srv", isSorted: true)
/// try walk.forEach { event in
///   guard case .listing(let listing) = event else { return }
///   for entry in listing where entry.kind == .file { print(entry.path) }
/// }
/// ```
public struct DirectoryWalk: Sendable {
  /// What becomes of symbolic links below the root.
  public enum LinkPolicy: Sendable {
    /// They are listed and not followed.
    case never
    /// A link to a directory is entered, unless it leads to a directory in which it is itself.
    case follow
  }

  /// The directory at which the walk starts; it may be a link to one.
  public var root: FilePath

  /// What becomes of symbolic links.
  public var links = LinkPolicy.never

  /// Whether directories on other file systems are listed, but not entered.
  public var isOneFileSystem = false

  /// Whether names that begin with a dot are listed and entered.
  public var includesHidden = true

  /// How far below the root the first entries are that are listed; the root's own are at 1.
  public var minimumDepth = 1

  /// How far below the root the last entries are that are listed.
  public var maximumDepth = Int.max

  /// Whether the entries of a directory are in the order of the bytes of their names.
  public var isSorted: Bool

  /// What the walk asks about each entry besides its name and its sort: a call of the system each.
  public var fields: FileStatus.Fields = []

  /// Names of files whose rules say what is left out of the directory in which they are and below,
  /// such as `.gitignore`; of several, a later one overrules.
  public var ignoreFiles: [FilePath.Component] = []

  /// Rules for the whole walk, which those of ``ignoreFiles`` overrule.
  public var ignoreRules: IgnoreRules?

  /// Says which entries are listed and which directories entered; called on several threads by a
  /// walk that uses several.
  public var filter: (@Sendable (WalkEntry) -> WalkChoice)?

  /// How many directories are open at once, about; at least one a worker.
  public var openLimit = 64

  /// Describes a walk.
  public init(_ root: FilePath, isSorted: Bool = false) {
    self.root = root
    self.isSorted = isSorted
  }

  /// Walks on the calling thread.
  ///
  /// If the walk sorts, everything comes in one order: the entries of a directory, then what is below
  /// the first directory among them, and so on.
  ///
  /// - Parameter visit: Takes what comes up; what it throws ends the walk.
  /// - Throws: ``FileError`` when the root cannot be opened, or what `visit` throws.
  public func forEach(_ visit: (WalkEvent) throws -> Void) throws {
    let engine = try WalkEngine(self, workers: 1)
    try engine.work(worker: 0, visit)
  }

  /// Walks on several threads, and waits for them.
  ///
  /// Each thread adds up what it sees in a value of its own, so that none waits for another.
  ///
  /// - Parameters:
  ///   - workers: How many threads there are; as many as processors if nothing is said. More are
  ///     faster where a file system answers slowly, over a network.
  ///   - initial: The value with which each thread begins.
  ///   - update: Adds something to a thread's value; called at once on all threads. What it throws
  ///     ends the walk.
  /// - Returns: The values of the threads, in no order.
  /// - Throws: ``FileError`` when the root cannot be opened, or what `update` throws.
  public func reduce<Value: Sendable>(
    workers: Int? = nil,
    into initial: Value,
    _ update: @escaping @Sendable (inout Value, WalkEvent) throws -> Void
  ) throws -> [Value] {
    let count = max(1, min(workers ?? WalkEngine.processors, 256))
    let engine = try WalkEngine(self, workers: count)
    let outcome = Mutex<(values: [Value], failure: (any Error)?)>(([], nil))
    let body: @Sendable (Int) -> Void = { worker in
      var value = initial
      do {
        try engine.work(worker: worker) { try update(&value, $0) }
        outcome.withLock { $0.values.append(value) }
      } catch {
        engine.queue.stop()
        outcome.withLock { $0.failure = $0.failure ?? error }
      }
    }
    let group = DispatchGroup()
    let queue = DispatchQueue(label: "batteries.walk", attributes: .concurrent)
    for worker in 1..<max(count, 1) {
      queue.async(group: group) { body(worker) }
    }
    body(0)
    group.wait()
    return try outcome.withLock { outcome in
      if let failure = outcome.failure { throw failure }
      return outcome.values
    }
  }
}
