public import BatteryTables
public import SystemPackage

/// Files as the tables of a database, for queries in SQL.
public struct TableDatabase {
  /// The names of the tables, in the order of the files.
  public private(set) var names: [String] = []
  private let database: SQLiteDatabase
  private let opener: TableOpener

  /// Loads the files into a database of its own, each as a table named after it; databases are
  /// attached as they are.
  ///
  /// - Throws: ``TableError`` when a file cannot be read.
  public init(_ opener: TableOpener) throws {
    self.opener = opener
    database = try SQLiteDatabase()
    database.interrupt { [opener] in (try? opener.check()) == nil }
    for path in opener.paths {
      let file = try opener.file(path)
      let name = unusedName(for: path)
      names.append(name)
      if file.format == .sqlite, let path = file.path {
        _ = try opener.database(file)
        try database.attach(path, as: name)
      } else {
        try load(file, as: name)
      }
    }
  }

  /// Reads the rows of a query.
  ///
  /// - Throws: ``TableError`` when the query is not understood.
  public func query(_ sql: String) throws -> any TableReader {
    do {
      return try database.query(sql)
    } catch let error as TableError where error.message.hasPrefix("no such table") {
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      throw TableError(error.code, "\(error.message) The files are the tables \(list).")
    }
  }

  private func load(_ file: TableFile, as name: String) throws {
    var reader = try opener.reader(of: file)
    let writer = try SQLiteWriter(database, table: name, schema: reader.schema)
    while let batch = try reader.next() {
      try opener.check()
      opener.parsed.add(batch.count)
      try writer.write(batch)
    }
    try writer.finish()
  }

  private func unusedName(for path: FilePath) -> String {
    let stem = Self.name(of: path)
    var name = stem
    var number = 2
    while names.contains(where: { $0.lowercased() == name.lowercased() }) {
      name = "\(stem)_\(number)"
      number += 1
    }
    return name
  }

  /// The name of a table after its file: without directory and endings, and with nothing in it that
  /// SQL would need quotes for.
  ///
  /// - Parameter path: The file; `-` is standard input.
  /// - Returns: The name.
  public static func name(of path: FilePath) -> String {
    guard path.string != "-", let last = path.lastComponent?.string else { return "stdin" }
    let name = Compression.strippedName(last)
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let safe = String(stem.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
    return safe.first?.isNumber ?? true ? "t_\(safe)" : safe
  }
}
