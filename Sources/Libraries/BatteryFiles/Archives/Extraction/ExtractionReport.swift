/// What an extraction did.
public struct ExtractionReport: Hashable, Sendable {
  /// A member that was left out.
  public struct Omission: Hashable, Sendable {
    /// The bytes of its name.
    public var name: [UInt8]
    /// Why, as the end of a sentence that begins with the name.
    public var reason: String
  }

  /// How many files there are now, links of the hard sort counted.
  public var files = 0
  /// How many directories the archive has.
  public var directories = 0
  /// How many symbolic links there are now.
  public var links = 0
  /// The bytes of all files together, holes counted.
  public var bytes: Int64 = 0
  /// What was refused.
  public var refused: [Omission] = []
  /// What was there already and stayed, as the policy asked.
  public var kept: [[UInt8]] = []

  /// Makes an empty report.
  public init() {}

  /// The report in one line.
  public var summary: String {
    var text = "\(files) files, \(directories) directories, \(links) links, \(bytes) bytes"
    if !kept.isEmpty { text += ", \(kept.count) kept" }
    if !refused.isEmpty { text += ", \(refused.count) refused" }
    return text
  }
}
