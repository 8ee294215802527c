/// How much of an archive that nobody vouches for is taken before it is refused.
public struct ArchiveLimits: Hashable, Sendable {
  /// The most members.
  public var entries: Int

  /// The most bytes of one member's names, attributes and map of holes together.
  public var headerSize: Int

  /// The most bytes that all members have together, holes counted.
  public var totalSize: Int64

  /// How many times longer than what was read of the archive its members may be.
  public var ratio: Int64

  /// The bytes that members may have together before ``ratio`` counts.
  public var ratioFloor: Int64

  /// The most directories that one name may go down.
  public var depth: Int

  /// Sets limits; those that are not given are wide enough for what people pack.
  ///
  /// Deflate by itself makes a thousand bytes of one at most, which only a file of one value
  /// reaches; archives of real trees stay below fifty.
  public init(
    entries: Int = 5_000_000,
    headerSize: Int = 1 << 20,
    totalSize: Int64 = 1 << 40,
    ratio: Int64 = 200,
    ratioFloor: Int64 = 64 << 20,
    depth: Int = 1_000
  ) {
    self.entries = entries
    self.headerSize = headerSize
    self.totalSize = totalSize
    self.ratio = ratio
    self.ratioFloor = ratioFloor
    self.depth = depth
  }
}
