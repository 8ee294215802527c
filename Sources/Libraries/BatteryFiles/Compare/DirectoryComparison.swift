public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What two directories have in common and what not, as Python's `filecmp.dircmp` tells it.
///
/// Names are compared as bytes, and listed in their order.
public struct DirectoryComparison: Hashable, Sendable {
  /// The directory below both roots that was compared; empty for the roots themselves.
  public var path: FilePath

  /// Names in the left directory alone.
  public var leftOnly: [FilePath.Component] = []

  /// Names in the right directory alone.
  public var rightOnly: [FilePath.Component] = []

  /// Directories in both.
  public var commonDirectories: [FilePath.Component] = []

  /// Files in both with the same content, and links with the same text.
  public var same: [FilePath.Component] = []

  /// Files in both with different content, and links with different text.
  public var differing: [FilePath.Component] = []

  /// What is of different sorts, or neither file, directory nor link, or could not be read.
  public var funny: [FilePath.Component] = []

  /// Whether nothing differs here.
  public var isSame: Bool {
    leftOnly.isEmpty && rightOnly.isEmpty && differing.isEmpty && funny.isEmpty
  }

  /// Compares two directories and all directories that are in both, without following links.
  ///
  /// - Parameters:
  ///   - left: One directory.
  ///   - right: The other.
  ///   - depth: How closely files are looked at.
  ///   - isRecursive: Whether directories in both are compared as well.
  ///   - ignoring: Names that are left out.
  /// - Returns: A comparison for each pair of directories, the roots' first.
  /// - Throws: ``FileError`` when a root cannot be read.
  public static func compare(
    _ left: FilePath,
    _ right: FilePath,
    _ depth: FileComparison.Depth = .shallow,
    recursively isRecursive: Bool = true,
    ignoring: Set<FilePath.Component> = []
  ) throws(FileError) -> [DirectoryComparison] {
    let lefts = DirectoryPool()
    let rights = DirectoryPool()
    var pending = [
      (TreeNode(root: try OpenDirectory(left)), TreeNode(root: try OpenDirectory(right)))
    ]
    var all: [DirectoryComparison] = []
    let ignored = Set(ignoring.map { EntryName($0) })
    while let (one, other) = pending.popLast() {
      let path = one.path
      guard let here = lefts.directory(one), let listing = NameListing(here) else {
        throw FileError.system(left.pushing(path), "read the directory")
      }
      guard let there = rights.directory(other), let others = NameListing(there) else {
        throw FileError.system(right.pushing(path), "read the directory")
      }
      var comparison = DirectoryComparison(path: path)
      let pair = Pair(left: here, right: there, depth: depth, paths: (left, right))
      let names = Set(others.items.map(\.name)).subtracting(ignored)
      var seen: Set<EntryName> = []
      var below: [(TreeNode, TreeNode)] = []
      for item in sorted(listing) where !ignored.contains(item) {
        guard let name = item.component else { continue }
        guard names.contains(item) else {
          comparison.leftOnly.append(name)
          continue
        }
        seen.insert(item)
        switch pair.compare(item) {
        case .directories:
          comparison.commonDirectories.append(name)
          below.append((TreeNode(item, in: one), TreeNode(item, in: other)))
        case .same: comparison.same.append(name)
        case .differing: comparison.differing.append(name)
        case .funny: comparison.funny.append(name)
        }
      }
      let onlyRight = names.subtracting(seen)
      comparison.rightOnly = sorted(others)
        .filter { onlyRight.contains($0) }
        .compactMap(\.component)
      all.append(comparison)
      if isRecursive { pending += below.reversed() }
    }
    return all
  }

  private static func sorted(_ listing: NameListing) -> [EntryName] {
    listing.items.map(\.name).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Two open directories in which a name is compared.
  private struct Pair {
    enum Outcome {
      case directories
      case same
      case differing
      case funny
    }

    var left: OpenDirectory
    var right: OpenDirectory
    var depth: FileComparison.Depth
    var paths: (FilePath, FilePath)

    func compare(_ name: EntryName) -> Outcome {
      guard let one = left.status(name), let other = right.status(name), one.kind == other.kind
      else { return .funny }
      switch one.kind {
      case .directory: return .directories
      case .symbolicLink:
        guard let text = left.destination(name), let otherText = right.destination(name) else {
          return .funny
        }
        return text == otherText ? .same : .differing
      case .file:
        if one.size != other.size { return .differing }
        return compareFiles(name)
      default: return .funny
      }
    }

    private func compareFiles(_ name: EntryName) -> Outcome {
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let one = openat(left.descriptor, name.characters, flags)
      guard one >= 0 else { return .funny }
      defer { close(one) }
      let other = openat(right.descriptor, name.characters, flags)
      guard other >= 0 else { return .funny }
      defer { close(other) }
      guard let isSame = try? FileComparison.areEqual(one, other, depth, paths.0, paths.1) else {
        return .funny
      }
      return isSame ? .same : .differing
    }
  }
}
