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
}

/// The values of a column as bytes that are in order; those of texts have no fixed size.
private enum SortableColumn {
  case numbers([UInt64])
  case bytes([UInt8], ends: [Int])

  init(_ column: Column) {
    switch column {
    case .text(let texts):
      self = Self.texts(texts)
    case .dictionary(let texts):
      self = Self.texts(texts.decoded)
    case .decimal(let numbers):
      self = Self.decimals(numbers)
    case .integer, .double, .boolean, .date, .timestamp:
      self = .numbers(column.orderedBits)
    }
  }

  /// Texts, each with its end, below which there is no byte: a zero is 0 255, the end 0 0.
  private static func texts(_ column: TextColumn) -> SortableColumn {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    bytes.reserveCapacity(column.bytes.count + 2 * column.count)
    ends.reserveCapacity(column.count)
    let hasZeros = column.bytes.contains(0)
    for row in 0..<column.count {
      column.withBytes(of: row) { text in
        if hasZeros {
          for byte in text {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
          }
        } else {
          bytes.append(contentsOf: text)
        }
      }
      bytes.append(0)
      bytes.append(0)
      ends.append(bytes.count)
    }
    return .bytes(bytes, ends: ends)
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
