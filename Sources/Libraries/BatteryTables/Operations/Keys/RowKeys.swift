/// The keys of some rows as bytes: equal keys are equal bytes, whatever the columns are like inside.
struct RowKeys {
  private(set) var bytes: [UInt8] = []
  /// Where the key of each row ends.
  private(set) var ends: [Int] = []
  /// The rows of which a column of the key has no value.
  private(set) var incomplete: NullMask

  var count: Int { ends.count }

  func start(of row: Int) -> Int { row == 0 ? 0 : ends[row - 1] }

  /// Writes the keys column by column, so that each type is looked at once.
  init(_ columns: [Column], count: Int, prefix: [Int32]? = nil) {
    incomplete = NullMask(count: count)
    var sizes = [Int](repeating: prefix == nil ? 0 : 4, count: count)
    // Decimals are compared by value, which has a form of its own.
    let columns = columns.map { column in
      if case .decimal(let texts) = column { Column.text(texts.canonicalDecimals) } else { column }
    }
    for column in columns {
      Self.addSizes(of: column, &sizes)
      incomplete = .union(incomplete, column.nulls)
    }
    var place = 0
    var places = sizes
    for row in 0..<count {
      places[row] = place
      place += sizes[row]
      sizes[row] = place
    }
    ends = sizes
    bytes = [UInt8](unsafeUninitializedCapacity: place) { buffer, filled in
      filled = place
      guard place > 0, let start = buffer.baseAddress else { return }
      let raw = UnsafeMutableRawPointer(start)
      places.withUnsafeMutableBufferPointer { places in
        if let prefix {
          for row in 0..<count {
            (raw + places[row]).storeBytes(of: prefix[row], as: Int32.self)
            places[row] += 4
          }
        }
        for column in columns { Self.write(column, raw, places) }
      }
    }
  }

  mutating func take(_ bytes: [UInt8], _ ends: [Int]) {
    self.bytes = bytes
    self.ends = ends
    incomplete = NullMask(count: ends.count)
  }

  /// Changes the numbers that the keys begin with.
  mutating func changePrefixes(_ change: (Int32) -> Int32) {
    let ends = ends
    bytes.withUnsafeMutableBytes { raw in
      var start = 0
      for end in ends {
        let prefix = raw.loadUnaligned(fromByteOffset: start, as: Int32.self)
        raw.storeBytes(of: change(prefix), toByteOffset: start, as: Int32.self)
        start = end
      }
    }
  }

  private static func addSizes(of column: Column, _ sizes: inout [Int]) {
    let nulls = column.nulls
    let hasNulls = nulls.hasNulls
    func add(_ size: Int) {
      if hasNulls {
        for row in sizes.indices { sizes[row] += nulls[row] ? 1 : size }
      } else {
        for row in sizes.indices { sizes[row] += size }
      }
    }
    switch column {
    case .integer, .double, .timestamp: add(9)
    case .date: add(5)
    case .boolean: add(2)
    case .text(let texts), .decimal(let texts):
      texts.offsets.withUnsafeBufferPointer { offsets in
        for row in sizes.indices {
          sizes[row] += hasNulls && nulls[row] ? 1 : 5 + offsets[row + 1] - offsets[row]
        }
      }
    case .dictionary(let texts):
      let offsets = texts.dictionary.offsets
      for row in sizes.indices {
        if hasNulls, nulls[row] {
          sizes[row] += 1
        } else {
          let code = Int(texts.codes.values[row])
          sizes[row] += 5 + offsets[code + 1] - offsets[code]
        }
      }
    }
  }

  private static func write(
    _ column: Column,
    _ raw: UnsafeMutableRawPointer,
    _ places: UnsafeMutableBufferPointer<Int>
  ) {
    switch column {
    case .integer(let column): write(column.values, column.nulls, raw, places)
    case .double(let column):
      // Both zeros are one value, and so is whatever is no number.
      let patterns = column.values.map { $0 == 0 ? 0 : $0.isNaN ? .max : $0.bitPattern }
      write(patterns, column.nulls, raw, places)
    case .timestamp(let column):
      write(column.instants.values, column.instants.nulls, raw, places)
    case .date(let column): write(column.values, column.nulls, raw, places)
    case .boolean(let column):
      write(column.values.map { $0 ? UInt8(1) : 0 }, column.nulls, raw, places)
    case .text(let column), .decimal(let column):
      let hasNulls = column.nulls.hasNulls
      column.bytes.withUnsafeBytes { bytes in
        column.offsets.withUnsafeBufferPointer { offsets in
          for row in 0..<places.count {
            if hasNulls, column.nulls[row] {
              raw.storeBytes(of: 0, toByteOffset: places[row], as: UInt8.self)
              places[row] += 1
              continue
            }
            let start = offsets[row]
            places[row] = write(bytes, start, offsets[row + 1] - start, raw, places[row])
          }
        }
      }
    case .dictionary(let column):
      let hasNulls = column.codes.nulls.hasNulls
      column.dictionary.bytes.withUnsafeBytes { bytes in
        column.dictionary.offsets.withUnsafeBufferPointer { offsets in
          for row in 0..<places.count {
            if hasNulls, column.codes.nulls[row] {
              raw.storeBytes(of: 0, toByteOffset: places[row], as: UInt8.self)
              places[row] += 1
              continue
            }
            let code = Int(column.codes.values[row])
            let start = offsets[code]
            places[row] = write(bytes, start, offsets[code + 1] - start, raw, places[row])
          }
        }
      }
    }
  }

  @inline(__always)
  private static func write(
    _ bytes: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int,
    _ raw: UnsafeMutableRawPointer,
    _ place: Int
  ) -> Int {
    raw.storeBytes(of: 1, toByteOffset: place, as: UInt8.self)
    raw.storeBytes(of: UInt32(truncatingIfNeeded: length), toByteOffset: place + 1, as: UInt32.self)
    if length > 0, let source = bytes.baseAddress {
      (raw + place + 5).copyMemory(from: source + start, byteCount: length)
    }
    return place + 5 + length
  }

  @inline(__always)
  private static func write<T: BitwiseCopyable>(
    _ values: [T],
    _ nulls: NullMask,
    _ raw: UnsafeMutableRawPointer,
    _ places: UnsafeMutableBufferPointer<Int>
  ) {
    let hasNulls = nulls.hasNulls
    for row in 0..<places.count {
      if hasNulls, nulls[row] {
        raw.storeBytes(of: 0, toByteOffset: places[row], as: UInt8.self)
        places[row] += 1
      } else {
        raw.storeBytes(of: 1, toByteOffset: places[row], as: UInt8.self)
        raw.storeBytes(of: values[row], toByteOffset: places[row] + 1, as: T.self)
        places[row] += 1 + MemoryLayout<T>.size
      }
    }
  }
}

extension TextColumn {
  /// Decimals in a form in which equal numbers are equal texts.
  var canonicalDecimals: TextColumn {
    var result = TextColumn()
    for row in 0..<count {
      if nulls[row] {
        result.appendNull()
      } else {
        let number = withBytes(of: row) { CanonicalDecimal($0) }
        var bytes = Array("\(number.isNegative ? "-" : "")\(number.power):".utf8)
        bytes += number.digits
        bytes.withUnsafeBufferPointer { result.append($0) }
      }
    }
    return result
  }
}
