/// Turns the cells of a column into its values.
struct JSONColumnMaker {
  /// The bytes that the cells speak of; some more behind them may be read.
  let base: JSONScan.Pointer
  /// How many rows there are.
  let count: Int
  /// The rows of which a value does not fit its column, with the reason.
  private(set) var misfits: [Int: String] = [:]

  init(base: JSONScan.Pointer, count: Int) {
    self.base = base
    self.count = count
  }

  /// Makes the column of a type.
  mutating func column(_ field: Schema.Field, _ cells: UnsafePointer<UInt64>) -> Column {
    switch field.type {
    case .integer: .integer(values(cells, 0, field) { Self.integer($0, $1) })
    case .double: .double(values(cells, 0, field) { Self.double($0, $1) })
    case .boolean: .boolean(values(cells, false, field) { Self.boolean($0, $1) })
    case .date: .date(values(cells, 0, field) { Self.day($0, $1) })
    case .timestamp: .timestamp(timestamps(cells, field))
    case .decimal: .decimal(decimals(cells, field))
    case .text: .text(texts(cells))
    }
  }

  // MARK: - Values of fixed size

  @inline(__always)
  private mutating func values<Value>(
    _ cells: UnsafePointer<UInt64>,
    _ placeholder: Value,
    _ field: Schema.Field,
    _ read: (JSONCell, JSONScan.Pointer) -> Value?
  ) -> ValueColumn<Value> {
    var nulls = NullWords(count)
    let values = [Value](unsafeUninitializedCapacity: count) { room, number in
      number = count
      guard let room = room.baseAddress else { return }
      for row in 0..<count {
        let cell = JSONCell(word: cells[row])
        if cell.kind <= JSONKind.null {
          nulls.set(row)
          (room + row).initialize(to: placeholder)
        } else if let value = read(cell, base + cell.start) {
          (room + row).initialize(to: value)
        } else {
          refuse(row, cell, field)
          (room + row).initialize(to: placeholder)
        }
      }
    }
    return ValueColumn(values, nulls: nulls.mask)
  }

  private mutating func timestamps(
    _ cells: UnsafePointer<UInt64>,
    _ field: Schema.Field
  ) -> TimestampColumn {
    var column = TimestampColumn()
    for row in 0..<count {
      let cell = JSONCell(word: cells[row])
      if cell.kind <= JSONKind.null {
        column.appendNull()
      } else if let time = Self.timestamp(cell, base + cell.start) {
        column.append(time)
      } else {
        refuse(row, cell, field)
        column.appendNull()
      }
    }
    return column
  }

  @inline(__always)
  private static func integer(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Int64? {
    if cell.kind == JSONKind.smallInteger { return JSONScan.smallInteger(start, cell.length) }
    return longInteger(cell, start)
  }

  @inline(never)
  private static func longInteger(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Int64? {
    switch cell.kind {
    case JSONKind.integer, JSONKind.longInteger: JSONScan.integer(start, cell.length)
    case JSONKind.plainText:
      Self.number(cell, start).flatMap { kind in
        kind <= JSONKind.longInteger ? JSONScan.integer(start, cell.length) : nil
      }
    default: nil
    }
  }

  @inline(__always)
  private static func double(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Double? {
    if cell.kind == JSONKind.smallInteger {
      return Double(JSONScan.smallInteger(start, cell.length))
    }
    guard
      cell.kind <= JSONKind.number && cell.kind >= JSONKind.smallInteger
        || cell.kind == JSONKind.plainText && number(cell, start) != nil
    else { return nil }
    let value = JSONScan.double(start, cell.length)
    return value.isFinite ? value : nil
  }

  @inline(__always)
  private static func boolean(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Bool? {
    switch cell.kind {
    case JSONKind.yes: true
    case JSONKind.no: false
    case JSONKind.plainText: word(cell, start)
    default: nil
    }
  }

  private static func word(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Bool? {
    let text = UnsafeBufferPointer(start: start, count: cell.length)
    if text.elementsEqual("true".utf8) { return true }
    return text.elementsEqual("false".utf8) ? false : nil
  }

  private static func day(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Int32? {
    guard cell.kind == JSONKind.plainText else { return nil }
    return TimeText.day(UnsafeBufferPointer(start: start, count: cell.length))
  }

  private static func timestamp(_ cell: JSONCell, _ start: JSONScan.Pointer) -> Timestamp? {
    guard cell.kind == JSONKind.plainText else { return nil }
    return TimeText.timestamp(UnsafeBufferPointer(start: start, count: cell.length))
  }

  /// What number a text is, or `nil`; it was asked for by the type of the column.
  @inline(never)
  private static func number(_ cell: JSONCell, _ start: JSONScan.Pointer) -> UInt8? {
    var kind: UInt8 = 0
    var problem: JSONProblem?
    let end = JSONScan.number(start, start + cell.length, &kind, &problem)
    return problem == nil && end == start + cell.length ? kind : nil
  }

  // MARK: - Texts

  private mutating func decimals(
    _ cells: UnsafePointer<UInt64>,
    _ field: Schema.Field
  ) -> TextColumn {
    for row in 0..<count {
      let cell = JSONCell(word: cells[row])
      guard cell.kind > JSONKind.null,
        cell.kind > JSONKind.number || cell.kind < JSONKind.smallInteger
      else { continue }
      let isNumber =
        cell.kind == JSONKind.plainText && Self.number(cell, base + cell.start) != nil
      if !isNumber { refuse(row, cell, field) }
    }
    return texts(cells)
  }

  private func texts(_ cells: UnsafePointer<UInt64>) -> TextColumn {
    var total = 0
    for row in 0..<count { total += JSONCell(word: cells[row]).length }
    var nulls = NullWords(count)
    var used = 0
    var offsets = [Int](repeating: 0, count: count + 1)
    // Sixteen bytes are copied at a time, so that some more are written behind each text.
    let bytes = [UInt8](unsafeUninitializedCapacity: total + 16) { room, number in
      guard let room = room.baseAddress else { return }
      offsets.withUnsafeMutableBufferPointer { offsets in
        for row in 0..<count {
          let cell = JSONCell(word: cells[row])
          let start = base + cell.start
          if cell.kind <= JSONKind.null {
            nulls.set(row)
          } else if cell.kind == JSONKind.escapedText {
            used += JSONScan.unescape(start, start + cell.length, into: room + used)
          } else {
            copy(start, cell.length, to: room + used)
            used += cell.length
          }
          offsets[row + 1] = used
        }
      }
      number = used
    }
    return TextColumn(bytes: bytes, offsets: offsets, nulls: nulls.mask)
  }

  @inline(__always)
  private func copy(
    _ source: JSONScan.Pointer,
    _ length: Int,
    to target: UnsafeMutablePointer<UInt8>
  ) {
    guard length <= 48 else {
      target.update(from: source, count: length)
      return
    }
    var place = 0
    while place < length {
      let piece = UnsafeRawPointer(source + place).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(target + place).storeBytes(of: piece, as: SIMD16<UInt8>.self)
      place += 16
    }
  }

  // MARK: - What does not fit

  private mutating func refuse(_ row: Int, _ cell: JSONCell, _ field: Schema.Field) {
    guard misfits[row] == nil else { return }
    let text = UnsafeBufferPointer(start: base + cell.start, count: min(cell.length, 40))
    let dots = cell.length > 40 ? "…" : ""
    misfits[row] =
      "\(String(decoding: text, as: UTF8.self))\(dots) does not fit the column \"\(field.name)\" of"
      + " type \(field.type.rawValue). Give it a wider type, such as text."
  }
}

/// The bits of a null mask in the making; nothing is allocated before the first.
private struct NullWords {
  private let count: Int
  private var words: [UInt64] = []

  init(_ count: Int) {
    self.count = count
  }

  @inline(__always)
  mutating func set(_ row: Int) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: (count + 63) >> 6) }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  var mask: NullMask {
    words.isEmpty ? NullMask(count: count) : NullMask(words: words, count: count)
  }
}
