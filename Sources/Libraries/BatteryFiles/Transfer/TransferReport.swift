/// What a transfer did, or has done so far.
public struct TransferReport: Hashable, Sendable {
  /// How many files were copied, moved or removed.
  public var files = 0

  /// How many directories.
  public var directories = 0

  /// How many symbolic links.
  public var symbolicLinks = 0

  /// How many further names of files that had one already.
  public var hardLinks = 0

  /// How many pipes, sockets and devices.
  public var others = 0

  /// How many bytes of content were written.
  public var bytes: Int64 = 0

  /// How many were left alone because their target was there.
  public var skipped = 0

  /// What could not be done.
  public var failures: [FileError] = []

  /// Makes a report of nothing.
  public init() {}

  /// Adds another report.
  public mutating func add(_ other: TransferReport) {
    files += other.files
    directories += other.directories
    symbolicLinks += other.symbolicLinks
    hardLinks += other.hardLinks
    others += other.others
    bytes += other.bytes
    skipped += other.skipped
    failures += other.failures
  }
}
