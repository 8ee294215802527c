import GRDBSQLite

/// The prepared statement that stores rows, and the loop that gives it their values.
///
/// Texts are handed over where they stand; SQLite copies them into its pages when the row is
/// stored. This is the hot path of an import, and so it works with pointers into the columns,
/// which hold for one batch.
struct SQLiteInsertion {
  private let statement: SQLiteStatement
  private let database: SQLiteDatabase
  private let schema: Schema
  private let targets: [SQLiteTableDefinition.Target]

  init(
    _ database: SQLiteDatabase,
    table: String,
    schema: Schema,
    into targets: [SQLiteTableDefinition.Target]
  ) throws(TableError) {
    let names = schema.names.map(SQLiteName.quoted).joined(separator: ", ")
    let values = schema.names.map { _ in "?" }.joined(separator: ", ")
    statement = try SQLiteStatement(
      database,
      "INSERT INTO \(SQLiteName.quoted(table)) (\(names)) VALUES (\(values))"
    )
    self.database = database
    self.schema = schema
    self.targets = targets
  }

  /// Stores all rows of a batch.
  func insert(_ batch: Batch) throws {
    var sources: [Source] = []
    sources.reserveCapacity(batch.columns.count)
    func store(_ sources: inout [Source]) throws {
      let handle = statement.handle
      for row in 0..<batch.count {
        for (index, source) in sources.enumerated() {
          let status = source.bind(row, handle, Int32(truncatingIfNeeded: index &+ 1))
          // A text that is too long would be stored as NULL.
          guard status == SQLITE_OK else { throw database.error(status) }
        }
        let status = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard status == SQLITE_DONE else { throw database.error(status) }
      }
    }
    if let copies = CellCopies(of: batch.columns.count) {
      defer { withExtendedLifetime(copies) {} }
      for place in batch.columns.indices {
        try withSources(of: batch, in: place..<place + 1, copies, &sources) { _ in }
      }
      try store(&sources)
    } else {
      try withSources(of: batch, in: batch.columns.indices, nil, &sources, store)
    }
    // What is bound must not outlive the columns it points into.
    sqlite3_clear_bindings(statement.handle)
  }

  /// Collects the columns one by one, so that the pointers into all of them hold at once.
  private func withSources(
    of batch: Batch,
    in places: Range<Int>,
    _ copies: CellCopies?,
    _ sources: inout [Source],
    _ body: (inout [Source]) throws -> Void
  ) throws {
    guard let index = places.first else { return try body(&sources) }
    let column = batch.columns[index]
    let nulls = column.nulls
    func go(_ kind: Source.Kind) throws {
      sources.append(Source(kind: kind, nulls: nulls, hasNulls: nulls.hasNulls))
      try withSources(of: batch, in: places.dropFirst(), copies, &sources, body)
    }
    switch column {
    case .integer(let column):
      if targets[index].isReal { try check(column, batch.schema[index].name) }
      try column.values.lent(copies) { try go(.integer($0)) }
    case .double(let column): try column.values.lent(copies) { try go(.double($0)) }
    case .boolean(let column): try column.values.lent(copies) { try go(.boolean($0)) }
    case .text(let column), .decimal(let column): try withText(column, copies, go)
    case .dictionary(let column):
      try column.codes.values.lent(copies) { codes in
        try withText(column.dictionary, copies) { kind in
          guard case .text(let bytes, let offsets) = kind else { return }
          try go(.dictionary(codes, bytes, offsets))
        }
      }
    case .date(let column): try withText(SQLiteTimes.texts(column), copies, go)
    case .timestamp(let column): try withText(SQLiteTimes.texts(column), copies, go)
    }
  }

  private func withText(
    _ column: TextColumn,
    _ copies: CellCopies?,
    _ go: (Source.Kind) throws -> Void
  ) throws {
    try column.bytes.lent(copies) { bytes in
      try column.offsets.lent(copies) { try go(.text(bytes, $0)) }
    }
  }

  /// A column of floating-point numbers holds no whole number of more digits than they have.
  private func check(_ column: ValueColumn<Int64>, _ name: String) throws(TableError) {
    let limit = SQLiteColumnScan.longestExact.magnitude
    for row in 0..<column.count {
      guard let number = column[row], number.magnitude > limit else { continue }
      throw TableError(
        .typeMismatch,
        "\(database.place)the column \"\(name)\" holds floating-point numbers, in which \(number) "
          + "has no place. Declare it as INTEGER, or pass --replace."
      )
    }
  }

  /// The values of one column, to be bound row by row.
  private struct Source {
    enum Kind {
      case integer(UnsafeBufferPointer<Int64>)
      case double(UnsafeBufferPointer<Double>)
      case boolean(UnsafeBufferPointer<Bool>)
      case text(UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int>)
      case dictionary(
        UnsafeBufferPointer<UInt32>,
        UnsafeBufferPointer<UInt8>,
        UnsafeBufferPointer<Int>
      )
    }

    let kind: Kind
    let nulls: NullMask
    let hasNulls: Bool

    /// An empty text has an address, too: SQLite takes none for NULL.
    private static var empty: UnsafePointer<CChar>? { UnsafePointer(bitPattern: 1) }

    @inline(__always)
    func bind(_ row: Int, _ handle: OpaquePointer, _ place: Int32) -> Int32 {
      if hasNulls, nulls[row] { return sqlite3_bind_null(handle, place) }
      return switch kind {
      case .integer(let values): sqlite3_bind_int64(handle, place, values[row])
      case .double(let values): sqlite3_bind_double(handle, place, values[row])
      case .boolean(let values): sqlite3_bind_int(handle, place, values[row] ? 1 : 0)
      case .text(let bytes, let offsets):
        bind(bytes, offsets[row], offsets[row &+ 1], handle, place)
      case .dictionary(let codes, let bytes, let offsets):
        bind(bytes, offsets[Int(codes[row])], offsets[Int(codes[row]) &+ 1], handle, place)
      }
    }

    @inline(__always)
    private func bind(
      _ bytes: UnsafeBufferPointer<UInt8>,
      _ start: Int,
      _ end: Int,
      _ handle: OpaquePointer,
      _ place: Int32
    ) -> Int32 {
      guard end > start, let base = bytes.baseAddress else {
        return sqlite3_bind_text(handle, place, Self.empty, 0, nil)
      }
      let text = UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
      // No destructor: the bytes stay until the row is stored.
      return sqlite3_bind_text(handle, place, text, Int32(clamping: end &- start), nil)
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Calls `body` with the elements in memory, or with a copy of them.
  fileprivate func lent(
    _ copies: CellCopies?,
    _ body: (UnsafeBufferPointer<Element>) throws -> Void
  ) throws {
    if let copies { return try body(copies.add(self)) }
    try withUnsafeBufferPointer(body)
  }
}
