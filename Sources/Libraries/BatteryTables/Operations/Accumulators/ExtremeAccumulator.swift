/// The least or greatest value.
struct ExtremeAccumulator: Accumulator {
  /// The values of types of fixed size as bits that are in order, or the bytes of others.
  private var bits: [UInt64] = []
  private var texts: [[UInt8]] = []
  private var offsets: [Int16] = []
  private var isSet: [Bool] = []
  private let type: ColumnType
  private let isLeast: Bool

  init(_ type: ColumnType, isLeast: Bool) {
    self.type = type
    self.isLeast = isLeast
  }

  private var hasBytes: Bool { type == .text || type == .decimal }

  private mutating func grow(to count: Int) {
    isSet.grow(to: count, false)
    if hasBytes {
      texts.grow(to: count, [])
    } else {
      bits.grow(to: count, 0)
      if type == .timestamp { offsets.grow(to: count, TimestampColumn.noOffset) }
    }
  }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    grow(to: count)
    guard let column else { return }
    if hasBytes {
      for row in groups.indices where !column.nulls[row] {
        column.withBytes(of: row) { offer($0, to: Int(groups[row])) }
      }
      return
    }
    let nulls = column.nulls
    let hasNulls = nulls.hasNulls
    let times: TimestampColumn? = if case .timestamp(let times) = column { times } else { nil }
    let values = column.orderedBits
    for row in groups.indices where !(hasNulls && nulls[row]) {
      let group = Int(groups[row])
      if !isSet[group] || (isLeast ? values[row] < bits[group] : values[row] > bits[group]) {
        isSet[group] = true
        bits[group] = values[row]
        if let times { offsets[group] = times.offset(of: row) ?? TimestampColumn.noOffset }
      }
    }
  }

  private mutating func offer(_ text: UnsafeBufferPointer<UInt8>, to group: Int) {
    if isSet[group] {
      let order = texts[group].withUnsafeBufferPointer { own in
        type == .decimal ? compareDecimals(text, own) : BatteryTables.order(text, own)
      }
      guard isLeast ? order < 0 : order > 0 else { return }
    }
    isSet[group] = true
    texts[group].removeAll(keepingCapacity: true)
    texts[group].append(contentsOf: text)
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    grow(to: count)
    for place in other.isSet.indices where other.isSet[place] {
      let group = Int(groups[place])
      if hasBytes {
        other.texts[place].withUnsafeBufferPointer { offer($0, to: group) }
        continue
      }
      let value = other.bits[place]
      if !isSet[group] || (isLeast ? value < bits[group] : value > bits[group]) {
        isSet[group] = true
        bits[group] = value
        if type == .timestamp { offsets[group] = other.offsets[place] }
      }
    }
  }

  mutating func result(count: Int) -> Column {
    grow(to: count)
    if hasBytes {
      var column = TextColumn()
      for group in isSet.indices {
        if isSet[group] {
          texts[group].withUnsafeBufferPointer { column.append($0) }
        } else {
          column.appendNull()
        }
      }
      return type == .decimal ? .decimal(column) : .text(column)
    }
    return Column(type, orderedBits: bits, nulls: NullMask(isSet.map { !$0 }), offsets: offsets)
  }
}

extension Column {
  /// The values as bits whose order as whole numbers is theirs.
  ///
  /// - Precondition: The values have a fixed size.
  var orderedBits: [UInt64] {
    switch self {
    case .integer(let column): column.values.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    case .double(let column): column.values.map(\.orderedBits)
    case .boolean(let column): column.values.map { $0 ? 1 : 0 }
    case .date(let column): column.values.map { UInt64(bitPattern: Int64($0)) ^ 1 << 63 }
    case .timestamp(let column): column.instants.values.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    case .decimal, .text, .dictionary: preconditionFailure("Texts have no fixed size.")
    }
  }

  /// The values of such bits.
  init(_ type: ColumnType, orderedBits bits: [UInt64], nulls: NullMask, offsets: [Int16] = []) {
    func integers() -> [Int64] { bits.map { Int64(bitPattern: $0 ^ 1 << 63) } }
    switch type {
    case .integer: self = .integer(ValueColumn(integers(), nulls: nulls))
    case .double:
      self = .double(ValueColumn(bits.map { Double(orderedBits: $0) }, nulls: nulls))
    case .boolean: self = .boolean(ValueColumn(bits.map { $0 == 1 }, nulls: nulls))
    case .date:
      self = .date(ValueColumn(integers().map { Int32(truncatingIfNeeded: $0) }, nulls: nulls))
    default:
      let hasOffsets = offsets.contains { $0 != TimestampColumn.noOffset }
      let instants = ValueColumn(integers(), nulls: nulls)
      self = .timestamp(
        TimestampColumn(instants: instants, offsets: hasOffsets ? offsets : [])
      )
    }
  }

  /// Calls `body` with the bytes of a row that has a value.
  ///
  /// - Precondition: The column has texts or decimals.
  func withBytes<T>(of row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    switch self {
    case .text(let column), .decimal(let column): column.withBytes(of: row, body)
    case .dictionary(let column):
      column.dictionary.withBytes(of: Int(column.codes.values[row]), body)
    default: preconditionFailure("Only texts have bytes.")
    }
  }
}
