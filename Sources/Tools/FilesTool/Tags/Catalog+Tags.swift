public import BatteryFiles
import BatteryJobs
public import SystemPackage

extension Catalog {
  /// A tag and how many files have it.
  public struct TagCount: Codable, Hashable, Sendable {
    /// The tag.
    public var tag: String
    /// How many files have it.
    public var files: Int
  }

  /// What became of files that were to be tagged.
  public struct Tagging: Sendable {
    /// How many files got or lost a tag.
    public var changed = 0
    /// Files that the catalog does not know.
    public var unknown: [FilePath] = []
    /// Files whose content could not be read, so that their tags stay only with their paths.
    public var unread: [FileError] = []

    /// Describes what became of files.
    public init(changed: Int = 0, unknown: [FilePath] = [], unread: [FileError] = []) {
      self.changed = changed
      self.unknown = unknown
      self.unread = unread
    }
  }

  private static let longestTag = 100

  /// Checks the name of a tag.
  ///
  /// - Throws: ``JobError`` when it cannot be one.
  public static func check(tag: String) throws {
    let problem: String? =
      if tag.isEmpty {
        "is empty"
      } else if tag.utf8.count > longestTag {
        "is longer than \(longestTag) bytes"
      } else if tag.contains(where: { "/,".contains($0) }) {
        "has a / or a comma in it"
      } else if tag != DisplayText.harmless(tag) || tag.contains(where: \.isNewline) {
        "has a sign in it that cannot be seen"
      } else if tag.first?.isWhitespace == true || tag.last?.isWhitespace == true {
        "begins or ends with a space"
      } else {
        nil
      }
    guard let problem else { return }
    throw JobError(
      .configuration,
      "The tag \"\(DisplayText.harmless(tag))\" \(problem). Write letters, figures, - and _.",
      exitStatus: 64
    )
  }

  /// Gives files tags.
  ///
  /// The content of each is read, so that the tags are kept when it is moved.
  ///
  /// - Parameters:
  ///   - tags: The tags.
  ///   - paths: The absolute paths of files that the catalog knows.
  ///   - writesAttribute: Whether the tags are also written to `user.xdg.tags` of the files.
  ///   - cancellation: Ends the work early, with nothing changed.
  /// - Returns: What became of it.
  /// - Throws: ``JobError`` when a tag cannot be one or the catalog not be written.
  public func tag(
    _ tags: [String],
    _ paths: [FilePath],
    writesAttribute: Bool = false,
    _ cancellation: BlockingWork.Cancellation = .init()
  ) throws -> Tagging {
    for tag in tags { try Self.check(tag: tag) }
    var tagging = Tagging()
    try connection.transaction {
      let numbers = try tags.map { try number(ofTag: $0) }
      for path in paths {
        try cancellation.check()
        guard let entry = try entry(at: path) else {
          tagging.unknown.append(path)
          continue
        }
        var isChanged = false
        for number in numbers where try give(number, to: entry, .hand) { isChanged = true }
        if isChanged { tagging.changed += 1 }
        do {
          try identify(entry, path, cancellation)
          if writesAttribute { try AttributeTags.write(try self.tags(ofEntry: entry), to: path) }
        } catch let error as FileError {
          tagging.unread.append(error)
        }
      }
    }
    return tagging
  }

  /// Takes tags from files; those that rules gave come back while the rules hold.
  ///
  /// - Parameters:
  ///   - tags: The tags; all of them if there are none.
  ///   - paths: The absolute paths of files.
  ///   - writesAttribute: Whether `user.xdg.tags` of the files is written, too.
  /// - Returns: What became of it.
  /// - Throws: ``JobError`` when the catalog cannot be written.
  public func untag(
    _ tags: [String],
    _ paths: [FilePath],
    writesAttribute: Bool = false
  ) throws -> Tagging {
    var tagging = Tagging()
    try connection.transaction {
      for path in paths {
        guard let entry = try entry(at: path) else {
          tagging.unknown.append(path)
          continue
        }
        let condition =
          tags.isEmpty
          ? ""
          : " AND tag IN (SELECT id FROM tags WHERE name IN "
            + "(\(tags.map { _ in "?" }.joined(separator: ","))))"
        let statement = try CatalogStatement(
          connection,
          "DELETE FROM tagged WHERE entry = ?" + condition
        )
        statement.bind(entry)
        for tag in tags { statement.bind(tag) }
        try statement.run()
        if connection.changes > 0 { tagging.changed += 1 }
        guard writesAttribute else { continue }
        do throws(FileError) {
          try AttributeTags.write(try remaining(entry), to: path)
        } catch {
          tagging.unread.append(error)
        }
      }
      try removeUnusedTags()
    }
    return tagging
  }

  private func remaining(_ entry: Int64) throws(FileError) -> [String] {
    do {
      return try tags(ofEntry: entry)
    } catch {
      throw FileError(path: path ?? "", operation: "read the catalog", cause: nil)
    }
  }

  /// The tags and how many files have each, in alphabetical order.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func tags() throws -> [TagCount] {
    let statement = try connection.statement(
      """
      SELECT name, count(DISTINCT entry) FROM tags JOIN tagged ON tagged.tag = tags.id
      GROUP BY name ORDER BY name
      """
    )
    var counts: [TagCount] = []
    while try statement.step() {
      counts.append(TagCount(tag: statement.text(0), files: Int(statement.integer(1))))
    }
    return counts
  }

  /// The tags of a file, in alphabetical order; `nil` when the catalog does not know it.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func tags(of path: FilePath) throws -> [String]? {
    try entry(at: path).map { try tags(ofEntry: $0) }
  }

  /// How many files went whose tags wait for them to be found elsewhere.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func lostCount() throws -> Int {
    Int(try connection.integer("SELECT count(*) FROM lost"))
  }

  // MARK: - Parts

  func tags(ofEntry entry: Int64) throws -> [String] {
    let statement = try connection.statement(
      """
      SELECT DISTINCT name FROM tagged JOIN tags ON tags.id = tagged.tag
      WHERE entry = ? ORDER BY name
      """
    )
    statement.bind(entry)
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }

  /// The number of a tag, which is made when it is not there.
  func number(ofTag name: String) throws -> Int64 {
    let making = try connection.statement("INSERT OR IGNORE INTO tags(name) VALUES(?)")
    making.bind(name)
    try making.run()
    let statement = try connection.statement("SELECT id FROM tags WHERE name = ?")
    statement.bind(name)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : 0
  }

  /// Gives an entry a tag; returns whether it did not have it.
  func give(_ tag: Int64, to entry: Int64, _ source: TagSource) throws -> Bool {
    let statement = try connection.statement(
      "INSERT OR IGNORE INTO tagged(entry, tag, source) VALUES(?, ?, ?)"
    )
    statement.bind(entry)
    statement.bind(tag)
    statement.bind(source.rawValue)
    try statement.run()
    return connection.changes > 0
  }

  func removeUnusedTags() throws {
    try connection.execute(
      """
      DELETE FROM tags WHERE id NOT IN (SELECT tag FROM tagged)
      AND id NOT IN (SELECT tag FROM lost_tags)
      """
    )
  }

  private func identify(
    _ entry: Int64,
    _ path: FilePath,
    _ cancellation: BlockingWork.Cancellation
  ) throws {
    let statement = try connection.statement(
      "SELECT category, size, modified, inode, device, content IS NULL FROM entries WHERE id = ?"
    )
    statement.bind(entry)
    guard try statement.step() else { return }
    let facts = EntryWriter.facts(statement, 0)
    let isUnknown = statement.integer(5) != 0
    statement.reset()
    guard isUnknown, facts.category.isFile, facts.size > 0,
      let hash = try ContentIdentity.hash(path, facts, cancellation)
    else { return }
    let keeping = try connection.statement("UPDATE entries SET content = ? WHERE id = ?")
    keeping.bind(hash)
    keeping.bind(entry)
    try keeping.run()
  }
}
