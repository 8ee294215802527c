/// Writes the rows of a batch into records.
struct RecordPacking {
  private static let tile = 1024

  let layout: RecordLayout

  /// How many bytes each row needs besides its key.
  private func sizes(
    _ count: Int,
    _ cells: UnsafeMutableBufferPointer<Cells>
  ) -> [Int] {
    var sizes = [Int](repeating: SortRecord.headerSize + layout.fixedSize, count: count)
    for column in cells where column.isText {
      for row in 0..<count where !column.isNull(row) {
        sizes[row] += column.text(at: column.place(row)).count
      }
    }
    return sizes
  }

  /// Writes records one after the other into memory that is asked for when their size is known.
  ///
  /// - Returns: Where each begins.
  func pack(
    _ batch: Batch,
    _ keys: OrderedKeys,
    allocate: (Int) -> UnsafeMutableRawPointer
  ) -> [UnsafeRawPointer] {
    guard batch.count > 0 else { return [] }
    var records: [UnsafeRawPointer] = []
    // Nothing is encoded here, so nothing can fail.
    try? batch.withCells(.plain) { cells in
      var places = sizes(batch.count, cells)
      var total = 0
      var key = 0
      for row in places.indices {
        let size = places[row] + keys.ends[row] - key
        key = keys.ends[row]
        places[row] = total
        total += size
      }
      let start = allocate(total)
      writeKeys(keys, places, total, to: start)
      records = places.map { UnsafeRawPointer(start + $0) }
      var first = 0
      while first < batch.count {
        let rows = first..<min(first + Self.tile, batch.count)
        write(rows, cells, to: start, places)
        first = rows.upperBound
      }
    }
    return records
  }

  private func writeKeys(
    _ keys: OrderedKeys,
    _ places: [Int],
    _ total: Int,
    to start: UnsafeMutableRawPointer
  ) {
    keys.bytes.withUnsafeBytes { bytes in
      var from = 0
      for row in places.indices {
        let end = row + 1 < places.count ? places[row + 1] : total
        let record = start + places[row]
        let key = UnsafeRawBufferPointer(rebasing: bytes[from..<keys.ends[row]])
        from = keys.ends[row]
        record.storeBytes(of: UInt32(end - places[row]), as: UInt32.self)
        record.storeBytes(of: UInt32(key.count), toByteOffset: 4, as: UInt32.self)
        UnsafeMutableRawBufferPointer(start: record + SortRecord.headerSize, count: key.count)
          .copyMemory(from: key)
      }
    }
  }

  /// Writes the values of some rows, column by column, while their records are in near memory.
  private func write(
    _ rows: Range<Int>,
    _ cells: UnsafeMutableBufferPointer<Cells>,
    to start: UnsafeMutableRawPointer,
    _ places: [Int]
  ) {
    let bodies = rows.map { row in
      UnsafeMutableRawPointer(mutating: SortRecord(start + places[row]).body)
    }
    var ends = [UInt32](repeating: 0, count: rows.count)
    let nullSize = (cells.count + 7) / 8
    for body in bodies { body.initializeMemory(as: UInt8.self, repeating: 0, count: nullSize) }
    for (number, column) in cells.enumerated() {
      let offset = layout.offsets[number]
      if column.nulls != nil {
        for row in rows where column.isNull(row) {
          let place = bodies[row - rows.lowerBound] + number / 8
          place.storeBytes(of: place.load(as: UInt8.self) | 1 << (number & 7), as: UInt8.self)
        }
      }
      switch column.kind {
      case .integer, .double: copy(column, UInt64.self, rows, to: bodies, offset)
      case .boolean: copy(column, UInt8.self, rows, to: bodies, offset)
      case .date: copy(column, UInt32.self, rows, to: bodies, offset)
      case .timestamp:
        copy(column, UInt64.self, rows, to: bodies, offset)
        for row in rows {
          bodies[row - rows.lowerBound].storeBytes(
            of: column.zone(row),
            toByteOffset: offset + RecordLayout.zoneOffset,
            as: Int16.self
          )
        }
      case .text, .decimal, .code, .writtenCode:
        for row in rows {
          let place = row - rows.lowerBound
          let body = bodies[place]
          if !column.isNull(row) {
            let text = column.text(at: column.place(row))
            UnsafeMutableRawBufferPointer(
              start: body + layout.fixedSize + Int(ends[place]),
              count: text.count
            ).copyMemory(from: UnsafeRawBufferPointer(text))
            ends[place] += UInt32(text.count)
          }
          body.storeBytes(of: ends[place], toByteOffset: offset, as: UInt32.self)
        }
      }
    }
  }

  @inline(__always)
  private func copy<T: BitwiseCopyable>(
    _ column: Cells,
    _ type: T.Type,
    _ rows: Range<Int>,
    to bodies: [UnsafeMutableRawPointer],
    _ offset: Int
  ) {
    for row in rows {
      bodies[row - rows.lowerBound].storeBytes(
        of: column.value(row, as: type),
        toByteOffset: offset,
        as: type
      )
    }
  }
}

extension Cells {
  fileprivate var isText: Bool {
    switch kind {
    case .text, .decimal, .code, .writtenCode: true
    default: false
    }
  }
}

extension CellEncoding {
  /// Texts as they are.
  fileprivate static var plain: CellEncoding {
    CellEncoding(doubles: DoubleFormat(keepsPoint: false)) { $0 }
  }
}
