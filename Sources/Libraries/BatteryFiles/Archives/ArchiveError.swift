/// What is wrong with an archive, or why a member of it is not taken.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of failure it is; more may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name of the sort.
    public var rawValue: String

    /// Makes a code of its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The bytes are not what the format asks for, or end too early.
    public static let damaged = Code(rawValue: "damaged")
    /// The format allows it, but it cannot be read or written here.
    public static let unsupported = Code(rawValue: "unsupported")
    /// A limit is passed, as by an archive that is made to fill the disk.
    public static let limit = Code(rawValue: "limit")
    /// A member that would change something that is not its own.
    public static let refused = Code(rawValue: "refused")
    /// The file system would not have it.
    public static let fileSystem = Code(rawValue: "file-system")
  }

  /// The sort.
  public var code: Code

  /// What messages call the archive.
  public var archive: String

  /// The bytes of the member's name; empty when the whole archive is meant.
  public var member: [UInt8]

  /// What is wrong and what to do, in sentences without an end of line.
  public var problem: String

  /// Describes a failure.
  public init(_ code: Code, archive: String, member: [UInt8] = [], _ problem: String) {
    self.code = code
    self.archive = archive
    self.member = member
    self.problem = problem
  }

  /// The failure in one line.
  public var description: String {
    let name = member.isEmpty ? "" : " \"\(Self.printable(member))\":"
    return "\(archive):\(name) \(problem)"
  }

  /// Text for a name: what is not printable, or no UTF-8, is written as `\xNN`.
  static func printable(_ bytes: [UInt8]) -> String {
    let isControl = { (byte: UInt8) in byte < 0x20 || byte == 0x7F }
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(where: isControl) {
      return text
    }
    var text = ""
    for byte in bytes {
      if byte >= 0x80 || isControl(byte) {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      } else {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return text
  }
}
