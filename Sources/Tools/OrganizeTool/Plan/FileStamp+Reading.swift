import BatteryFiles
import SystemPackage

extension FileStamp {
  /// Looks at a file beneath a directory.
  ///
  /// - Throws: ``FileError`` when it is no ordinary file, or cannot be read.
  init(_ root: RootedDirectory, _ path: FilePath) throws(FileError) {
    try self.init(root, path, root.attributes(of: path))
  }

  /// Reads the ends of a file beneath a directory that has these attributes.
  ///
  /// - Throws: ``FileError`` when it is no ordinary file, or cannot be read.
  init(
    _ root: RootedDirectory,
    _ path: FilePath,
    _ attributes: FileAttributes
  ) throws(FileError) {
    guard attributes.kind == .file, let name = path.lastComponent else {
      throw FileError(
        path: root.path.pushing(path),
        operation: "use",
        cause: nil,
        remedy: "It is no ordinary file."
      )
    }
    let probe = FileProbe(root)
    let candidate = FileCandidate(
      directory: 0,
      name: name.bytes,
      size: attributes.size,
      modified: attributes.modified,
      created: nil,
      device: attributes.device,
      inode: attributes.inode
    )
    probe.begin(candidate, in: path.removingLastComponent())
    self = try probe.stamp()
  }

  /// Whether attributes are those of this very file, unchanged as far as they say.
  func isOf(_ attributes: FileAttributes) -> Bool {
    attributes.kind == .file && attributes.inode == inode && attributes.device == device
      && attributes.size == size && attributes.modified == modified
  }
}
