import BatteryJobs

/// Writes entries and what hangs on them, within a transaction.
struct EntryWriter {
  /// An entry as a directory's row has it.
  struct Row {
    var id: Int64
    var facts: EntryFacts
  }

  private let connection: CatalogConnection
  private let inserting: CatalogStatement
  private let naming: CatalogStatement

  init(_ connection: CatalogConnection) throws {
    self.connection = connection
    inserting = try CatalogStatement(
      connection,
      """
      INSERT INTO entries(parent, name, category, size, modified, inode, device)
      VALUES(?, ?, ?, ?, ?, ?, ?)
      """
    )
    naming = try CatalogStatement(connection, "INSERT INTO names(rowid, name) VALUES(?, ?)")
  }

  /// Adds an entry and returns its number.
  func insert(
    _ facts: EntryFacts,
    name: [UInt8],
    in parent: Int64,
    isSearched: Bool = true
  ) throws -> Int64 {
    inserting.reset()
    inserting.bind(parent)
    inserting.bind(name)
    inserting.bind(facts.category.number)
    inserting.bind(facts.size)
    inserting.bind(facts.modified)
    inserting.bind(facts.inode)
    inserting.bind(facts.device)
    try inserting.run()
    let id = connection.lastID
    guard isSearched else { return id }
    naming.reset()
    naming.bind(id)
    naming.bind(text: SearchText.fold(name))
    try naming.run()
    return id
  }

  /// Notes that a file changed: its content is another, and has to be read again.
  func update(_ id: Int64, _ facts: EntryFacts) throws {
    let statement = try connection.statement(
      """
      UPDATE entries SET category = ?, size = ?, modified = ?, inode = ?, device = ?, content = NULL
      WHERE id = ?
      """
    )
    statement.bind(facts.category.number)
    statement.bind(facts.size)
    statement.bind(facts.modified)
    statement.bind(facts.inode)
    statement.bind(facts.device)
    statement.bind(id)
    try statement.run()
  }

  /// The entries of a directory by the bytes of their names.
  func children(of parent: Int64) throws -> [[UInt8]: Row] {
    let statement = try connection.statement(
      """
      SELECT id, name, category, size, modified, inode, device FROM entries WHERE parent = ?
      """
    )
    statement.bind(parent)
    var rows: [[UInt8]: Row] = [:]
    while try statement.step() {
      rows[statement.bytes(1)] = Row(id: statement.integer(0), facts: Self.facts(statement, 2))
    }
    return rows
  }

  /// Reads five columns.
  static func facts(_ statement: CatalogStatement, _ first: Int32) -> EntryFacts {
    EntryFacts(
      category: FileCategory(number: statement.integer(first)),
      size: statement.integer(first + 1),
      modified: statement.integer(first + 2),
      inode: statement.integer(first + 3),
      device: statement.integer(first + 4)
    )
  }

  /// Removes an entry with all that is below it, and remembers the tags of what had some.
  ///
  /// - Returns: How many entries went.
  func remove(_ entry: Int64) throws -> Int {
    var pending = [entry]
    var count = 0
    while let id = pending.popLast() {
      let below = try connection.statement("SELECT id FROM entries WHERE parent = ?")
      below.bind(id)
      while try below.step() { pending.append(below.integer(0)) }
      try removeOne(id)
      count += 1
    }
    return count
  }

  private func removeOne(_ id: Int64) throws {
    let own = try connection.statement("SELECT name, parent FROM entries WHERE id = ?")
    own.bind(id)
    guard try own.step() else { return }
    let name = own.bytes(0)
    let isSearched = own.integer(1) != 0
    own.reset()
    try keepTags(of: id)
    if isSearched {
      let unnaming = try connection.statement(
        "INSERT INTO names(names, rowid, name) VALUES('delete', ?, ?)"
      )
      unnaming.bind(id)
      unnaming.bind(text: SearchText.fold(name))
      try unnaming.run()
    }
    try forgetText(of: id)
    try delete("DELETE FROM entries WHERE id = ?", id)
  }

  /// Takes out the text of a file that is to be read again or has gone.
  func forgetText(of id: Int64) throws {
    try delete("DELETE FROM extracted WHERE entry = ?", id)
    guard connection.changes > 0 else { return }
    try delete("DELETE FROM texts WHERE rowid = ?", id)
  }

  private func keepTags(of id: Int64) throws {
    // Tags by rule come back by themselves.
    try delete("DELETE FROM tagged WHERE entry = ? AND source = \(TagSource.rule.rawValue)", id)
    let question = try connection.statement("SELECT 1 FROM tagged WHERE entry = ? LIMIT 1")
    question.bind(id)
    let isTagged = try question.step()
    question.reset()
    guard isTagged else { return }
    let keeping = try connection.statement(
      """
      INSERT INTO lost(category, size, modified, inode, device, content)
      SELECT category, size, modified, inode, device, content FROM entries WHERE id = ?
      """
    )
    keeping.bind(id)
    try keeping.run()
    let tags = try connection.statement(
      "INSERT INTO lost_tags(lost, tag, source) SELECT ?, tag, source FROM tagged WHERE entry = ?"
    )
    tags.bind(connection.lastID)
    tags.bind(id)
    try tags.run()
    try delete("DELETE FROM tagged WHERE entry = ?", id)
  }

  private func delete(_ sql: String, _ id: Int64) throws {
    let statement = try connection.statement(sql)
    statement.bind(id)
    try statement.run()
  }
}
