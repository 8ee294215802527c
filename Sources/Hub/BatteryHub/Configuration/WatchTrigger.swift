public import BatteryFiles
public import BatteryJobs
public import SystemPackage

/// A job that the arrival of files starts.
public struct WatchTrigger: Hashable, Sendable {
  /// The folders, absolute.
  public var folders: [FilePath]

  /// Which files count; one that has no `/` is about a file's name, in whatever folder it is.
  public var match: [Glob]

  /// How long a file has to be left alone, by whoever writes it, until it has arrived.
  public var quiet: TimeSpan

  /// Whether the folders in the folders are watched too.
  public var isRecursive: Bool

  /// How often to look, where the system does not tell of changes; `nil` to let it tell.
  public var polling: TimeSpan?

  /// Describes a trigger; without a pattern each file counts that is neither hidden nor partial.
  public init(
    folders: [FilePath],
    match: [Glob] = [],
    quiet: TimeSpan = Self.standardQuiet,
    isRecursive: Bool = false,
    polling: TimeSpan? = nil
  ) {
    self.folders = folders
    self.match = match
    self.quiet = quiet
    self.isRecursive = isRecursive
    self.polling = polling
  }

  /// How long a file has to be left alone unless the configuration says otherwise.
  public static let standardQuiet = TimeSpan(milliseconds: 500)

  /// The endings of what browsers and other programs call a file until it is whole.
  static let partialSuffixes = [
    ".crdownload", ".download", ".part", ".partial", ".swp", ".tmp", "~",
  ]

  /// Whether a file counts, by its path relative to the folder.
  func accepts(_ path: FilePath) -> Bool {
    guard let name = path.lastComponent else { return false }
    if match.isEmpty {
      let text = name.string
      return !text.hasPrefix(".") && !Self.partialSuffixes.contains { text.hasSuffix($0) }
    }
    let alone = FilePath(root: nil, [name])
    return match.contains { $0.matches($0.pattern.contains("/") ? path : alone) }
  }
}
