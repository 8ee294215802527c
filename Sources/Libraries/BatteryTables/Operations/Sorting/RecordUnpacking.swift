/// Makes a batch of rows that are in records.
struct RecordUnpacking {
  let layout: RecordLayout

  /// The rows, in the order of the records.
  func batch(_ records: some Collection<UnsafeRawPointer>) -> Batch {
    let bodies = records.map { SortRecord($0).body }
    // The columns in which any row has no value.
    var gaps = [UInt8](repeating: 0, count: (layout.schema.count + 7) / 8)
    for body in bodies {
      for place in gaps.indices { gaps[place] |= body.load(fromByteOffset: place, as: UInt8.self) }
    }
    var ends: Int?
    let columns = layout.schema.fields.indices.map { number in
      let hasNulls = gaps[number / 8] >> (number & 7) & 1 == 1
      let nulls = hasNulls ? nulls(number, bodies) : NullMask(count: bodies.count)
      return column(number, bodies, nulls, &ends)
    }
    return Batch(layout.schema, columns)
  }

  private func column(
    _ number: Int,
    _ bodies: [UnsafeRawPointer],
    _ nulls: NullMask,
    _ textBefore: inout Int?
  ) -> Column {
    let type = layout.schema[number].type
    let offset = layout.offsets[number]
    switch type {
    case .integer: return .integer(ValueColumn(values(bodies, offset), nulls: nulls))
    case .double: return .double(ValueColumn(values(bodies, offset), nulls: nulls))
    case .boolean: return .boolean(ValueColumn(values(bodies, offset), nulls: nulls))
    case .date: return .date(ValueColumn(values(bodies, offset), nulls: nulls))
    case .timestamp:
      let zones: [Int16] = values(bodies, offset + RecordLayout.zoneOffset)
      let hasZones = zones.contains { $0 != TimestampColumn.noOffset }
      let instants = ValueColumn<Int64>(values(bodies, offset), nulls: nulls)
      return .timestamp(TimestampColumn(instants: instants, offsets: hasZones ? zones : []))
    case .decimal, .text:
      let texts = texts(bodies, offset, after: textBefore, nulls)
      textBefore = offset
      return type == .decimal ? .decimal(texts) : .text(texts)
    }
  }

  private func values<T: BitwiseCopyable>(_ bodies: [UnsafeRawPointer], _ offset: Int) -> [T] {
    [T](unsafeUninitializedCapacity: bodies.count) { values, count in
      for row in bodies.indices {
        values[row] = bodies[row].loadUnaligned(fromByteOffset: offset, as: T.self)
      }
      count = bodies.count
    }
  }

  private func nulls(_ number: Int, _ bodies: [UnsafeRawPointer]) -> NullMask {
    let bit: UInt8 = 1 << (number & 7)
    var words = [UInt64](repeating: 0, count: (bodies.count + 63) / 64)
    for row in bodies.indices {
      let isNull = bodies[row].load(fromByteOffset: number / 8, as: UInt8.self) & bit != 0
      words[row >> 6] |= (isNull ? 1 : 0) << UInt64(row & 63)
    }
    return NullMask(words: words, count: bodies.count)
  }

  private func texts(
    _ bodies: [UnsafeRawPointer],
    _ offset: Int,
    after before: Int?,
    _ nulls: NullMask
  ) -> TextColumn {
    func start(_ body: UnsafeRawPointer) -> Int {
      before.map { Int(body.loadUnaligned(fromByteOffset: $0, as: UInt32.self)) } ?? 0
    }
    func end(_ body: UnsafeRawPointer) -> Int {
      Int(body.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    var total = 0
    let offsets = [Int](unsafeUninitializedCapacity: bodies.count + 1) { offsets, count in
      for row in bodies.indices {
        offsets[row] = total
        total += end(bodies[row]) - start(bodies[row])
      }
      offsets[bodies.count] = total
      count = bodies.count + 1
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { bytes, count in
      count = total
      guard let target = UnsafeMutableRawPointer(bytes.baseAddress) else { return }
      for row in bodies.indices {
        let size = offsets[row + 1] - offsets[row]
        let source = bodies[row] + layout.fixedSize + start(bodies[row])
        (target + offsets[row]).copyMemory(from: source, byteCount: size)
      }
    }
    return TextColumn(bytes: bytes, offsets: offsets, nulls: nulls)
  }
}
