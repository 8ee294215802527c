public import SystemPackage

/// A member of an archive: its name and what is known of it, without its content.
public struct ArchiveEntry: Hashable, Sendable {
  /// The sort of a member.
  public enum Kind: Hashable, Sendable {
    /// An ordinary file.
    case file
    /// A directory.
    case directory
    /// A symbolic link.
    case symbolicLink
    /// Another name of a member that came before.
    case hardLink
    /// A device that is read and written by characters.
    case characterDevice
    /// A device that is read and written by blocks.
    case blockDevice
    /// A pipe with a name.
    case pipe
    /// Something that the format has a letter for, and nothing else has.
    case other(UInt8)
  }

  /// An extended attribute.
  public struct Attribute: Hashable, Sendable {
    /// The bytes of the name, with its class: `user.comment`.
    public var name: [UInt8]
    /// The value.
    public var value: [UInt8]

    /// Makes an attribute.
    public init(name: [UInt8], value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  /// The bytes of the name, as the archive has them; without a slash at the end of a directory's.
  public var name: [UInt8]

  /// The sort.
  public var kind: Kind

  /// The length of the content in bytes, holes counted.
  public var size: Int64 = 0

  /// The bytes of what a link leads to.
  public var link: [UInt8] = []

  /// The mode, with the set-user, set-group and sticky bits.
  public var permissions: FilePermissions

  /// When the content was last changed, in nanoseconds since 1970.
  public var modified: Int64 = 0

  /// When the file was last read, in nanoseconds since 1970, where the archive says it.
  public var accessed: Int64?

  /// When the file or its attributes were last changed, in nanoseconds since 1970, where the
  /// archive says it.
  public var changed: Int64?

  /// The number of the user whose it is, where the archive says it.
  public var owner: UInt32?

  /// The number of the group whose it is, where the archive says it.
  public var group: UInt32?

  /// The name of the user; empty when not known.
  public var ownerName: [UInt8] = []

  /// The name of the group; empty when not known.
  public var groupName: [UInt8] = []

  /// The two numbers of a device.
  public var device: (major: UInt32, minor: UInt32) {
    get { (deviceMajor, deviceMinor) }
    set { (deviceMajor, deviceMinor) = newValue }
  }

  /// The extended attributes.
  public var attributes: [Attribute] = []

  /// The bytes of what somebody wrote about the member.
  public var comment: [UInt8] = []

  /// Whether the content can be had only with a password.
  public var isEncrypted = false

  private var deviceMajor: UInt32 = 0
  private var deviceMinor: UInt32 = 0

  /// Makes a member.
  ///
  /// - Parameters:
  ///   - name: The bytes of the name, with slashes between its parts.
  ///   - kind: The sort.
  ///   - size: The length of the content in bytes.
  ///   - permissions: The mode; what is usual for the sort unless given.
  ///   - modified: When the content was last changed, in nanoseconds since 1970.
  public init(
    name: [UInt8],
    kind: Kind = .file,
    size: Int64 = 0,
    permissions: FilePermissions? = nil,
    modified: Int64 = 0
  ) {
    self.name = name
    self.kind = kind
    self.size = size
    self.permissions = permissions ?? FilePermissions(rawValue: kind == .directory ? 0o755 : 0o644)
    self.modified = modified
  }

  /// Makes a member of a name that is text.
  public init(_ name: String, kind: Kind = .file, size: Int64 = 0, modified: Int64 = 0) {
    self.init(name: Array(name.utf8), kind: kind, size: size, modified: modified)
  }

  /// The name as a path, which ends at a zero byte if there is one.
  public var path: FilePath { FilePath(archiveBytes: name) }
}

extension FilePath {
  init(archiveBytes bytes: [UInt8]) {
    self = (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }
}
