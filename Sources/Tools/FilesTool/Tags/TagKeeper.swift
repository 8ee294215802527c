import BatteryFiles
import BatteryJobs
import SystemPackage

/// Gives the tags of files that went to the same files where they are now.
///
/// A file is the same when its number and times are, as after a move within a file system, or when
/// size and SHA-256 of its content are. Files are read only where their size is that of one that
/// went, and once.
struct TagKeeper {
  private struct Lost {
    var id: Int64
    var facts: EntryFacts
    var content: [UInt8]?
  }

  private struct Candidate {
    var id: Int64
    var parent: Int64
    var name: [UInt8]
    var facts: EntryFacts
    var content: [UInt8]?
  }

  private let connection: CatalogConnection
  private let cancellation: BlockingWork.Cancellation
  private var paths: EntryPaths
  private(set) var counts = IndexCounts()

  init(_ connection: CatalogConnection, _ cancellation: BlockingWork.Cancellation) {
    self.connection = connection
    self.cancellation = cancellation
    paths = EntryPaths(connection)
  }

  /// Does it, within a transaction, once the entries are up to date; `newest` is the largest number
  /// of an entry before the folder was looked through.
  mutating func run(after newest: Int64) throws {
    try identifyTagged()
    let lost = try self.lost()
    guard !lost.isEmpty else { return }
    let candidates = try self.candidates(lost)
    for one in lost {
      try cancellation.check()
      guard let found = try match(one, candidates, newest) else { continue }
      try attach(one.id, to: found)
      counts.retagged += 1
    }
    // A directory has no content by which it could be known later, and numbers are used again.
    try connection.execute(
      """
      DELETE FROM lost_tags WHERE lost IN
        (SELECT id FROM lost WHERE category = \(FileCategory.directory.number));
      DELETE FROM lost WHERE category = \(FileCategory.directory.number)
      """
    )
  }

  /// Reads tagged files whose content is not known yet, so that they can be found again.
  private mutating func identifyTagged() throws {
    let statement = try connection.statement(
      """
      SELECT id, parent, name, category, size, modified, inode, device FROM entries
      WHERE content IS NULL AND size > 0 AND id IN (SELECT entry FROM tagged WHERE source <> 1)
      """
    )
    var files: [Candidate] = []
    while try statement.step() {
      let facts = EntryWriter.facts(statement, 3)
      guard facts.category.isFile else { continue }
      files.append(
        Candidate(
          id: statement.integer(0),
          parent: statement.integer(1),
          name: statement.bytes(2),
          facts: facts
        )
      )
    }
    for file in files { _ = try identify(file) }
  }

  private func lost() throws -> [Lost] {
    let statement = try connection.statement(
      "SELECT id, category, size, modified, inode, device, content FROM lost ORDER BY id"
    )
    var all: [Lost] = []
    while try statement.step() {
      all.append(
        Lost(
          id: statement.integer(0),
          facts: EntryWriter.facts(statement, 1),
          content: statement.isNull(6) ? nil : statement.bytes(6)
        )
      )
    }
    return all
  }

  /// Entries that may be one of those that went, by their sizes; those of directories are 0.
  private func candidates(_ lost: [Lost]) throws -> [Int64: [Candidate]] {
    let sizes = Set(lost.map(\.facts.size))
    let list = sizes.map { "\($0)" }.joined(separator: ",")
    let inodes = Set(lost.map(\.facts.inode)).map { "\($0)" }.joined(separator: ",")
    // Of what is empty there is much, and only its number tells it apart.
    let statement = try CatalogStatement(
      connection,
      """
      SELECT id, parent, name, category, size, modified, inode, device, content FROM entries
      WHERE parent <> 0 AND size IN (\(list)) AND (size > 0 OR inode IN (\(inodes)))
      """
    )
    var found: [Int64: [Candidate]] = [:]
    while try statement.step() {
      let facts = EntryWriter.facts(statement, 3)
      let candidate = Candidate(
        id: statement.integer(0),
        parent: statement.integer(1),
        name: statement.bytes(2),
        facts: facts,
        content: statement.isNull(8) ? nil : statement.bytes(8)
      )
      found[facts.size, default: []].append(candidate)
    }
    return found
  }

  private mutating func match(
    _ lost: Lost,
    _ candidates: [Int64: [Candidate]],
    _ newest: Int64
  ) throws -> Int64? {
    let alike = candidates[lost.facts.size] ?? []
    if let moved = alike.first(where: { $0.facts.isMoved(from: lost.facts) }) { return moved.id }
    guard let content = lost.content, lost.facts.size > 0 else { return nil }
    // What is new is likelier to be the file than a copy that was there before.
    for candidate in alike.filter({ $0.id > newest }) + alike.filter({ $0.id <= newest })
    where candidate.facts.category.isFile {
      if try candidate.content ?? identify(candidate) == content { return candidate.id }
    }
    return nil
  }

  private mutating func identify(_ file: Candidate) throws -> [UInt8]? {
    let known = try connection.statement("SELECT content FROM entries WHERE id = ?")
    known.bind(file.id)
    let content: [UInt8]? = try known.step() && !known.isNull(0) ? known.bytes(0) : nil
    known.reset()
    if let content { return content }
    let path = FilePath(bytes: try paths.path(file.name, in: file.parent))
    do {
      counts.hashed += 1
      guard let hash = try ContentIdentity.hash(path, file.facts, cancellation) else { return nil }
      let statement = try connection.statement("UPDATE entries SET content = ? WHERE id = ?")
      statement.bind(hash)
      statement.bind(file.id)
      try statement.run()
      return hash
    } catch let error as FileError {
      // One that has gone meanwhile is missed by the next indexing.
      if error.cause != .noSuchFileOrDirectory { counts.fail(error) }
      return nil
    }
  }

  private func attach(_ lost: Int64, to entry: Int64) throws {
    let tags = try connection.statement(
      """
      INSERT OR IGNORE INTO tagged(entry, tag, source)
      SELECT ?, tag, source FROM lost_tags WHERE lost = ?
      """
    )
    tags.bind(entry)
    tags.bind(lost)
    try tags.run()
    for sql in ["DELETE FROM lost_tags WHERE lost = ?", "DELETE FROM lost WHERE id = ?"] {
      let statement = try connection.statement(sql)
      statement.bind(lost)
      try statement.run()
    }
  }
}
