public import SystemPackage

/// What a directory and everything below it takes: `du`.
///
/// A file with several names counts once, under the first of them by its path. Links are not
/// followed, and count as what they take themselves.
public struct DiskUsage: Hashable, Sendable {
  /// What one path takes, with everything below it.
  public struct Item: Hashable, Sendable {
    /// The path relative to the root; empty for the root itself.
    public var path: FilePath
    /// The bytes of blocks on the file system.
    public var allocated: Int64 = 0
    /// The lengths of the files, added up: `du --apparent-size`.
    public var apparent: Int64 = 0
    /// How many files there are, directories not counted.
    public var files = 0

    mutating func add(_ other: Item) {
      allocated += other.allocated
      apparent += other.apparent
      files += other.files
    }
  }

  /// How to measure.
  public struct Options: Sendable {
    /// How far below the root directories have an item of their own.
    public var depth = 0
    /// How many of the largest files as far down as that are kept.
    public var largestFiles = 0
    /// Whether directories on other file systems are left out.
    public var isOneFileSystem = false
    /// How many threads there are; as many as processors if nothing is said.
    public var workers: Int?
    /// How many failures are kept; all are counted.
    public var failures = 20

    /// Makes options: the sum of everything.
    public init() {}
  }

  /// The root with everything below it.
  public let total: Item

  /// The directories below the root as far down as was asked for, each with everything below it.
  public let directories: [Item]

  /// The largest files, the largest first.
  public let largestFiles: [Item]

  /// What could not be looked at, the first of it.
  public let failures: [FileError]

  /// How many things could not be looked at.
  public let failureCount: Int

  /// Measures a directory.
  ///
  /// - Parameters:
  ///   - root: The directory.
  ///   - options: How to measure.
  ///   - check: Called for each directory, on all threads; what it throws ends the measuring.
  /// - Throws: ``FileError`` when the root cannot be opened, or what `check` throws.
  public init(
    of root: FilePath,
    _ options: Options = Options(),
    check: @escaping @Sendable () throws -> Void = {}
  ) throws {
    var walk = DirectoryWalk(root)
    walk.isOneFileSystem = options.isOneFileSystem
    walk.fields = [.size, .links, .identity]
    let status = try FileStatus(at: root)
    let empty = DiskUsageSum(options, device: status.device)
    let sums = try walk.reduce(workers: options.workers, into: empty) { sum, event in
      try check()
      sum.take(event)
    }
    var sum = empty
    for other in sums { sum.merge(other) }
    sum.add(Item(path: "", allocated: status.allocated, apparent: status.size), to: "")
    (total, directories) = sum.finish()
    largestFiles = sum.largest
    failures = sum.failures
    failureCount = sum.failureCount
  }
}
