/// The table that rows are to go to: made, or found to fit.
struct SQLiteTableDefinition {
  /// A column that rows go to.
  struct Target {
    /// Whether SQLite makes floating-point numbers of what is stored in it.
    var isReal = false
  }

  private let table: String
  private let schema: Schema
  private let options: SQLiteTableOptions

  init(_ table: String, _ schema: Schema, _ options: SQLiteTableOptions) {
    self.table = table
    self.schema = schema
    self.options = options
  }

  /// Makes the table where there is none, or finds that it fits; returns the columns.
  func prepare(in database: SQLiteDatabase) throws -> [Target] {
    guard !table.isEmpty, !table.lowercased().hasPrefix("sqlite_") else {
      throw TableError(
        .invalidExpression,
        "A table cannot be called \"\(table)\". Pass --table with another name."
      )
    }
    if try database.hasTable(table) {
      switch options.existing {
      case .append: return try existingTargets(in: database)
      case .replace: try database.execute("DROP TABLE \(SQLiteName.quoted(table))")
      case .refuse:
        throw TableError(
          .invalidData,
          "\(database.place)there is a table \"\(table)\" already. Pass --append to add the rows, "
            + "or --replace to delete it."
        )
      }
    }
    try checkNames(database)
    try database.execute(sql(comparesDecimals: database.comparesDecimals))
    return schema.fields.map { Target(isReal: $0.type == .double) }
  }

  /// Names of columns differ in more than the case of letters for SQLite.
  private func checkNames(_ database: SQLiteDatabase) throws(TableError) {
    var taken: [String: String] = [:]
    for name in schema.names {
      if let other = taken.updateValue(name, forKey: name.lowercased()) {
        throw TableError(
          .invalidData,
          "\(database.place)the columns \"\(other)\" and \"\(name)\" have the same name for "
            + "SQLite. Rename one of them."
        )
      }
    }
  }

  /// The statement that makes the table.
  private func sql(comparesDecimals: Bool) -> String {
    let columns = schema.fields.map { field in
      "\(SQLiteName.quoted(field.name)) \(options.isStrict ? field.type.strict : field.type.usual)"
        + (comparesDecimals && field.type == .decimal ? " COLLATE decimal" : "")
    }
    let end = options.isStrict ? " STRICT" : ""
    return "CREATE TABLE \(SQLiteName.quoted(table)) (\(columns.joined(separator: ", ")))\(end)"
  }

  private func existingTargets(in database: SQLiteDatabase) throws(TableError) -> [Target] {
    let statement = try SQLiteStatement(
      database,
      "SELECT name, type FROM pragma_table_info(?)"
    )
    try statement.bind([.text(table)])
    var declared: [String: String] = [:]
    while try statement.step() {
      declared[statement.text(0).lowercased()] = statement.text(1)
    }
    var targets: [Target] = []
    for field in schema.fields {
      guard let type = declared[field.name.lowercased()] else {
        throw TableError(
          .unknownColumn,
          "\(database.place)the table \"\(table)\" has no column \"\(field.name)\". Leave it out "
            + "with --columns, or add it to the table."
        )
      }
      targets.append(try target(field, declared: type, database))
    }
    return targets
  }

  /// SQLite makes numbers of texts that look like some where the column is declared so.
  private func target(
    _ field: Schema.Field,
    declared: String,
    _ database: SQLiteDatabase
  ) throws(TableError) -> Target {
    let affinity = SQLiteAffinity(declared)
    let becomesNumber = affinity != .text && affinity != .blob
    if becomesNumber, field.type == .text || field.type == .decimal {
      throw TableError(
        .typeMismatch,
        "\(database.place)the column \"\(field.name)\" is \(declared) there and \(field.type) "
          + "here; SQLite would change texts such as 00123. Declare it as TEXT, or pass --replace."
      )
    }
    return Target(isReal: affinity == .real)
  }
}

/// What SQLite makes of values in a column: section 3.1 of its "Datatypes".
enum SQLiteAffinity {
  case integer
  case text
  case blob
  case real
  case numeric

  init(_ declared: String) {
    let name = declared.uppercased()
    self =
      if name.contains("INT") {
        .integer
      } else if ["CHAR", "CLOB", "TEXT"].contains(where: name.contains) {
        .text
      } else if name.isEmpty || name.contains("BLOB") || name == "ANY" {
        .blob
      } else if ["REAL", "FLOA", "DOUB"].contains(where: name.contains) {
        .real
      } else {
        .numeric
      }
  }
}

extension ColumnType {
  /// How a column is declared so that SQLite changes none of its values.
  fileprivate var usual: String {
    switch self {
    case .integer: "INTEGER"
    case .double: "REAL"
    case .decimal: "DECIMAL_TEXT"
    case .boolean: "BOOLEAN"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .text: "TEXT"
    }
  }

  /// How a column is declared in a strict table, which knows few types.
  fileprivate var strict: String {
    switch self {
    case .integer, .boolean: "INTEGER"
    case .double: "REAL"
    case .decimal, .date, .timestamp, .text: "TEXT"
    }
  }
}
