public import SystemPackage

/// The steps of a transfer, to be looked at or saved before they are done.
///
/// A plan is made by ``FileTransfer`` and applied by it, step by step and as it stands. Its paths
/// lie beneath two directories, out of which no step leads, whatever a saved plan says.
public struct TransferPlan: Hashable, Sendable {
  /// What a plan does, in a word.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Copies.
    case copy
    /// Moves.
    case move
    /// Makes a directory equal to another.
    case mirror
  }

  /// What it does.
  public var kind: Kind

  /// The directory that holds the source.
  public var sourceDirectory: FilePath

  /// The directory that holds the target.
  public var targetDirectory: FilePath

  /// What the names of unfinished files have in them, so that they are known again.
  public var identifier: String

  /// The steps, in their order.
  public var steps: [TransferStep]

  /// The bytes of the files that are to be copied.
  public var bytes: Int64 {
    steps.reduce(0) { $0 + ($1.action == .copy ? $1.stamp?.size ?? 0 : 0) }
  }
}

extension TransferPlan: Codable {
  private enum Key: String, CodingKey {
    case kind
    case sourceDirectory
    case targetDirectory
    case identifier
    case steps
  }

  /// Reads a plan that was saved.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func path(_ key: Key) throws -> FilePath {
      let text = try values.decode(String.self, forKey: key)
      guard let path = EscapedPath.path(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key,
          in: values,
          debugDescription: "The path \"\(text)\" has a % without two digits behind it."
        )
      }
      return path
    }
    kind = try values.decode(Kind.self, forKey: .kind)
    sourceDirectory = try path(.sourceDirectory)
    targetDirectory = try path(.targetDirectory)
    identifier = try values.decode(String.self, forKey: .identifier)
    steps = try values.decode([TransferStep].self, forKey: .steps)
  }

  /// Writes the plan.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(kind, forKey: .kind)
    try values.encode(EscapedPath.text(sourceDirectory), forKey: .sourceDirectory)
    try values.encode(EscapedPath.text(targetDirectory), forKey: .targetDirectory)
    try values.encode(identifier, forKey: .identifier)
    try values.encode(steps, forKey: .steps)
  }
}
