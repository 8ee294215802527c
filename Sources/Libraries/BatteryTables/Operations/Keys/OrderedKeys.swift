/// The sort keys of some rows as bytes whose order is the order of the rows.
struct OrderedKeys {
  private(set) var bytes: [UInt8] = []
  /// Where the key of each row ends.
  private(set) var ends: [Int] = []

  init(_ batch: Batch, by keys: [(place: Int, descending: Bool)]) {
    ends.reserveCapacity(batch.count)
    let columns = keys.map { (batch.columns[$0.place], $0.descending) }
    for row in 0..<batch.count {
      for (column, descending) in columns { append(column, row, descending) }
      ends.append(bytes.count)
    }
  }

  func start(of row: Int) -> Int { row == 0 ? 0 : ends[row - 1] }

  private mutating func append(_ column: Column, _ row: Int, _ descending: Bool) {
    guard !column.nulls[row] else { return bytes.append(1) }
    bytes.append(0)
    let start = bytes.count
    switch column {
    case .integer(let column): append(UInt64(bitPattern: column.values[row]) ^ 1 << 63)
    case .double(let column): append(column.values[row].orderedBits)
    case .boolean(let column): bytes.append(column.values[row] ? 1 : 0)
    case .date(let column):
      append(UInt64(bitPattern: Int64(column.values[row])) ^ 1 << 63)
    case .timestamp(let column):
      append(UInt64(bitPattern: column.instants.values[row]) ^ 1 << 63)
    case .text(let column): column.withBytes(of: row) { append(text: $0) }
    case .dictionary(let column):
      column.dictionary.withBytes(of: Int(column.codes.values[row])) { append(text: $0) }
    case .decimal(let column):
      append(decimal: column.withBytes(of: row) { CanonicalDecimal($0) })
    }
    if descending {
      for place in start..<bytes.count { bytes[place] = ~bytes[place] }
    }
  }

  private mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// A text and its end, below which there is no byte: a zero is written as 0 255, the end as 0 0.
  private mutating func append(text: UnsafeBufferPointer<UInt8>) {
    if text.contains(0) {
      for byte in text {
        bytes.append(byte)
        if byte == 0 { bytes.append(0xFF) }
      }
    } else {
      bytes.append(contentsOf: text)
    }
    bytes.append(0)
    bytes.append(0)
  }

  /// The sign, the power of ten and the digits; of a negative number all inverted.
  private mutating func append(decimal: CanonicalDecimal) {
    guard !decimal.digits.isEmpty else { return bytes.append(1) }
    bytes.append(decimal.isNegative ? 0 : 2)
    let start = bytes.count
    append(UInt64(bitPattern: Int64(decimal.power)) ^ 1 << 63)
    for digit in decimal.digits { bytes.append(digit + 1) }
    bytes.append(0)
    if decimal.isNegative {
      for place in start..<bytes.count { bytes[place] = ~bytes[place] }
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
