import BatteryFiles
public import SystemPackage

extension Catalog {
  /// Finds an entry by its number.
  ///
  /// - Returns: `nil` when the catalog has none; of a folder the path is its name.
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func file(_ id: Int64) throws -> FoundFile? {
    let statement = try connection.statement(
      "SELECT id, parent, name, category, size, modified FROM entries WHERE id = ?"
    )
    statement.bind(id)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    var paths = EntryPaths(connection)
    return try file(statement, &paths)
  }

  /// Finds an entry by its absolute path.
  ///
  /// - Returns: `nil` when the catalog has none.
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func file(at path: FilePath) throws -> FoundFile? {
    try entry(at: path).flatMap { try file($0) }
  }

  /// The directories above an entry, the folder first.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func parents(of id: Int64) throws -> [FoundFile] {
    var parents: [FoundFile] = []
    var next = try file(id)?.parent ?? 0
    // The path of the entry was found, so that these lead to the top unless somebody writes.
    var seen: Set<Int64> = []
    while next != 0, seen.insert(next).inserted, let parent = try file(next) {
      parents.append(parent)
      next = parent.parent
    }
    return parents.reversed()
  }

  /// Some of what is in a directory: directories first, by the bytes of their names.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func list(_ id: Int64, from first: Int, limit: Int) throws -> [FoundFile] {
    let statement = try connection.statement(
      """
      SELECT id, parent, name, category, size, modified FROM entries WHERE parent = ?
      ORDER BY category <> \(FileCategory.directory.number), name LIMIT ? OFFSET ?
      """
    )
    statement.bind(id)
    statement.bind(limit)
    statement.bind(first)
    defer { statement.reset() }
    var paths = EntryPaths(connection)
    var files: [FoundFile] = []
    while try statement.step() { files.append(try file(statement, &paths)) }
    for index in files.indices { files[index].tags = try tags(ofEntry: files[index].id) }
    return files
  }

  /// Opens a file if it is still an ordinary one, beneath its folder and without following a link.
  ///
  /// - Parameter id: The number of the entry.
  /// - Returns: The file, which the caller closes; `nil` when it is not there or no ordinary file.
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func open(_ id: Int64) throws -> FileDescriptor? {
    guard let file = try file(id), file.kind.isFile, file.parent != 0,
      let folder = try folder(of: file.path)
    else { return nil }
    let below = file.path.components.dropFirst(folder.path.components.count)
    guard let root = try? RootedDirectory(folder.path),
      let descriptor = try? root.open(
        FilePath(root: nil, below),
        options: [.noFollow, .nonBlocking]
      )
    else { return nil }
    guard (try? FileStatus(of: descriptor))?.kind == .file else {
      try? descriptor.close()
      return nil
    }
    return descriptor
  }

  private func file(_ row: CatalogStatement, _ paths: inout EntryPaths) throws -> FoundFile {
    let parent = row.integer(1)
    return FoundFile(
      pathBytes: try paths.path(row.bytes(2), in: parent),
      kind: FileCategory(number: row.integer(3)),
      size: row.integer(4),
      modified: row.integer(5),
      tags: [],
      id: row.integer(0),
      parent: parent
    )
  }
}
