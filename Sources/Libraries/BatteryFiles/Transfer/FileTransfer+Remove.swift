public import SystemPackage

extension FileTransfer {
  /// Removes a file, a link itself, or a directory with all that is in it.
  ///
  /// - Returns: What was removed, and with ``Failures/collect`` what could not be.
  /// - Throws: ``FileError``, or `CancellationError`; what was removed until then is gone.
  @discardableResult
  public func remove(_ path: FilePath) throws -> TransferReport {
    let (parent, name) = try Self.place(path, "remove")
    return try remove(name, in: parent, path: path)
  }

  func remove(
    _ name: EntryName,
    in parent: OpenDirectory,
    path: FilePath,
    condition: TreeRemoval.Condition? = nil
  ) throws -> TransferReport {
    let monitor = TransferMonitor(self)
    TreeRemoval(self, monitor, path: path, condition: condition).remove(name, in: parent)
    return try monitor.finish()
  }

  /// The directory that holds the last name of a path, and the name.
  static func place(
    _ path: FilePath,
    _ operation: String
  ) throws(FileError) -> (parent: OpenDirectory, name: EntryName) {
    guard let name = path.lastComponent, name.kind == .regular else {
      throw FileError(
        path: path,
        operation: operation,
        cause: .invalidArgument,
        remedy: "Give a path that ends in a name."
      )
    }
    return (try OpenDirectory(path.removingLastComponent()), EntryName(name))
  }
}

extension RootedDirectory {
  /// Removes a file, a link itself, or a directory with all that is in it.
  ///
  /// - Parameters:
  ///   - path: What to remove.
  ///   - isMissingFine: Whether it is no failure when there is nothing.
  /// - Returns: What was removed.
  /// - Throws: ``FileError`` when something cannot be removed, or the path leads out.
  @discardableResult
  public func removeTree(
    _ path: FilePath,
    missingIsFine isMissingFine: Bool = false
  ) throws -> TransferReport {
    let (parent, name) = try place(path, "remove")
    if parent.status(name) == nil, isMissingFine { return TransferReport() }
    return try FileTransfer().remove(name, in: parent, path: self.path.pushing(path))
  }
}
