/// How a tree of files is packed.
public struct ArchiveTreeOptions: Hashable, Sendable {
  /// What stands before the names of the tree; empty for none.
  public var prefix: [UInt8]

  /// Whether the same tree always gives the same bytes: no owners, and modes of two sorts only.
  ///
  /// Names are in the order of their bytes in any case.
  public var isReproducible: Bool

  /// The latest time that a member has, in nanoseconds since 1970, as `SOURCE_DATE_EPOCH` has it;
  /// `nil` to leave times as they are.
  public var latestTime: Int64?

  /// Whether extended attributes go with the files, where the format has room.
  public var includesAttributes: Bool

  /// Whether holes in files stay holes, where the format has room.
  public var keepsHoles: Bool

  /// Whether directories on other file systems are left empty.
  public var isOneFileSystem: Bool

  /// Sets how a tree is packed.
  public init(
    prefix: [UInt8] = [],
    isReproducible: Bool = false,
    latestTime: Int64? = nil,
    includesAttributes: Bool = false,
    keepsHoles: Bool = true,
    isOneFileSystem: Bool = false
  ) {
    self.prefix = prefix
    self.isReproducible = isReproducible
    self.latestTime = latestTime
    self.includesAttributes = includesAttributes
    self.keepsHoles = keepsHoles
    self.isOneFileSystem = isOneFileSystem
  }
}

/// What is done with a member before it is packed.
public enum ArchiveChoice: Hashable, Sendable {
  /// It is packed, and of a directory all that is in it.
  case included
  /// It is left out, and of a directory all that is in it.
  case excluded
}

/// What became of a tree that was packed.
public struct ArchiveTreeReport: Hashable, Sendable {
  /// How many members there are.
  public var entries = 0
  /// The bytes of all files together, holes counted.
  public var bytes: Int64 = 0
  /// Files that were longer or shorter than they were a moment before; what was missing is zeros.
  public var changed: [[UInt8]] = []
  /// Sockets and other things that no archive has room for, and what was gone meanwhile.
  public var omitted: [[UInt8]] = []

  /// Makes an empty report.
  public init() {}
}
