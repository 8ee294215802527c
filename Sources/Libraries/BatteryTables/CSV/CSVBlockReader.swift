/// Cuts a source into blocks of whole rows, one after the other.
struct CSVBlockReader {
  private var source: any ByteSource
  private let splitter: CSVSplitter
  private let blockSize: Int
  private let fieldLimit: Int
  /// How many bytes at the start are not rows: the header.
  private let headerEnd: Int
  private var carry: [UInt8] = []
  private var ordinal = 0
  private var offset = 0
  private var line = 1
  private var isAtEnd = false

  init(
    _ source: any ByteSource,
    dialect: CSVDialect,
    blockSize: Int,
    fieldLimit: Int,
    headerEnd: Int
  ) {
    self.source = source
    splitter = CSVSplitter(dialect: dialect)
    self.blockSize = max(1, blockSize)
    self.fieldLimit = fieldLimit
    self.headerEnd = headerEnd
  }

  /// Reads the next block, or returns `nil` at the end.
  mutating func next(reusing used: CSVBlock?) throws -> CSVBlock? {
    guard !isAtEnd || !carry.isEmpty else { return nil }
    let block = used ?? CSVBlock(capacity: blockSize)
    var count = carry.count
    block.grow(to: max(blockSize, count * 2) + 1, keeping: 0)
    carry.withUnsafeBufferPointer {
      if let start = $0.baseAddress { block.bytes.update(from: start, count: count) }
    }
    var size = max(blockSize, count + 1)
    while true {
      if !isAtEnd {
        let room = UnsafeMutableRawBufferPointer(start: block.bytes + count, count: size - count)
        let number = try source.fill(room)
        isAtEnd = number < room.count
        count += number
      }
      guard count > 0 else { return nil }
      (block.bytes + count).update(repeating: 0, count: ByteScan.padding)
      let split = splitter.split(block.bytes, count, isWhole: isAtEnd)
      if isAtEnd, let open = split.openQuote { throw unclosed(block, open) }
      if isAtEnd || split.end > 0 {
        finish(block, isAtEnd ? count : split.end, count)
        return block
      }
      try checkLimit(block, count, split)
      size = count * 2
      block.grow(to: size + 1, keeping: count)
    }
  }

  /// Takes the whole rows and keeps what comes after them.
  private mutating func finish(_ block: CSVBlock, _ end: Int, _ count: Int) {
    carry = Array(UnsafeBufferPointer(start: block.bytes + end, count: count - end))
    block.ordinal = ordinal
    block.offset = offset
    block.line = line
    block.start = min(end, max(0, headerEnd - offset))
    block.count = end
    ordinal += 1
    offset += end
    line += CSVBlock.lines(block.bytes, 0, end)
    // The last row may have no end of its own.
    if isAtEnd, carry.isEmpty, block.bytes[end - 1] != 10, block.bytes[end - 1] != 13 {
      block.bytes[end] = 10
      block.count = end + 1
    } else if carry.isEmpty == false {
      (block.bytes + end).update(repeating: 0, count: min(ByteScan.padding, count - end))
    }
  }

  /// The most bytes that a row may have; a block of several stays below what 32 bits can say.
  static func rowLimit(_ fieldLimit: Int) -> Int { min(8 * max(fieldLimit, 1 << 20), 1 << 30) }

  private func unclosed(_ block: CSVBlock, _ open: Int) -> TableError {
    TableError(
      .invalidData,
      "\(source.name):\(line + CSVBlock.lines(block.bytes, 0, open)): the quote that opens here is"
        + " never closed. Close it, or name another quote character or none."
    )
  }

  /// Refuses what cannot be a row any more.
  private func checkLimit(_ block: CSVBlock, _ count: Int, _ split: CSVSplitter.Split) throws {
    if let open = split.openQuote, count - open > fieldLimit {
      throw TableError(
        .invalidData,
        "\(source.name):\(line + CSVBlock.lines(block.bytes, 0, open)): the quoted field that opens"
          + " here has more than \(fieldLimit) bytes. Close the quote, or raise the limit:"
          + " --field-limit \(CSVOptions.raised(fieldLimit))."
      )
    }
    if split.openQuote == nil, count > fieldLimit,
      ByteScan.last(
        splitter.dialect.delimiter,
        in: block.bytes,
        from: count - fieldLimit,
        to: count
      )
        == nil
    {
      throw TableError(
        .invalidData,
        "\(source.name):\(line): a field has more than \(fieldLimit) bytes. Is this CSV? Check the"
          + " delimiter, or raise the limit: --field-limit \(CSVOptions.raised(fieldLimit))."
      )
    }
    if count > Self.rowLimit(fieldLimit) {
      throw TableError(
        .invalidData,
        "\(source.name):\(line): a row has more than \(count) bytes. Is this CSV? Check the ends of"
          + " the lines, or raise the limit: --field-limit \(CSVOptions.raised(fieldLimit))."
      )
    }
  }
}
