/// A CSV file whose dialect, names and types are known, and that is at its first row.
struct CSVOpening {
  /// How many bytes at the start are looked at before anything is parsed; more when the first row
  /// is longer.
  private static let headSize = 1 << 18

  private var source: any ByteSource
  private let options: CSVOptions
  /// What is known of the file.
  private(set) var layout: CSVLayout
  /// Whether the types are guesses from the start of the file that may not hold.
  private(set) var isGuess = false

  init(_ input: any ByteSource, _ options: CSVOptions) throws {
    if let dialect = options.dialect { try dialect.validate() }
    try options.validate()
    self.options = options
    var input = input
    var head = try Self.head(of: &input, Self.headSize)
    var source: any ByteSource = HeadedByteSource(head, input)
    let mark = CSVEncoding.mark(of: head)
    let encoding = options.encoding ?? mark?.encoding ?? .utf8
    if encoding != .utf8 || mark?.encoding == .utf8 {
      source = TranscodingByteSource(source, encoding)
      head = try Self.head(of: &source, Self.headSize)
      source = HeadedByteSource(head, source)
    }
    var isWhole = head.count < Self.headSize
    let name = input.name
    let isEmpty = !head.contains { $0 != 10 && $0 != 13 }
    guard !isEmpty || options.header == .absent && !head.isEmpty else {
      throw TableError(
        .empty,
        "\(name): the file is empty: it has not even a header. Check the path."
      )
    }
    var sniff = CSVSniffer.sniffDialect(options.dialect == nil ? head : [], isWhole: isWhole)
    if let dialect = options.dialect { sniff.dialect = dialect }
    var (rows, first) = Self.firstRow(of: head, sniff.dialect)
    while rows.place >= head.count, !isWhole {
      guard head.count < CSVBlockReader.rowLimit(options.fieldLimit) else {
        throw TableError(
          .invalidData,
          "\(name):1: the first row has more than \(head.count) bytes. Check the quotes and the"
            + " delimiter, or raise the limit: --field-limit \(CSVOptions.raised(head.count))."
        )
      }
      let size = head.count * 2
      head = try Self.head(of: &source, size)
      source = HeadedByteSource(head, source)
      isWhole = head.count < size
      (rows, first) = Self.firstRow(of: head, sniff.dialect)
    }
    self.source = source
    let headerEnd = rows.place
    if first.contains(where: { $0.text.utf8.count > options.fieldLimit }) {
      throw TableError(
        .invalidData,
        "\(name):1: a field of the first row has more than \(options.fieldLimit) bytes. Check the"
          + " quotes, or raise the limit: --field-limit \(CSVOptions.raised(options.fieldLimit))."
      )
    }
    if rows.isOpen { throw Self.unclosed(head, sniff.dialect, name) }
    switch options.header {
    case .present: sniff.hasHeader = true
    case .absent: sniff.hasHeader = false
    case .auto:
      var rest: [[CSVRows.Field]] = []
      while rest.count < 100, let row = rows.next() {
        if rows.place >= head.count, !isWhole { break }
        if !row.isEmpty { rest.append(row) }
      }
      CSVSniffer.decideHeader(first, rest, &sniff)
    }
    if sniff.hasHeader { try Self.checkHeader(head, headerEnd, name) }
    let names =
      sniff.hasHeader
      ? try Self.names(first.map(\.text), options.names, name)
      : (0..<max(1, first.count)).map { "column\($0 + 1)" }
    if let expected = options.expectedNames, expected != names {
      throw TableError(
        .invalidData,
        "\(name):1: the columns are \(Self.list(names)), not \(Self.list(expected)). Correct the"
          + " header."
      )
    }
    let places = try Self.places(names, options, name)
    layout = CSVLayout(
      source: name,
      dialect: sniff.dialect,
      names: names,
      wanted: places.map { place in
        let given = options.given[names[place]]
        return (place, given ?? .text, given != nil || Self.isText(names[place], options))
      },
      dictionaries: options.dictionaries,
      ragged: options.ragged,
      nulls: options.nulls.map { Array($0.utf8) },
      fieldLimit: options.fieldLimit,
      batchRows: max(1, min(options.batchRows, 1 << 20)),
      rejects: options.onReject != nil,
      headerEnd: sniff.hasHeader ? headerEnd : 0
    )
    try guessTypes(head, isWhole: isWhole)
  }

  /// The blocks of the file from its first row on.
  ///
  /// To be called once, and then once for each ``restart()``.
  func blocks() -> CSVBlockReader {
    CSVBlockReader(
      source,
      dialect: layout.dialect,
      blockSize: options.blockSize,
      fieldLimit: options.fieldLimit,
      headerEnd: layout.headerEnd
    )
  }

  /// Goes back to the start, if the source can.
  mutating func restart() throws -> Bool { try source.restart() }

  /// Takes over the types that a look at the whole file has found.
  mutating func settle(_ guesses: [TypeGuess]) {
    for (number, guess) in guesses.enumerated() where !layout.wanted[number].isGiven {
      layout.wanted[number].type = guess.type
    }
    isGuess = false
  }

  /// Adds columns for the fields of the longest row.
  mutating func widen(to columns: Int) {
    for place in layout.names.count..<max(columns, layout.names.count) {
      let name = "column\(place + 1)"
      layout.names.append(name)
      if options.columns == nil {
        layout.wanted.append((place, .text, Self.isText(name, options)))
      }
    }
  }

  /// Adds the texts of columns that can be written in several ways, if they are wanted.
  mutating func keepSpelling() {
    guard options.keepsSpelling, layout.spelled == 0 else { return }
    for column in layout.wanted where column.type.hasManySpellings {
      layout.wanted.append((column.place, .text, true))
      layout.spelled += 1
    }
  }

  /// Whether nobody asks for the type of a column.
  private static func isText(_ name: String, _ options: CSVOptions) -> Bool {
    options.typed.map { !$0.contains(name) } ?? false
  }

  /// Makes all columns text whose type is not given.
  mutating func settleForText() {
    settle(layout.wanted.map { _ in [] })
  }

  private mutating func guessTypes(_ head: [UInt8], isWhole: Bool) throws {
    guard options.types == .inferred || layout.ragged == .keep else { return }
    var blocks = CSVBlockReader(
      MemoryByteSource(head),
      dialect: layout.dialect,
      blockSize: head.count + 1,
      fieldLimit: options.fieldLimit,
      headerEnd: layout.headerEnd
    )
    // The end of the head may be within a row.
    if !isWhole {
      let splitter = CSVSplitter(dialect: layout.dialect)
      let end = head.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map {
          splitter.split($0, head.count - ByteScan.padding, isWhole: false).end
        }
      }
      blocks = CSVBlockReader(
        MemoryByteSource(Array(head[..<(end ?? 0)])),
        dialect: layout.dialect,
        blockSize: head.count + 1,
        fieldLimit: options.fieldLimit,
        headerEnd: layout.headerEnd
      )
    }
    isGuess = !isWhole && !layout.wanted.allSatisfy(\.isGiven)
    guard let block = try? blocks.next(reusing: nil) else { return }
    let parser = CSVBlockParser(layout)
    var guesses = [TypeGuess](repeating: .anything, count: layout.wanted.count)
    try parser.guess(block, into: &guesses)
    if isWhole, layout.ragged == .keep, parser.widest > layout.names.count {
      widen(to: parser.widest)
      return try guessTypes(head, isWhole: isWhole)
    }
    let isGuess = isGuess
    if options.types == .inferred { settle(guesses) }
    self.isGuess = isGuess
  }
}
