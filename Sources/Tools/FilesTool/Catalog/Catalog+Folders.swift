import BatteryFiles
import BatteryJobs
public import Foundation
public import SystemPackage

extension Catalog {
  /// A folder of the catalog.
  public struct Folder: Sendable {
    /// The absolute path.
    public var path: FilePath
    /// How it is indexed.
    public var options: FolderOptions
    /// When it was last looked through; `nil` when it never was to the end.
    public var indexed: Date?

    let id: Int64
    let entry: Int64
  }

  /// The folders, in the order of their paths.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func folders() throws -> [Folder] {
    let statement = try connection.statement(
      "SELECT id, path, entry, options, indexed FROM folders ORDER BY path"
    )
    var folders: [Folder] = []
    while try statement.step() {
      folders.append(
        Folder(
          path: FilePath(bytes: statement.bytes(1)),
          options: FolderOptions(stored: statement.text(3)),
          indexed: statement.isNull(4) ? nil : Date(milliseconds: statement.integer(4)),
          id: statement.integer(0),
          entry: statement.integer(2)
        )
      )
    }
    return folders
  }

  /// How many files and other entries there are.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func entryCount() throws -> Int {
    Int(try connection.integer("SELECT count(*) FROM entries"))
  }

  /// The folder in which a path is, or that it is.
  func folder(of path: FilePath) throws -> Folder? {
    try folders().first { path.starts(with: $0.path) }
  }

  /// The entry at an absolute path; `nil` when the catalog has none.
  func entry(at path: FilePath) throws -> Int64? {
    guard let folder = try folder(of: path) else { return nil }
    var entry = folder.entry
    for name in path.components.dropFirst(folder.path.components.count) {
      guard let next = try child(of: entry, named: name.bytes) else { return nil }
      entry = next
    }
    return entry
  }

  private func child(of parent: Int64, named name: [UInt8]) throws -> Int64? {
    let statement = try connection.statement(
      "SELECT id FROM entries WHERE parent = ? AND name = ?"
    )
    statement.bind(parent)
    statement.bind(name)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }

  /// Takes a folder into the catalog, or changes how it is indexed.
  func add(folder path: FilePath, _ options: FolderOptions) throws -> Folder {
    let text = try options.storedText()
    if let known = try folders().first(where: { $0.path == path }) {
      let statement = try connection.statement("UPDATE folders SET options = ? WHERE id = ?")
      statement.bind(text)
      statement.bind(known.id)
      try statement.run()
      return Folder(
        path: path,
        options: options,
        indexed: known.indexed,
        id: known.id,
        entry: known.entry
      )
    }
    let entry = try EntryWriter(connection).insert(
      .init(category: .directory, size: 0, modified: 0, inode: 0, device: 0),
      name: path.bytes,
      in: 0,
      isSearched: false
    )
    let statement = try connection.statement(
      "INSERT INTO folders(path, entry, options) VALUES(?, ?, ?)"
    )
    statement.bind(path.bytes)
    statement.bind(entry)
    statement.bind(text)
    try statement.run()
    return Folder(path: path, options: options, indexed: nil, id: connection.lastID, entry: entry)
  }

  func setIndexed(_ folder: Folder, _ time: Date) throws {
    let statement = try connection.statement("UPDATE folders SET indexed = ? WHERE id = ?")
    statement.bind(time.milliseconds)
    statement.bind(folder.id)
    try statement.run()
  }

  /// Takes a folder out of the catalog; its files stay where they are.
  ///
  /// Tags by hand are remembered by the content of the files, and come back when a folder with them
  /// is indexed.
  ///
  /// - Parameter path: The absolute path.
  /// - Returns: Whether the catalog had it.
  /// - Throws: ``JobError`` when the catalog cannot be changed.
  public func forget(folder path: FilePath) throws -> Bool {
    guard let folder = try folders().first(where: { $0.path == path }) else { return false }
    try connection.transaction { try remove(folder) }
    return true
  }

  func remove(_ folder: Folder) throws {
    _ = try EntryWriter(connection).remove(folder.entry)
    let statement = try connection.statement("DELETE FROM folders WHERE id = ?")
    statement.bind(folder.id)
    try statement.run()
  }
}

extension Date {
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
