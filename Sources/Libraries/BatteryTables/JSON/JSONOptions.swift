/// How strictly and how deeply JSON is read.
public struct JSONOptions: Hashable, Sendable {
  /// What happens to an object that has a key twice.
  public enum DuplicateKeys: Hashable, Sendable {
    /// The text is refused.
    case refuse
    /// All are kept, in their order; ``JSONObject`` finds the last one by its key.
    case keep
  }

  /// The most that arrays and objects may be deep in each other; from 1 to 10,000.
  public var depthLimit: Int
  /// What happens to an object that has a key twice.
  public var duplicateKeys: DuplicateKeys
  /// The most bytes that a text or number may have when JSON is read in pieces.
  public var tokenLimit: Int

  /// Chooses options.
  ///
  /// A limit beyond those given is taken as the nearest one: what is 10,000 deep is still freed,
  /// compared and written without exhausting the stack of a thread.
  public init(
    depthLimit: Int = 512,
    duplicateKeys: DuplicateKeys = .refuse,
    tokenLimit: Int = 64 << 20
  ) {
    self.depthLimit = min(max(depthLimit, 1), 10_000)
    self.duplicateKeys = duplicateKeys
    self.tokenLimit = max(tokenLimit, 1)
  }
}
