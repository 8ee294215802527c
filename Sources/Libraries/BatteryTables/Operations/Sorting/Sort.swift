/// A table in the order of some of its columns.
///
/// Rows whose keys are equal stay in their order; rows without a value come last; texts are compared
/// byte by byte. Above a memory budget sorted runs are written to a temporary file that has no name
/// any more, and merged while they are read.
public struct Sort: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  private var buffer: SortBuffer
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
      buffer.sort()
      runs.append(try Self.write(buffer.records, to: spilled, memory: memory))
      buffer.removeAll()
    }
    while let batch = try source.next() {
      buffer.add(batch)
      if buffer.size > memory { try spill() }
    }
    guard file != nil else {
      buffer.sort()
      return
    }
    if buffer.count > 0 { try spill() }
    if let file { merger = try RunMerger(file, schema, runs) }
  }

  /// Writes a sorted run and returns where its blocks are.
  private static func write(
    _ records: [UnsafeRawPointer],
    to file: SpillFile,
    memory: Int
  ) throws(TableError) -> [Range<Int>] {
    let limit = max(4096, min(256 << 10, memory / 64))
    var blocks: [Range<Int>] = []
    let buffer = OutputBuffer(capacity: limit)
    func flush() throws(TableError) {
      guard buffer.count > 0 else { return }
      let start = file.size
      try buffer.withBytes { bytes throws(TableError) in try file.append(bytes) }
      blocks.append(start..<file.size)
      buffer.removeAll()
    }
    for place in records {
      let record = SortRecord(place)
      if buffer.count + record.size > limit { try flush() }
      buffer.append(UnsafeRawBufferPointer(start: place, count: record.size))
    }
    try flush()
    return blocks
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    if merger != nil { return try merger?.next(limit: Self.rowsOfBatch) }
    guard place < buffer.count else { return nil }
    let end = min(place + Self.rowsOfBatch, buffer.count)
    defer { place = end }
    return buffer.batch(place..<end)
  }
}
