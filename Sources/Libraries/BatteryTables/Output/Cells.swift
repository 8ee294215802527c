/// A column of a batch as pointers, which are valid only within ``Batch/withCells(_:_:)``.
///
/// A row that is written needs a value of each column; taken through ``Column``, every value would
/// cost a copy of its case and the counting of its references.
struct Cells {
  /// What the pointers point to.
  enum Kind: UInt8 {
    case integer, double, boolean, date, timestamp, decimal, text
    /// Texts that stand once in a dictionary.
    case code
    /// The same, when the dictionary has what is written for them.
    case writtenCode
  }

  var kind: Kind
  /// For each row whether it has no value; `nil` when all have one.
  var nulls: UnsafePointer<Bool>?
  /// The values, of the codes those; the bytes of texts.
  var values: UnsafeRawPointer
  /// The bytes of the texts in the dictionary.
  var bytes: UnsafePointer<UInt8>
  /// Where each text begins, and the last one ends.
  var offsets: UnsafePointer<Int>
  /// The end of all texts.
  var end: UnsafePointer<UInt8>
  /// The offsets of the times from UTC, as many as there are.
  var zones: UnsafeBufferPointer<Int16>
  /// How the numbers of the column look.
  var doubles: DoubleFormat

  @inline(__always)
  func isNull(_ row: Int) -> Bool { nulls.map { $0[row] } ?? false }

  @inline(__always)
  func value<T: BitwiseCopyable>(_ row: Int, as type: T.Type = T.self) -> T {
    values.assumingMemoryBound(to: type)[row]
  }

  @inline(__always)
  func zone(_ row: Int) -> Int16 {
    row < zones.count ? zones[row] : TimestampColumn.noOffset
  }

  /// The place of a row's text among the offsets.
  @inline(__always)
  func place(_ row: Int) -> Int {
    kind == .code || kind == .writtenCode ? Int(value(row, as: UInt32.self)) : row
  }

  /// The bytes of a text.
  @inline(__always)
  func text(at place: Int) -> UnsafeBufferPointer<UInt8> {
    let start = offsets[place]
    return UnsafeBufferPointer(start: bytes + start, count: offsets[place &+ 1] &- start)
  }

  /// How many bytes the texts of some rows have.
  func textSize(_ rows: Range<Int>) -> Int {
    switch kind {
    case .text, .decimal: offsets[rows.upperBound] - offsets[rows.lowerBound]
    case .code, .writtenCode:
      rows.reduce(0) { $0 + (isNull($1) ? 0 : text(at: place($1)).count) }
    default: 0
    }
  }
}

/// How the texts of a dictionary are written.
struct CellEncoding {
  /// How numbers are written.
  var doubles: DoubleFormat
  /// The dictionary with each text as it is written.
  var written: (TextColumn) throws(TableError) -> TextColumn
}

extension Batch {
  /// Calls `body` with the columns as pointers; not to be called for a batch without rows.
  func withCells(
    _ encoding: CellEncoding,
    _ body: (UnsafeMutableBufferPointer<Cells>) throws(TableError) -> Void
  ) throws(TableError) {
    var cells: [Cells] = []
    cells.reserveCapacity(columns.count)
    func use(_ cells: inout [Cells]) throws(TableError) {
      // What is thrown is carried out of a closure that may only throw anything.
      var failure: TableError?
      cells.withUnsafeMutableBufferPointer { all in
        do throws(TableError) { try body(all) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    guard let copies = CellCopies(of: columns.count) else {
      return try Self.collect(columns[...], encoding, nil, &cells, use)
    }
    defer { withExtendedLifetime(copies) {} }
    for place in columns.indices {
      try Self.collect(columns[place...place], encoding, copies, &cells) { _ in }
    }
    try use(&cells)
  }

  /// Opens the columns one within the other, or copies what they hold.
  private static func collect(
    _ columns: ArraySlice<Column>,
    _ encoding: CellEncoding,
    _ copies: CellCopies?,
    _ cells: inout [Cells],
    _ body: (inout [Cells]) throws(TableError) -> Void
  ) throws(TableError) {
    guard let column = columns.first else { return try body(&cells) }
    let rest = columns.dropFirst()
    let flags = column.nulls.flags
    func open<T: BitwiseCopyable>(
      _ values: [T],
      _ kind: Cells.Kind,
      zones: [Int16] = []
    ) throws(TableError) {
      try values.read(copies) { values throws(TableError) in
        try flags.read(copies) { flags throws(TableError) in
          try zones.read(copies) { zones throws(TableError) in
            guard let start = UnsafeRawPointer(values.baseAddress) else { return }
            let none = start.assumingMemoryBound(to: UInt8.self)
            cells.append(
              Cells(
                kind: kind,
                nulls: flags.isEmpty ? nil : flags.baseAddress,
                values: start,
                bytes: none,
                offsets: start.assumingMemoryBound(to: Int.self),
                end: none,
                zones: zones,
                doubles: encoding.doubles
              )
            )
            try collect(rest, encoding, copies, &cells, body)
          }
        }
      }
    }
    func open(_ texts: TextColumn, _ codes: [UInt32]?, _ kind: Cells.Kind) throws(TableError) {
      try texts.offsets.read(copies) { offsets throws(TableError) in
        try texts.bytes.read(copies) { bytes throws(TableError) in
          try flags.read(copies) { flags throws(TableError) in
            try (codes ?? []).read(copies) { codes throws(TableError) in
              guard let places = offsets.baseAddress else { return }
              let start =
                bytes.baseAddress
                ?? UnsafeRawPointer(places)
                .assumingMemoryBound(to: UInt8.self)
              cells.append(
                Cells(
                  kind: kind,
                  nulls: flags.isEmpty ? nil : flags.baseAddress,
                  values: UnsafeRawPointer(codes.baseAddress) ?? UnsafeRawPointer(places),
                  bytes: start,
                  offsets: places,
                  end: start + bytes.count,
                  zones: UnsafeBufferPointer(start: nil, count: 0),
                  doubles: encoding.doubles
                )
              )
              try collect(rest, encoding, copies, &cells, body)
            }
          }
        }
      }
    }
    switch column {
    case .integer(let column): try open(column.values, .integer)
    case .double(let column): try open(column.values, .double)
    case .boolean(let column): try open(column.values, .boolean)
    case .date(let column): try open(column.values, .date)
    case .timestamp(let column):
      try open(column.instants.values, .timestamp, zones: column.offsets)
    case .decimal(let texts): try open(texts, nil, .decimal)
    case .text(let texts): try open(texts, nil, .text)
    case .dictionary(let texts):
      let codes = texts.codes.values
      // A dictionary that is larger than the batch would cost more than it saves.
      if texts.dictionary.count <= codes.count {
        try open(encoding.written(texts.dictionary), codes, .writtenCode)
      } else {
        try open(texts.dictionary, codes, .code)
      }
    }
  }
}

extension NullMask {
  /// For each row whether it has no value; empty when all have one.
  fileprivate var flags: [Bool] { hasNulls ? (0..<count).map { self[$0] } : [] }
}

extension Array where Element: BitwiseCopyable {
  /// Calls `body` with the elements in memory, or with a copy of them, and throws what it throws by
  /// its type.
  @inline(__always)
  fileprivate func read(
    _ copies: CellCopies?,
    _ body: (UnsafeBufferPointer<Element>) throws(TableError) -> Void
  ) throws(TableError) {
    if let copies { return try body(copies.add(self)) }
    try withUnsafeBufferPointer(body)
  }
}
