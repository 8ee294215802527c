import BatteryJobs

extension Catalog {
  /// The saved searches by their names.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func searches() throws -> [(name: String, query: FileQuery)] {
    let statement = try connection.statement("SELECT name, query FROM searches ORDER BY name")
    var searches: [(name: String, query: FileQuery)] = []
    while try statement.step() {
      let name = statement.text(0)
      searches.append((name, try Self.query(statement.text(1), "the search \(name)")))
    }
    return searches
  }

  /// A saved search.
  ///
  /// - Throws: ``JobError`` when there is none of this name.
  public func search(named name: String) throws -> FileQuery {
    let statement = try connection.statement("SELECT query FROM searches WHERE name = ?")
    statement.bind(name)
    defer { statement.reset() }
    guard try statement.step() else {
      let names = try searches().map { DisplayText.harmless($0.name) }
      throw JobError(
        .notFound,
        "There is no saved search \"\(DisplayText.harmless(name))\". "
          + (names.isEmpty
            ? "Save one with --save." : "There are \(names.joined(separator: ", ")).")
      )
    }
    return try Self.query(statement.text(0), "the search \(name)")
  }

  /// Saves a search under a name, which it may have had before.
  ///
  /// - Throws: ``JobError`` when the name cannot be one or the catalog not be written.
  public func save(_ query: FileQuery, as name: String) throws {
    guard !name.isEmpty, name.utf8.count <= 100, DisplayText.harmless(name) == name else {
      throw JobError(
        .configuration,
        "\"\(DisplayText.harmless(name))\" cannot be the name of a search. "
          + "Write letters, figures, - and _.",
        exitStatus: 64
      )
    }
    let statement = try connection.statement(
      "INSERT OR REPLACE INTO searches(name, query) VALUES(?, ?)"
    )
    statement.bind(name)
    statement.bind(try Self.text(of: query))
    try statement.run()
  }

  /// Removes a saved search; returns whether there was one.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be written.
  public func removeSearch(named name: String) throws -> Bool {
    let statement = try connection.statement("DELETE FROM searches WHERE name = ?")
    statement.bind(name)
    try statement.run()
    return connection.changes > 0
  }
}
