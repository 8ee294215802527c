/// Makes batches of blocks; each thread has one of its own.
final class CSVBlockParser {
  /// With more different texts than these a dictionary does not pay.
  private static let dictionaryLimit = 4096

  private let layout: CSVLayout
  private let schema: Schema
  private var index: CSVRowIndex
  private let scratch: CSVScratch
  private var parser: CSVColumnParser
  /// Of the wanted columns those whose texts are numbered.
  private var dictionaries: [TextDictionary?]
  private var bad: [Int32: String] = [:]

  init(_ layout: CSVLayout) {
    self.layout = layout
    schema = layout.schema
    index = CSVRowIndex(layout)
    scratch = CSVScratch(layout.dialect)
    parser = CSVColumnParser(nulls: layout.nulls)
    dictionaries = layout.wanted.map { wanted in
      wanted.type == .text && layout.dictionaries.contains(layout.names[wanted.place])
        ? TextDictionary(limit: Self.dictionaryLimit) : nil
    }
  }

  /// The most fields that a row had so far.
  var widest: Int { index.widest }

  /// Makes batches of a block's rows, in order.
  ///
  /// - Returns: The rows that were left out.
  /// - Throws: ``CSVMisfit`` when a guessed type does not hold, and ``TableError`` for the first row
  ///   that cannot be read, unless such are left out.
  func parse(_ block: CSVBlock, _ body: (Batch) throws -> Void) throws -> [CSVReject] {
    try parse(block, withLines: false) { batch, _ in try body(batch) }
  }

  /// Makes batches of a block's rows, in order, with the line on which each row begins, if these are
  /// wanted.
  func parse(
    _ block: CSVBlock,
    withLines: Bool,
    _ body: (Batch, [Int]) throws -> Void
  ) throws -> [CSVReject] {
    try forEachIndex(block) {
      let columns = try layout.wanted.enumerated().map { number, wanted in
        if let column = numbered(fields(block, wanted.place), number) { return column }
        let column = parser.parse(
          fields(block, wanted.place),
          as: wanted.type,
          isGiven: wanted.isGiven
        )
        for row in parser.misfits where bad[row] == nil {
          guard wanted.isGiven else { throw CSVMisfit() }
          bad[row] = misfit(row, wanted, block)
        }
        return column
      }
      let batch = Batch(schema, columns, count: index.rows)
      let rows = bad.isEmpty ? nil : (0..<Int32(index.rows)).filter { bad[$0] == nil }
      do {
        let lines = withLines ? lines(of: block, rows) : []
        try body(rows.map { batch.gathering($0) } ?? batch, lines)
      } catch let problem as RowProblem {
        let row = rows.map { Int($0[problem.row]) } ?? problem.row
        let line = block.line(at: Int(index.bounds[row * index.stride]))
        throw TableError(.invalidData, "\(layout.source):\(line): \(problem.reason)")
      }
    }
  }

  /// The lines on which rows of the index begin.
  private func lines(of block: CSVBlock, _ rows: [Int32]?) -> [Int] {
    var place = block.start
    var line = block.line(at: place)
    return (rows ?? Array(0..<Int32(index.rows))).map { row in
      let next = Int(index.bounds[Int(row) * index.stride])
      line += CSVBlock.lines(block.bytes, place, next)
      place = next
      return line
    }
  }

  /// The texts of a wanted column as numbers; `nil` once there are too many different ones.
  private func numbered(_ fields: CSVFields, _ number: Int) -> Column? {
    guard dictionaries[number] != nil else { return nil }
    let column = parser.parse(fields, with: &dictionaries[number])
    return column.map { .dictionary($0) }
  }

  /// Finds out which types the wanted columns of a block's rows fit.
  func guess(_ block: CSVBlock, into guesses: inout [TypeGuess]) throws {
    _ = try? forEachIndex(block, always: true) {
      for (number, wanted) in layout.wanted.enumerated() where !wanted.isGiven {
        let fields = fields(block, wanted.place)
        var guess = guesses[number]
        for row in 0..<fields.rows {
          let field = fields[row]
          if parser.isNull(field) || !bad.isEmpty && bad[Int32(row)] != nil { continue }
          guess.include(UnsafeBufferPointer(start: field.start, count: field.count))
          if guess.isEmpty { break }
        }
        guesses[number] = guess
      }
    }
  }

  /// Counts a block's rows.
  func count(_ block: CSVBlock) throws -> (rows: Int, rejects: [CSVReject]) {
    var rows = 0
    let rejects = try forEachIndex(block) { rows += index.rows - bad.count }
    return (rows, rejects)
  }

  private func fields(_ block: CSVBlock, _ place: Int) -> CSVFields {
    CSVFields(
      block: UnsafePointer(block.bytes),
      bounds: UnsafePointer(index.bounds + place),
      stride: index.stride,
      rows: index.rows,
      scratch: scratch,
      dialect: layout.dialect
    )
  }

  /// Finds the rows of a block, so many at a time; those in `bad` are there, but are not to be used.
  private func forEachIndex(
    _ block: CSVBlock,
    always: Bool = false,
    _ body: () throws -> Void
  ) throws -> [CSVReject] {
    var rejects: [CSVReject] = []
    let problem = UTF8Check.firstProblem(in: block.bytes, from: block.start, to: block.count)
    var place = block.start
    while place < block.count {
      let first = place
      place = index.find(in: block.bytes, from: place, to: block.count)
      bad.removeAll(keepingCapacity: true)
      if let problem, problem.place < place { checkText(block) }
      if block.count > layout.fieldLimit { checkLimit() }
      if index.rows > 0 { try body() }
      if bad.isEmpty && index.flaws.isEmpty || always { continue }
      var found = index.flaws.map { ($0.place, reason($0.flaw)) }
      for (row, reason) in bad {
        found.append((Int(index.bounds[Int(row) * index.stride]), reason))
      }
      var line = block.line(at: first)
      var last = first
      for (place, reason) in found.sorted(by: { $0.0 < $1.0 }) {
        line += CSVBlock.lines(block.bytes, last, place)
        last = place
        let reject = CSVReject(
          source: layout.source,
          line: line,
          offset: block.offset + place,
          reason: reason
        )
        guard layout.rejects else { throw reject.error }
        rejects.append(reject)
      }
    }
    return rejects
  }

  private func checkText(_ block: CSVBlock) {
    for row in 0..<index.rows {
      let from = Int(index.bounds[row * index.stride])
      let to = end(of: row, block)
      switch UTF8Check.firstProblem(in: block.bytes, from: from, to: max(from, to))?.problem {
      case nil: break
      case .nul:
        bad[Int32(row)] =
          "there is a NUL byte. \(CSVLayout.remedyForNUL)"
      case .invalid:
        bad[Int32(row)] = "there are bytes that are not UTF-8. \(CSVLayout.remedyForInvalidText)"
      }
    }
  }

  /// Where a row ends; fields that were filled up have places beyond it.
  private func end(of row: Int, _ block: CSVBlock) -> Int {
    let bounds = index.bounds + row * index.stride
    for field in 1..<max(1, index.columns) {
      let end = Int(bounds[field]) - 1
      if end >= block.count || block.bytes[end] != layout.dialect.delimiter {
        return min(end, block.count)
      }
    }
    return min(Int(bounds[index.columns]) - 1, block.count)
  }

  private func checkLimit() {
    for row in 0..<index.rows {
      for place in row * index.stride..<row * index.stride + index.columns
      where Int(index.bounds[place + 1]) - Int(index.bounds[place]) - 1 > layout.fieldLimit {
        bad[Int32(row)] =
          "a field has more than \(layout.fieldLimit) bytes. Check the quotes, or raise the limit:"
          + " --field-limit \(CSVOptions.raised(layout.fieldLimit))."
      }
    }
  }

  private func reason(_ flaw: CSVRowIndex.Flaw) -> String {
    let columns = layout.names.count
    return switch flaw {
    case .tooFew(let fields):
      "the row has \(fields) field\(fields == 1 ? "" : "s"), but there are \(columns) columns. Pass"
        + " --ragged pad to fill it up."
    case .tooMany(let fields):
      "the row has \(fields) fields, but there \(columns == 1 ? "is 1 column" : "are \(columns) columns")."
        + " Check its quotes, or pass --ragged keep."
    case .textAfterQuote:
      "text follows a closing quote. Double the quotes within a field, or read without --strict."
    case .escapeAtEnd:
      "the file ends with an escape. Complete it, or read without --strict."
    case .quoteInField:
      "there is a quote in a field without quotes. Quote the field, or read without --strict."
    }
  }

  private func misfit(
    _ row: Int32,
    _ wanted: (place: Int, type: ColumnType, isGiven: Bool),
    _ block: CSVBlock
  ) -> String {
    let field = fields(block, wanted.place)[Int(row)]
    let bytes = UnsafeBufferPointer(start: field.start, count: min(field.count, 40))
    let value = String(decoding: bytes, as: UTF8.self) + (field.count > 40 ? "…" : "")
    let name = layout.names[wanted.place]
    if wanted.type == .integer,
      NumberText.isDecimal(UnsafeBufferPointer(start: field.start, count: field.count)),
      !bytes.contains(UInt8(ascii: "."))
    {
      return "\"\(value)\" in the column \"\(name)\" is beyond 64 bits. Read the column as decimal."
    }
    return
      "\"\(value)\" in the column \"\(name)\" is no \(wanted.type.rawValue). Correct it, or read"
      + " the column as text."
  }
}
