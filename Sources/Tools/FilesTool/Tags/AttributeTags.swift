import BatteryFiles
import BatteryJobs
import SystemPackage

/// Tags in the extended attribute `user.xdg.tags`, where other programs see them: a list with
/// commas between them.
struct AttributeTags {
  private static let name = "user.xdg.tags"

  private let connection: CatalogConnection
  private let cancellation: BlockingWork.Cancellation

  init(_ connection: CatalogConnection, _ cancellation: BlockingWork.Cancellation) {
    self.connection = connection
    self.cancellation = cancellation
  }

  /// Reads the attributes of all files below a directory into the catalog.
  func read(below root: Int64) throws {
    var pending = [root]
    var paths = EntryPaths(connection)
    while let directory = pending.popLast() {
      try cancellation.check()
      var files: [(id: Int64, name: [UInt8])] = []
      let statement = try connection.statement(
        "SELECT id, name, category FROM entries WHERE parent = ?"
      )
      statement.bind(directory)
      while try statement.step() {
        let category = FileCategory(number: statement.integer(2))
        if category == .directory {
          // Each entry is in one directory, so that a circle that is entered has the root in it.
          guard statement.integer(0) != root else {
            statement.reset()
            throw connection.damaged("the directory of entry \(root) lies within itself")
          }
          pending.append(statement.integer(0))
        }
        if category.isFile { files.append((statement.integer(0), statement.bytes(1))) }
      }
      for file in files {
        let path = FilePath(bytes: try paths.path(file.name, in: directory))
        // One that cannot be read keeps the tags that are known.
        guard let tags = try? Self.tags(of: path) else { continue }
        try replace(tags, of: file.id)
      }
    }
  }

  /// Writes tags to a file.
  static func write(_ tags: [String], to path: FilePath) throws(FileError) {
    let file = try open(path)
    defer { try? file.close() }
    let text = tags.joined(separator: ",")
    try ExtendedAttributes.set(name, to: Array(text.utf8), of: file, path: path)
  }

  private static func tags(of path: FilePath) throws(FileError) -> [String] {
    let file = try open(path)
    defer { try? file.close() }
    guard let value = try ExtendedAttributes.value(name, of: file, path: path) else { return [] }
    return String(decoding: value, as: UTF8.self).split(separator: ",")
      .map { $0.drop(while: \.isWhitespace) }
      .map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }
      .filter { (try? Catalog.check(tag: $0)) != nil }
  }

  private static func open(_ path: FilePath) throws(FileError) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .nonBlocking, .closeOnExec]
      )
    } catch {
      throw FileError(path: path, operation: "open", cause: error as? Errno)
    }
  }

  private func replace(_ tags: [String], of entry: Int64) throws {
    let source = TagSource.attribute.rawValue
    let removing = try connection.statement("DELETE FROM tagged WHERE entry = ? AND source = ?")
    removing.bind(entry)
    removing.bind(source)
    try removing.run()
    for tag in tags {
      let making = try connection.statement("INSERT OR IGNORE INTO tags(name) VALUES(?)")
      making.bind(tag)
      try making.run()
      let adding = try connection.statement(
        "INSERT OR IGNORE INTO tagged(entry, tag, source) SELECT ?, id, ? FROM tags WHERE name = ?"
      )
      adding.bind(entry)
      adding.bind(source)
      adding.bind(tag)
      try adding.run()
    }
  }
}
