#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The directories from a root down to the one that was used last, kept open for the next one.
///
/// Each is opened in the one above by its name and never through a link, so that nobody who
/// exchanges names meanwhile can lead the way out.
struct DirectoryTrail {
  private let root: OpenDirectory
  private var names: [EntryName] = []
  private var open: [OpenDirectory?] = []

  private static let mostOpen = 64

  init(_ root: OpenDirectory) {
    self.root = root
  }

  /// Why a directory cannot be had.
  enum Problem: Error {
    /// There is something else at this depth, such as a link.
    case notDirectory(Int)
    /// The system refuses, with this number.
    case system(Int32)
  }

  /// Opens the directory at some names, and makes those that are missing if that is wanted.
  mutating func directory(
    _ wanted: ArraySlice<EntryName>,
    making isMaking: Bool
  ) throws(Problem) -> OpenDirectory {
    var common = 0
    while common < names.count, common < wanted.count,
      names[common] == wanted[wanted.startIndex + common]
    {
      common += 1
    }
    // Go back to where the directory is still open.
    while common > 0, open[common - 1] == nil { common -= 1 }
    names.removeSubrange(common...)
    open.removeSubrange(common...)
    var here = common > 0 ? open[common - 1] ?? root : root
    for name in wanted.dropFirst(common) {
      var next = here.directory(name)
      if next == nil, errno == ENOENT, isMaking {
        guard mkdirat(here.descriptor, name.characters, 0o777) == 0 || errno == EEXIST else {
          throw .system(errno)
        }
        next = here.directory(name)
      }
      guard let next else {
        let cause = errno
        throw cause == ENOTDIR || cause == ELOOP ? .notDirectory(names.count) : .system(cause)
      }
      names.append(name)
      open.append(next)
      if open.count > Self.mostOpen { open[open.count - Self.mostOpen - 1] = nil }
      here = next
    }
    return here
  }

  /// Forgets the directories below a depth, after one of them was replaced.
  mutating func forget() {
    names = []
    open = []
  }
}
