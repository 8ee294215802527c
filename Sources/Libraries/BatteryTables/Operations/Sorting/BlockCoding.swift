/// Writes rows and their keys as bytes.
struct BlockWriter {
  private(set) var bytes: [UInt8] = []

  init(_ batch: Batch, keys: [UInt8], ends: [Int]) {
    append(keys)
    append(ends)
    for column in batch.columns { append(column) }
  }

  private mutating func append<T: BitwiseCopyable>(_ values: [T]) {
    withUnsafeBytes(of: values.count) { bytes.append(contentsOf: $0) }
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ nulls: NullMask) {
    append(nulls.hasNulls ? (0..<nulls.count).filter { nulls[$0] }.map { Int32($0) } : [])
  }

  private mutating func append(_ column: Column) {
    append(column.nulls)
    switch column {
    case .integer(let column): append(column.values)
    case .double(let column): append(column.values)
    case .boolean(let column): append(column.values)
    case .date(let column): append(column.values)
    case .timestamp(let column):
      append(column.instants.values)
      append(column.offsets)
    case .text, .decimal, .dictionary:
      let texts = column.plainText
      append(texts.bytes)
      append(texts.offsets)
    }
  }
}

/// Reads what ``BlockWriter`` wrote.
struct BlockReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func block(_ schema: Schema) -> (batch: Batch, keys: [UInt8], ends: [Int]) {
    let keys = values(of: UInt8.self)
    let ends = values(of: Int.self)
    let columns = schema.fields.map { column($0.type, count: ends.count) }
    return (Batch(schema, columns), keys, ends)
  }

  private mutating func values<T: BitwiseCopyable>(of type: T.Type) -> [T] {
    bytes.withUnsafeBytes { raw in
      let count = raw.loadUnaligned(fromByteOffset: place, as: Int.self)
      place += MemoryLayout<Int>.size
      let length = count * MemoryLayout<T>.stride
      let values = [T](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: raw[place..<place + length])
        )
        filled = count
      }
      place += length
      return values
    }
  }

  private mutating func column(_ type: ColumnType, count: Int) -> Column {
    let rows = values(of: Int32.self)
    var nulls = NullMask(count: count)
    if !rows.isEmpty {
      var isNull = [Bool](repeating: false, count: count)
      for row in rows { isNull[Int(row)] = true }
      nulls = NullMask(isNull)
    }
    switch type {
    case .integer: return .integer(ValueColumn(values(of: Int64.self), nulls: nulls))
    case .double: return .double(ValueColumn(values(of: Double.self), nulls: nulls))
    case .boolean: return .boolean(ValueColumn(values(of: Bool.self), nulls: nulls))
    case .date: return .date(ValueColumn(values(of: Int32.self), nulls: nulls))
    case .timestamp:
      let instants = ValueColumn(values(of: Int64.self), nulls: nulls)
      return .timestamp(TimestampColumn(instants: instants, offsets: values(of: Int16.self)))
    case .decimal, .text:
      let bytes = values(of: UInt8.self)
      let offsets = values(of: Int.self)
      var texts = TextColumn()
      texts.reserveCapacity(rows: count, bytes: bytes.count)
      bytes.withUnsafeBufferPointer { all in
        for row in 0..<count {
          if nulls[row] {
            texts.appendNull()
          } else {
            texts.append(UnsafeBufferPointer(rebasing: all[offsets[row]..<offsets[row + 1]]))
          }
        }
      }
      return type == .decimal ? .decimal(texts) : .text(texts)
    }
  }
}
