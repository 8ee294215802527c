import SystemPackage

/// Where the bytes go that are written to a path: links are followed, also to what is not there yet.
struct FilePlace {
  /// The path behind all links.
  let path: FilePath
  /// What is there.
  let identity: FileIdentity?
  /// Whether what is there is written to as it is, since it is no file that another could replace.
  let isWrittenThrough: Bool

  private static let mostLinks = 40

  init(_ path: FilePath) {
    var target = path
    for _ in 0..<Self.mostLinks {
      guard let next = FileIdentity.link(target) else { break }
      target =
        next.isAbsolute ? next : target.removingLastComponent().pushing(next)
    }
    let identity = FileIdentity(path)
    // A link such as /dev/stdout may lead to what has no path any more.
    let isReached = FileIdentity(target) == identity
    self.identity = identity
    self.path = isReached ? target : path
    isWrittenThrough = identity.map { !$0.isReplaceable || !isReached } ?? false
  }

  /// Whether what is written to both is in one file: one of them would be lost.
  func isSame(as other: FilePlace) -> Bool {
    if let identity, let theirs = other.identity {
      return identity == theirs && !identity.isEndless
    }
    guard identity == nil, other.identity == nil else { return false }
    guard let folder = FileIdentity(directory) else { return path == other.path }
    return path.lastComponent == other.path.lastComponent
      && folder == FileIdentity(other.directory)
  }

  private var directory: FilePath {
    let directory = path.removingLastComponent()
    return directory.isEmpty ? FilePath(".") : directory
  }
}
