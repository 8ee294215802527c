import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the directories of a plan's paths beneath a root, without links on the way.
///
/// Steps go through a tree in its order, so that the way from one to the next is short.
final class DirectoryCursor {
  let root: OpenDirectory
  let path: FilePath

  private let pool = DirectoryPool()
  private var way: [TreeNode]

  init(_ path: FilePath) throws(FileError) {
    self.path = path
    root = try OpenDirectory(path)
    way = [TreeNode(root: root)]
  }

  /// The open directory that holds the last name of a path, and that name.
  func place(
    _ relative: FilePath?,
    _ operation: String
  ) throws(FileError) -> (directory: OpenDirectory, name: EntryName, path: FilePath) {
    guard let relative, relative.root == nil, let last = relative.lastComponent,
      relative.components.allSatisfy({ $0.kind == .regular })
    else {
      throw FileError(
        path: relative ?? FilePath(),
        operation: operation,
        cause: .invalidArgument,
        remedy: "A step's path is relative and has no `..` in it."
      )
    }
    let names = relative.components.dropLast().map { EntryName($0) }
    let full = path.pushing(relative)
    // A directory that was exchanged since it was last opened is looked up afresh, once.
    for _ in 0..<2 {
      var common = 0
      while common < names.count, common + 1 < way.count, way[common + 1].name == names[common] {
        common += 1
      }
      for node in way[(common + 1)...] { pool.close(node) }
      way.removeLast(way.count - common - 1)
      for name in names[common...] { way.append(TreeNode(name, in: way[way.count - 1])) }
      if let directory = pool.directory(way[way.count - 1]) {
        return (directory, EntryName(last), full)
      }
      guard errno == ESTALE else { break }
      way = [TreeNode(root: root)]
    }
    let error = FileError.system(full, operation)
    way = [TreeNode(root: root)]
    throw error
  }
}
