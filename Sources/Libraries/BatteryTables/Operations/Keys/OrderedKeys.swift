/// The sort keys of some rows as bytes whose order is the order of the rows.
struct OrderedKeys {
  private(set) var bytes: [UInt8] = []
  /// Where the key of each row ends.
  private(set) var ends: [Int] = []

  /// Writes the keys column by column, so that each type is looked at once.
  init(_ batch: Batch, by keys: [(place: Int, descending: Bool)]) {
    let parts = keys.map { key in
      (SortableColumn(batch.columns[key.place]), batch.columns[key.place].nulls, key.descending)
    }
    var sizes = [Int](repeating: parts.count, count: batch.count)
    for (column, nulls, _) in parts {
      for row in sizes.indices where !nulls[row] { sizes[row] += column.size(of: row) }
    }
    var total = 0
    var places = sizes
    for row in sizes.indices {
      places[row] = total
      total += sizes[row]
      sizes[row] = total
    }
    ends = sizes
    bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, filled in
      filled = total
      guard let start = buffer.baseAddress else { return }
      for (column, nulls, descending) in parts {
        column.write(to: start, &places, nulls, descending)
      }
    }
  }

  /// Where the key of a row is.
  func range(of row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
}

/// The values of a column as bytes that are in order; those of texts have no fixed size.
private enum SortableColumn {
  case numbers([UInt64])
  case bytes([UInt8], ends: [Int])
  /// Texts, and whether there is a zero in any.
  ///
  /// Each has its end, below which there is no byte: a zero is 0 255, the end 0 0.
  case texts(TextColumn, hasZeros: Bool)

  init(_ column: Column) {
    switch column {
    case .text(let texts):
      self = .texts(texts, hasZeros: texts.bytes.contains(0))
    case .dictionary(let texts):
      let texts = texts.decoded
      self = .texts(texts, hasZeros: texts.bytes.contains(0))
    case .decimal(let numbers):
      self = Self.decimals(numbers)
    case .integer, .double, .boolean, .date, .timestamp:
      self = .numbers(column.orderedBits)
    }
  }

  /// The sign, the power of ten and the digits; of a negative number the last two inverted.
  private static func decimals(_ column: TextColumn) -> SortableColumn {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for row in 0..<column.count {
      let decimal = column.withBytes(of: row) { CanonicalDecimal($0) }
      if decimal.digits.isEmpty {
        bytes.append(1)
      } else {
        bytes.append(decimal.isNegative ? 0 : 2)
        let start = bytes.count
        let power = UInt64(bitPattern: Int64(decimal.power)) ^ 1 << 63
        withUnsafeBytes(of: power.bigEndian) { bytes.append(contentsOf: $0) }
        for digit in decimal.digits { bytes.append(digit + 1) }
        bytes.append(0)
        if decimal.isNegative {
          for place in start..<bytes.count { bytes[place] = ~bytes[place] }
        }
      }
      ends.append(bytes.count)
    }
    return .bytes(bytes, ends: ends)
  }

  @inline(__always)
  func size(of row: Int) -> Int {
    switch self {
    case .numbers: 8
    case .bytes(_, let ends): ends[row] - (row == 0 ? 0 : ends[row - 1])
    case .texts(let texts, let hasZeros):
      texts.offsets[row + 1] - texts.offsets[row] + 2
        + (hasZeros ? texts.withBytes(of: row) { $0.count { $0 == 0 } } : 0)
    }
  }

  /// Writes a mark, 1 for no value, and the bytes of every row that has one.
  func write(
    to start: UnsafeMutablePointer<UInt8>,
    _ places: inout [Int],
    _ nulls: NullMask,
    _ descending: Bool
  ) {
    let hasNulls = nulls.hasNulls
    let flip: UInt8 = descending ? 0xFF : 0
    switch self {
    case .numbers(let numbers):
      let mask: UInt64 = descending ? .max : 0
      for row in places.indices {
        if hasNulls, nulls[row] {
          start[places[row]] = 1
          places[row] += 1
          continue
        }
        start[places[row]] = 0
        UnsafeMutableRawPointer(start + places[row] + 1).storeBytes(
          of: (numbers[row] ^ mask).bigEndian,
          as: UInt64.self
        )
        places[row] += 9
      }
    case .texts(let texts, let hasZeros):
      Self.write(texts, hasZeros, to: start, &places, nulls, flip)
    case .bytes(let bytes, let ends):
      bytes.withUnsafeBufferPointer { bytes in
        var from = 0
        for row in places.indices {
          let end = ends[row]
          defer { from = end }
          if hasNulls, nulls[row] {
            start[places[row]] = 1
            places[row] += 1
            continue
          }
          let to = start + places[row]
          to[0] = 0
          for place in from..<end { to[1 + place - from] = bytes[place] ^ flip }
          places[row] += 1 + end - from
        }
      }
    }
  }
}

extension SortableColumn {
  private static func write(
    _ texts: TextColumn,
    _ hasZeros: Bool,
    to start: UnsafeMutablePointer<UInt8>,
    _ places: inout [Int],
    _ nulls: NullMask,
    _ flip: UInt8
  ) {
    let hasNulls = nulls.hasNulls
    texts.bytes.withUnsafeBufferPointer { bytes in
      texts.offsets.withUnsafeBufferPointer { offsets in
        for row in places.indices {
          var to = start + places[row]
          if hasNulls, nulls[row] {
            to.pointee = 1
            places[row] += 1
            continue
          }
          to.pointee = 0
          to += 1
          let range = offsets[row]..<offsets[row + 1]
          if flip == 0, !hasZeros, let text = bytes.baseAddress {
            to.update(from: text + range.lowerBound, count: range.count)
            to += range.count
          } else {
            for byte in bytes[range] {
              to.pointee = byte ^ flip
              to += 1
              if byte == 0 {
                to.pointee = 0xFF ^ flip
                to += 1
              }
            }
          }
          to[0] = flip
          to[1] = flip
          places[row] = to + 2 - start
        }
      }
    }
  }
}

extension Double {
  /// Bits whose order as a whole number is the order of the numbers; both zeros are equal, and what
  /// is no number comes last.
  var orderedBits: UInt64 {
    guard self != 0 else { return 1 << 63 }
    guard !isNaN else { return .max }
    let bits = bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  /// The number of such bits.
  init(orderedBits bits: UInt64) {
    self.init(bitPattern: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits)
  }
}
