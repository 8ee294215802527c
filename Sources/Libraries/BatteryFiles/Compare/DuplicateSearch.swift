import Synchronization
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds files with the same content: by length, then by their beginnings, then by the whole, and
/// in the end byte by byte.
///
/// Several names of one file are no duplicates: one of them stands for all. Links are not followed.
public struct DuplicateSearch: Sendable {
  /// Files of one content.
  public struct Group: Hashable, Sendable {
    /// The length of each.
    public var size: Int64

    /// The files, in the order of the bytes of their paths.
    public var paths: [FilePath]

    /// Describes a group.
    public init(size: Int64, paths: [FilePath]) {
      self.size = size
      self.paths = paths
    }
  }

  /// What a search found.
  public struct Report: Hashable, Sendable {
    /// The groups, in the order of their first paths.
    public var groups: [Group] = []

    /// How many files were looked at.
    public var files = 0

    /// What could not be read.
    public var failures: [FileError] = []

    /// Makes a report of nothing.
    public init() {}

    /// How many bytes would be free if each content were kept once.
    public var wasted: Int64 {
      groups.reduce(0) { $0 + $1.size * Int64($1.paths.count - 1) }
    }
  }

  /// The least length of a file that counts; 1 leaves out empty files.
  public var leastSize: Int64 = 1

  /// How many threads read at once.
  public var threads = 2

  /// Whether files are compared byte by byte in the end, beyond all doubt about their hashes.
  public var comparesBytes = true

  /// Whether directories on other file systems are left out.
  public var isOneFilesystem = false

  /// Stops a search when it is cancelled.
  public var cancellation: BlockingWork.Cancellation?

  /// Describes a search.
  public init() {}

  /// Searches some directories and all that is below them.
  ///
  /// - Returns: The groups of two files or more, and what could not be read.
  /// - Throws: ``FileError`` when a root cannot be opened, or `CancellationError`.
  public func search(_ roots: [FilePath]) throws -> Report {
    let scan = DuplicateScan(self)
    for root in roots { try scan.gather(root) }
    var report = scan.report
    let sets = scan.candidates()
    let results = Results()
    let stack = WorkStack(sets.reversed())
    stack.run(threads: threads) {
      let matcher = DuplicateMatcher(comparesBytes: comparesBytes)
      return { set in
        guard cancellation?.isCancelled != true else { return }
        let groups = matcher.match(set, scan.files)
        results.add(groups, matcher.takeFailures())
      }
    }
    try cancellation?.check()
    let (groups, failures) = results.all
    report.groups =
      groups
      .map { ($0, $0.paths.first.map(Self.bytes) ?? []) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }
      .map(\.0)
    report.failures += failures
    return report
  }

  /// What the threads found.
  private final class Results: Sendable {
    private let state = Mutex<([Group], [FileError])>(([], []))

    var all: ([Group], [FileError]) { state.withLock { $0 } }

    func add(_ groups: [Group], _ failures: [FileError]) {
      guard !groups.isEmpty || !failures.isEmpty else { return }
      state.withLock {
        $0.0 += groups
        $0.1 += failures
      }
    }
  }

  static func bytes(_ path: FilePath) -> [UInt8] {
    path.withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }
}
