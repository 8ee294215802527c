public import SystemPackage

/// What kept a file from being read in chunks.
public struct FileChunkError: Error, Hashable, CustomStringConvertible {
  /// The file.
  public var path: FilePath

  /// The place in the file, in bytes, where it was not opening it that failed.
  public var offset: Int64?

  /// What went wrong and what to do.
  public var message: String

  init(_ path: FilePath, offset: Int64? = nil, _ message: String) {
    self.path = path
    self.offset = offset
    self.message = message
  }

  /// A line that says where, what and what to do.
  public var description: String {
    "\(path):\(offset.map { " byte \($0):" } ?? "") \(message)"
  }
}
