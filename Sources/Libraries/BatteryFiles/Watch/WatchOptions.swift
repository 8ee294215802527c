public import SystemPackage

/// What is watched, and how.
public struct WatchOptions: Sendable {
  /// How a watch learns of changes.
  public enum Method: Hashable, Sendable {
    /// The system says so where it can (inotify on Linux); otherwise by looking every two seconds.
    case automatic
    /// By looking now and then, as for file systems on the network.
    case polling(every: Duration)
  }

  /// How the watch learns of changes.
  public var method: Method

  /// Whether the directories in the directory are watched too.
  public var isRecursive: Bool

  /// How long a file has to be quiet until it is said to be settled; `nil` to say nothing of that.
  public var settling: Duration?

  /// Says of a path, relative to the directory, whether it is watched; a directory that is not is
  /// passed over with all that is in it.
  public var filter: (@Sendable (FilePath) -> Bool)?

  /// Sets what is watched.
  public init(
    method: Method = .automatic,
    isRecursive: Bool = true,
    settling: Duration? = .seconds(1),
    filter: (@Sendable (FilePath) -> Bool)? = nil
  ) {
    self.method = method
    self.isRecursive = isRecursive
    self.settling = settling
    self.filter = filter
  }
}
