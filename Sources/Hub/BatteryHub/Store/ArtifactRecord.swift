/// A file that a run made and that history keeps.
public struct ArtifactRecord: Hashable, Sendable {
  /// The number of the artifact.
  public var id: Int64
  /// The run that made it.
  public var run: Int64
  /// The name to show and to download it by.
  public var name: String
  /// The path of the file.
  public var path: String
  /// Its size in bytes.
  public var size: Int64
}
