/// Writes batches into a table, in one transaction; within one that has begun, as a part of it that
/// can be taken back.
///
/// Nothing of it is seen before ``finish()``; a writer that goes without it takes everything back.
public final class SQLiteWriter: TableWriter {
  private let database: SQLiteDatabase
  private let insertion: SQLiteInsertion
  private let schema: Schema
  private let isNested: Bool
  private var isOpen = true

  /// How many rows were written.
  public private(set) var rows = 0

  /// Begins a transaction and makes the table, or finds that it fits.
  ///
  /// Dates and times are stored as ISO 8601 texts, truth values as 0 and 1, and decimals as texts,
  /// because SQLite would round them as numbers.
  ///
  /// - Throws: ``TableError`` when there is such a table and `options` do not say what to do with
  ///   it, when its columns do not fit, or when the database cannot be written.
  public init(
    _ database: SQLiteDatabase,
    table: String,
    schema: Schema,
    options: SQLiteTableOptions = SQLiteTableOptions()
  ) throws {
    guard schema.count > 0 else {
      throw TableError(.empty, "\(database.place)a table without columns cannot be made.")
    }
    self.database = database
    self.schema = schema
    isNested = database.isInTransaction
    try database.execute(isNested ? "SAVEPOINT batteries_rows" : "BEGIN IMMEDIATE")
    do {
      let targets = try SQLiteTableDefinition(table, schema, options).prepare(in: database)
      insertion = try SQLiteInsertion(database, table: table, schema: schema, into: targets)
    } catch {
      Self.takeBack(database, isNested)
      throw error
    }
  }

  deinit {
    if isOpen { Self.takeBack(database, isNested) }
  }

  private static func takeBack(_ database: SQLiteDatabase, _ isNested: Bool) {
    let part = "ROLLBACK TO batteries_rows; RELEASE batteries_rows"
    try? database.execute(isNested ? part : "ROLLBACK")
  }

  /// Adds rows.
  ///
  /// - Throws: ``TableError`` when one does not fit; the transaction is taken back then.
  public func write(_ batch: Batch) throws {
    precondition(isOpen, "Nothing is written after the end.")
    do {
      try insertion.insert(batch)
      rows += batch.count
    } catch {
      isOpen = false
      Self.takeBack(database, isNested)
      throw error
    }
  }

  /// Makes all rows visible.
  ///
  /// - Throws: ``TableError`` when the database cannot be written; everything is taken back then.
  public func finish() throws {
    guard isOpen else { return }
    isOpen = false
    do {
      try database.execute(isNested ? "RELEASE batteries_rows" : "COMMIT")
    } catch {
      Self.takeBack(database, isNested)
      throw error
    }
  }
}
