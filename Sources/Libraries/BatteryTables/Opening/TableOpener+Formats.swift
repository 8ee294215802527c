import SystemPackage

extension TableOpener {
  func selecting(
    _ columns: [String]?,
    _ reader: any TableReader
  ) throws -> any TableReader {
    guard let columns else { return reader }
    return try ColumnSelection(reader, selecting: columns)
  }

  func databaseReader(_ file: TableFile) throws -> any TableReader {
    let database = try database(file)
    if let table = reading.table { return try database.table(table) }
    let names = try database.tableNames()
    guard let name = names.first, names.count == 1 else {
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      throw TableError(
        .invalidExpression,
        names.isEmpty
          ? "\(file.name): the database has no tables."
          : "\(file.name): the database has the tables \(list). Choose one with --from, or in a"
            + " configuration with table."
      )
    }
    return try database.table(name)
  }

  /// Opens a database for reading.
  ///
  /// - Throws: ``TableError`` when it is none, or not an ordinary file.
  public func database(_ file: TableFile) throws -> SQLiteDatabase {
    guard let path = file.path, file.compression == .none else {
      throw TableError(
        .invalidData,
        "\(file.name): a database is read from a file that is not compressed. Unpack it first."
      )
    }
    let database = try SQLiteDatabase(path)
    database.interrupt(when: isCancelled)
    return database
  }

  /// How a CSV file is read.
  ///
  /// - Throws: ``TableError`` when its dialect cannot be found.
  public func options(
    _ file: TableFile,
    columns: [String]?,
    given: [String: ColumnType]? = nil
  ) throws -> CSVOptions {
    let dialect = try reading.dialect(of: file.path?.string ?? "") {
      try TableSniff.sniff(file.source, reading.encoding).dialect
    }
    var options = CSVOptions(
      dialect: dialect,
      header: reading.header ? .present : .absent,
      types: reading.allText ? .text : .inferred,
      given: given ?? reading.types,
      columns: columns
    )
    options.threads = threads
    options.nulls = reading.null
    options.encoding = reading.encoding
    options.ragged = reading.ragged
    options.names = reading.names
    options.fieldLimit = reading.fieldLimit
    if isLenient {
      options.onReject = { [rejects] reject in
        rejects.add(
          TableRejects.Row(
            source: reject.source,
            line: reject.line,
            offset: reject.offset,
            reason: reject.reason
          )
        )
      }
      options.maxRejects = reading.maxRejects
    }
    return options
  }

  /// How JSON is read: a line that is wrong is left out and told of.
  func jsonOptions(_ columns: [String]?) -> JSONTableOptions {
    var options = JSONTableOptions(given: reading.types, columns: columns)
    // One of several files may go without a key that others have.
    options.requiresColumns = paths.count == 1
    options.recordLimit = reading.fieldLimit
    guard isLenient || !isComplete else { return options }
    options.maxRejects = reading.maxRejects
    options.onReject = { [rejects] reject in
      rejects.add(
        TableRejects.Row(
          source: reject.source,
          line: reject.line,
          offset: reject.offset,
          reason: reject.reason
        )
      )
    }
    return options
  }
}
