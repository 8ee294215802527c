/// Writes rows to a sink in large pieces, formatted on all processors once there are many of them.
struct RowOutput<Format: RowFormat, Sink: ByteSink> {
  private(set) var sink: Sink
  private let format: Format
  private let threads: Int
  private let buffer = OutputBuffer(capacity: RowOutputSize.write)
  private(set) var rowCount = 0
  private var byteCount = 0
  private var pieces: [RowPiece] = []
  private var cells = 0
  private var line: FormattingLine<Format>?

  /// Writes to a sink; with one thread, on the caller's alone.
  init(_ sink: Sink, _ format: Format, threads: Int = Workers.number) {
    self.sink = sink
    self.format = format
    self.threads = threads
  }

  /// Writes bytes that are no rows.
  mutating func write(_ body: (OutputBuffer) throws -> Void) throws {
    try drain()
    try body(buffer)
    try flush(above: RowOutputSize.write)
  }

  mutating func write(_ batch: Batch) throws {
    var first = 0
    let step = max(1, RowOutputSize.cells / max(1, batch.columns.count))
    while first < batch.count {
      let rows = first..<min(first + step, batch.count)
      try write(RowPiece(batch: batch, rows: rows, before: rowCount))
      rowCount += rows.count
      first = rows.upperBound
    }
  }

  private mutating func write(_ piece: RowPiece) throws {
    // Small tables are not worth the threads.
    if threads < 2 || byteCount < RowOutputSize.alone {
      try format.append(piece.rows, of: piece.batch, before: piece.before, to: buffer)
      return try flush(above: RowOutputSize.write)
    }
    pieces.append(piece)
    cells += piece.rows.count * piece.batch.columns.count
    if cells >= RowOutputSize.cells { try submit() }
  }

  /// Hands everything that was written to the sink.
  mutating func finish() throws {
    try drain()
    try flush(above: 0)
    line = nil
  }

  private mutating func submit() throws {
    guard !pieces.isEmpty else { return }
    let line = self.line ?? FormattingLine(format, threads: threads)
    self.line = line
    line.submit(pieces)
    pieces = []
    cells = 0
    while line.isFull, let done = try line.next() { try take(done, from: line) }
  }

  /// Waits for everything that is being formatted.
  private mutating func drain() throws {
    try submit()
    guard let line else { return }
    while let done = try line.next() { try take(done, from: line) }
  }

  private mutating func take(_ done: OutputBuffer, from line: FormattingLine<Format>) throws {
    if done.count >= RowOutputSize.write {
      try flush(above: 0)
      byteCount += done.count
      try done.withBytes { try sink.write($0) }
    } else {
      done.withBytes { buffer.append($0) }
      try flush(above: RowOutputSize.write)
    }
    line.reuse(done)
  }

  private mutating func flush(above size: Int) throws {
    guard buffer.count > 0, buffer.count >= size else { return }
    byteCount += buffer.count
    defer { buffer.removeAll() }
    try buffer.withBytes { try sink.write($0) }
  }
}

/// Rows that are formatted in one go.
struct RowPiece: Sendable {
  var batch: Batch
  var rows: Range<Int>
  /// How many rows come before them.
  var before: Int
}

private enum RowOutputSize {
  /// What is handed to a sink at a time, at least.
  static let write = 1 << 19
  /// How many bytes the caller's thread formats before it asks others.
  static let alone = 1 << 20
  /// How many values are a piece of work for a thread.
  static let cells = 1 << 16
}
