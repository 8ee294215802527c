/// The fields of one column in the rows of an index, without quotes and escapes.
struct CSVFields {
  /// One field.
  struct Field {
    var start: UnsafePointer<UInt8>
    var count: Int
    /// Whether it was quoted: then it is a text even when it is empty.
    var isQuoted: Bool
  }

  let block: UnsafePointer<UInt8>
  let bounds: UnsafePointer<UInt32>
  let stride: Int
  let rows: Int
  let scratch: CSVScratch
  private let quote: UInt16
  private let isPlain: Bool

  init(
    block: UnsafePointer<UInt8>,
    bounds: UnsafePointer<UInt32>,
    stride: Int,
    rows: Int,
    scratch: CSVScratch,
    dialect: CSVDialect
  ) {
    self.block = block
    self.bounds = bounds
    self.stride = stride
    self.rows = rows
    self.scratch = scratch
    quote = dialect.quote.map(UInt16.init) ?? 256
    isPlain = dialect.isPlain
  }

  /// A field; valid until the next one that has to be copied.
  @inline(__always)
  subscript(row: Int) -> Field {
    let from = Int(bounds[row &* stride])
    let count = Int(bounds[row &* stride &+ 1]) &- 1 &- from
    let start = block + from
    if count > 0, UInt16(start[0]) == quote || !isPlain { return decode(start, count) }
    return Field(start: start, count: count, isQuoted: false)
  }

  @inline(never)
  private func decode(_ start: UnsafePointer<UInt8>, _ count: Int) -> Field {
    let quote = UInt8(truncatingIfNeeded: quote)
    if isPlain, count >= 2, start[count - 1] == quote {
      let end = count - 1
      if ByteScan.first(quote, in: start, from: 1, to: end) == end {
        return Field(start: start + 1, count: count - 2, isQuoted: true)
      }
    }
    return scratch.decode(start, count)
  }
}

/// Room for fields that have to be copied, since they hold doubled quotes or escapes.
final class CSVScratch {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 4096
  private let dialect: CSVDialect

  init(_ dialect: CSVDialect) {
    self.dialect = dialect
    bytes = .allocate(capacity: capacity + ByteScan.padding)
    bytes.initialize(repeating: 0, count: capacity + ByteScan.padding)
  }

  deinit { bytes.deallocate() }

  /// Takes the quotes and escapes out of a field.
  func decode(_ start: UnsafePointer<UInt8>, _ count: Int) -> CSVFields.Field {
    if count > capacity {
      bytes.deallocate()
      capacity = count * 2
      bytes = .allocate(capacity: capacity + ByteScan.padding)
      bytes.initialize(repeating: 0, count: capacity + ByteScan.padding)
    }
    var machine = CSVMachine(dialect)
    var length = 0
    for place in 0..<count {
      let event = machine.step(start[place])
      if event == .value || event == .misplaced {
        bytes[length] = start[place]
        length += 1
      }
    }
    return CSVFields.Field(start: bytes, count: length, isQuoted: machine.isQuoted)
  }
}
