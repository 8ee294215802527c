/// Makes typed columns of fields.
struct CSVColumnParser {
  let nulls: [[UInt8]]
  /// The rows whose value did not fit the type.
  private(set) var misfits: [Int32] = []

  init(nulls: [[UInt8]]) { self.nulls = nulls }

  /// Makes a column.
  mutating func parse(_ fields: CSVFields, as type: ColumnType, isGiven: Bool) -> Column {
    misfits.removeAll(keepingCapacity: true)
    switch type {
    case .integer:
      return .integer(values(fields, 0) { NumberText.integer($0, $1) })
    case .double where isGiven:
      return .double(
        values(fields, 0) { NumberText.double(UnsafeBufferPointer(start: $0, count: $1)) }
      )
    case .double:
      return .double(
        values(fields, 0) { NumberText.shortDouble($0, $1) ?? NumberText.scientific($0, $1) }
      )
    case .boolean:
      return .boolean(values(fields, false) { BooleanText.boolean($0, $1) })
    case .date:
      return .date(values(fields, 0) { TimeText.day($0, $1) })
    case .timestamp:
      return .timestamp(timestamps(fields))
    case .decimal:
      return .decimal(texts(fields) { NumberText.isDecimal($0, $1) })
    case .text:
      return .text(texts(fields) { _, _ in true })
    }
  }

  /// Makes a column of texts with their numbers in a dictionary, which becomes `nil` when there are
  /// too many different ones.
  mutating func parse(
    _ fields: CSVFields,
    with dictionary: inout TextDictionary?
  ) -> DictionaryColumn? {
    misfits.removeAll(keepingCapacity: true)
    guard var texts = dictionary.take() else { return nil }
    var mask = NullMask(count: fields.rows)
    var isFull = false
    let codes = [UInt32](unsafeUninitializedCapacity: fields.rows) { buffer, count in
      for row in 0..<fields.rows {
        let field = fields[row]
        var code: UInt32 = 0
        if isNull(field) {
          mask.markNull(row)
        } else if let known = texts.code(of: field.start, field.count) {
          code = known
        } else {
          isFull = true
          break
        }
        buffer.initializeElement(at: row, to: code)
        count = row &+ 1
      }
    }
    if isFull { return nil }
    dictionary = texts
    return DictionaryColumn(dictionary: texts.texts, codes: ValueColumn(codes, nulls: mask))
  }

  /// Whether a field stands for no value.
  @inline(__always)
  func isNull(_ field: CSVFields.Field) -> Bool {
    if field.isQuoted { return false }
    return field.count == 0 || !nulls.isEmpty && isNamed(field)
  }

  @inline(never)
  private func isNamed(_ field: CSVFields.Field) -> Bool {
    let bytes = UnsafeBufferPointer(start: field.start, count: field.count)
    return nulls.contains { $0.count == bytes.count && $0.elementsEqual(bytes) }
  }

  @inline(__always)
  private mutating func values<Value>(
    _ fields: CSVFields,
    _ placeholder: Value,
    _ parse: (UnsafePointer<UInt8>, Int) -> Value?
  ) -> ValueColumn<Value> {
    var mask = NullMask(count: fields.rows)
    let values = [Value](unsafeUninitializedCapacity: fields.rows) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      for row in 0..<fields.rows {
        let field = fields[row]
        if field.count > 0, let value = parse(field.start, field.count) {
          (target + row).initialize(to: value)
          if nulls.isEmpty || !isNull(field) { continue }
          mask.markNull(row)
        } else {
          (target + row).initialize(to: placeholder)
          if isNull(field) { mask.markNull(row) } else { misfits.append(Int32(row)) }
        }
      }
      count = fields.rows
    }
    return ValueColumn(values, nulls: mask)
  }

  private mutating func timestamps(_ fields: CSVFields) -> TimestampColumn {
    var column = TimestampColumn()
    column.instants.values.reserveCapacity(fields.rows)
    for row in 0..<fields.rows {
      let field = fields[row]
      if isNull(field) {
        column.appendNull()
      } else if let time = TimeText.timestamp(field.start, field.count) {
        column.append(time)
      } else {
        column.appendNull()
        misfits.append(Int32(row))
      }
    }
    return column
  }

  @inline(__always)
  private mutating func texts(
    _ fields: CSVFields,
    _ isRight: (UnsafePointer<UInt8>, Int) -> Bool
  ) -> TextColumn {
    var mask = NullMask(count: fields.rows)
    var total = 0
    for row in 0..<fields.rows {
      total &+= Int(fields.bounds[row &* fields.stride &+ 1] &- fields.bounds[row &* fields.stride])
    }
    var offsets: [Int] = []
    let bytes = [UInt8](unsafeUninitializedCapacity: total + 16) { buffer, length in
      offsets = [Int](unsafeUninitializedCapacity: fields.rows + 1) { ends, count in
        guard let target = buffer.baseAddress, let end = ends.baseAddress else { return }
        var place = 0
        end.initialize(to: 0)
        for row in 0..<fields.rows {
          let field = fields[row]
          if isNull(field) {
            mask.markNull(row)
          } else {
            if !isRight(field.start, field.count) { misfits.append(Int32(row)) }
            if field.count <= 16 {
              // Sixteen bytes are copied at once; there is room for them on both sides.
              UnsafeMutableRawPointer(target + place)
                .storeBytes(of: ByteScan.load(field.start, 0), as: SIMD16<UInt8>.self)
            } else {
              (target + place).update(from: field.start, count: field.count)
            }
            place &+= field.count
          }
          (end + row + 1).initialize(to: place)
        }
        count = fields.rows + 1
        length = place
      }
    }
    return TextColumn(bytes: bytes, offsets: offsets, nulls: mask)
  }
}
