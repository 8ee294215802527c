/// A table in the order of some of its columns.
///
/// Rows whose keys are equal stay in their order; rows without a value come last; texts are compared
/// byte by byte. Above a memory budget sorted runs are written to a temporary file that has no name
/// any more, and merged while they are read.
public struct Sort: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  private var buffer: SortBuffer
  private var order: [Int32] = []
  private var place = 0
  private var merger: RunMerger?

  private static let rowsOfBatch = 8192

  /// Reads the whole table and sorts it.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - keys: The columns, the most important one first.
  ///   - memory: How many bytes of rows are sorted at a time.
  ///   - directory: Where temporary files go; without it, where `TMPDIR` says, or `/tmp`.
  /// - Throws: ``TableError`` when a column is not there or a file cannot be written, and what the
  ///   source throws.
  public init(
    _ source: any TableReader,
    by keys: [SortKey],
    memory: Int = 256 << 20,
    directory: String? = nil
  ) throws {
    schema = source.schema
    buffer = try SortBuffer(source.schema, by: keys)
    var source = source
    var file: SpillFile?
    var runs: [[Range<Int>]] = []
    func spill() throws(TableError) {
      let spilled: SpillFile
      if let file { spilled = file } else { spilled = try SpillFile(in: directory) }
      file = spilled
      runs.append(try Self.write(buffer, to: spilled, memory: memory))
      buffer.removeAll()
    }
    while let batch = try source.next() {
      buffer.add(batch)
      if buffer.size > memory { try spill() }
    }
    guard file != nil else {
      order = buffer.order()
      return
    }
    if buffer.count > 0 { try spill() }
    if let file { merger = try RunMerger(file, schema, runs) }
  }

  /// Writes a sorted run and returns where its blocks are.
  private static func write(
    _ buffer: SortBuffer,
    to file: SpillFile,
    memory: Int
  ) throws(TableError) -> [Range<Int>] {
    let order = buffer.order()
    let block = max(4096, min(256 << 10, memory / 64))
    let rows = max(1, min(rowsOfBatch, block * buffer.count / max(1, buffer.size)))
    var blocks: [Range<Int>] = []
    var place = 0
    while place < order.count {
      let chosen = Array(order[place..<min(place + rows, order.count)])
      var keys: [UInt8] = []
      var ends: [Int] = []
      for row in chosen {
        buffer.withKey(of: Int(row)) { keys.append(contentsOf: $0) }
        ends.append(keys.count)
      }
      let start = file.size
      try file.append(BlockWriter(buffer.batch(chosen), keys: keys, ends: ends).bytes)
      blocks.append(start..<file.size)
      place += chosen.count
    }
    return blocks
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    if merger != nil { return try merger?.next(limit: Self.rowsOfBatch) }
    guard place < order.count else { return nil }
    let end = min(place + Self.rowsOfBatch, order.count)
    defer { place = end }
    return buffer.batch(Array(order[place..<end]))
  }
}
