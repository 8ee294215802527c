public import SystemPackage

/// One step of a ``TransferPlan``; paths are relative to the plan's two directories.
public struct TransferStep: Hashable, Sendable {
  /// What is done.
  public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    /// Makes a directory at the target.
    case makeDirectory
    /// Copies what is at the source, no directory, to the target.
    case copy
    /// Gives the copy that the step ``TransferStep/after`` made a second name; its source is where
    /// that copy was to be, in the target's directory. Without the copy the file is copied anew.
    case link
    /// Gives a directory the mode, owner and times of its source, when all is in it.
    case finishDirectory
    /// Gives what was made beside the target, at the source, its final name.
    case publish
    /// Renames the source to the target, on one file system.
    case rename
    /// Removes a file at the source that was copied.
    case remove
    /// Removes an empty directory at the source.
    case removeDirectory
    /// Removes what is in the way, or too much, at the target, a directory with all that is in it.
    case removeTarget
  }

  /// What a file was when the plan was made: a step leaves one alone that is not that any more.
  public struct Stamp: Hashable, Sendable, Codable {
    /// The sort.
    public var kind: FileAttributes.Kind

    /// The length in bytes.
    public var size: Int64

    /// When it was last changed, in nanoseconds since 1970.
    public var modified: Int64

    /// The number of the file.
    public var inode: UInt64

    /// The number of the file system.
    public var device: UInt64

    init(_ status: NodeStatus) {
      kind = status.kind
      size = status.isDirectory ? 0 : status.size
      modified = status.isDirectory ? 0 : status.modified
      inode = status.identity.inode
      device = status.identity.device
    }

    init(kind: FileAttributes.Kind, size: Int64, modified: Int64, inode: UInt64, device: UInt64) {
      self.kind = kind
      self.size = size
      self.modified = modified
      self.inode = inode
      self.device = device
    }
  }

  /// What is done.
  public var action: Action

  /// What it is done to, relative to the directory of the source.
  public var source: FilePath?

  /// Where it leads, relative to the directory of the target.
  public var target: FilePath?

  /// What the source has to be.
  public var stamp: Stamp?

  /// The number of the step that has to be done before, counted from 0; of a link always the one
  /// that copies its file.
  public var after: Int?

  /// Describes a step.
  public init(
    action: Action,
    source: FilePath? = nil,
    target: FilePath? = nil,
    stamp: Stamp? = nil,
    after: Int? = nil
  ) {
    self.action = action
    self.source = source
    self.target = target
    self.stamp = stamp
    self.after = after
  }
}

extension TransferStep: Codable {
  private enum Key: String, CodingKey {
    case action
    case source
    case target
    case stamp
    case after
  }

  /// Reads a step, whose paths are escaped text.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func path(_ key: Key) throws -> FilePath? {
      guard let text = try values.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let path = EscapedPath.path(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key,
          in: values,
          debugDescription: "The path \"\(text)\" has a % without two digits behind it."
        )
      }
      return path
    }
    action = try values.decode(Action.self, forKey: .action)
    source = try path(.source)
    target = try path(.target)
    stamp = try values.decodeIfPresent(Stamp.self, forKey: .stamp)
    after = try values.decodeIfPresent(Int.self, forKey: .after)
  }

  /// Writes the step, with paths as text in which `%` escapes what is no text.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(action, forKey: .action)
    try values.encodeIfPresent(source.map(EscapedPath.text), forKey: .source)
    try values.encodeIfPresent(target.map(EscapedPath.text), forKey: .target)
    try values.encodeIfPresent(stamp, forKey: .stamp)
    try values.encodeIfPresent(after, forKey: .after)
  }
}
