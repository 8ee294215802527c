import BatteryFiles
import SystemPackage

// page: begin
struct FolderSorter {
  let root: RootedDirectory
  private(set) var moves: [(from: FilePath, to: FilePath)] = []

  init(_ folder: FilePath) throws { root = try RootedDirectory(folder) }

  mutating func sort(by choose: (FilePath, FileAttributes) throws -> FilePath?) throws {
    for item in try root.list() where item.kind == .file {
      let file = FilePath(root: nil, [item.name])
      guard let folder = try choose(file, root.attributes(of: file)) else { continue }
      try root.makeDirectories(folder)
      moves.append((file, try move(file, into: folder)))
    }
  }

  mutating func undo() throws {
    while let (from, to) = moves.last {
      try root.rename(to, to: from)
      moves.removeLast()
    }
  }

  private func move(_ file: FilePath, into folder: FilePath) throws -> FilePath {
    var (target, number) = (folder.pushing(file), 1)
    while true {
      do throws(FileError) {
        try root.rename(file, to: target)
        return target
      } catch {
        guard error.cause == .fileExists, let stem = file.stemName else { throw error }
        number += 1
        let free = FilePath.Component(bytes: stem.bytes + Array("_\(number)".utf8))
        target = try folder.pushing(file).with(stem: free ?? stem)
      }
    }
  }
}
// page: end
