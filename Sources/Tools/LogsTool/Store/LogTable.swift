import BatteryTables

/// The records of a log, column by column: numbers, and texts as numbers in dictionaries.
///
/// The order of the records is that of the file only where one thread has read it; nothing that is
/// computed from them depends on it.
struct LogTable: Sendable {
  /// A column of texts: each different one once.
  struct Texts: Sendable {
    var dictionary = TextDictionary()
    /// The number of each record's text.
    var codes = PackedColumn()

    var different: TextColumn { dictionary.texts }
  }

  /// The columns of texts.
  enum TextField: Int, CaseIterable, Sendable {
    case host
    case user
    case method
    case target
    case protocolVersion
    case referrer
    case agent
    case virtualHost
  }

  /// The columns of numbers.
  enum NumberField: Int, CaseIterable, Sendable {
    /// The time on the wall, in seconds since 1970.
    case time
    /// How far the wall clock is ahead of UTC, in minutes; twice that, and one less than twice what it
    /// is behind.
    case offset
    /// The status; one more than it is.
    case status
    /// The size of the answer; one more than it is.
    case size
    /// How long the answer took, in microseconds; one more than it is.
    case duration
  }

  private var numbers = [PackedColumn](repeating: PackedColumn(), count: NumberField.allCases.count)
  private var texts = [Texts](repeating: Texts(), count: TextField.allCases.count)

  /// How many records there are.
  var count: Int { numbers[0].count }

  /// Whether any record says how long the answer took.
  var hasDurations: Bool { !self[.duration].isZero }

  subscript(field: TextField) -> Texts { texts[field.rawValue] }

  subscript(field: NumberField) -> PackedColumn { numbers[field.rawValue] }

  /// Makes a table without records.
  init() {}

  /// Makes a table of columns, which have the same number of records.
  init(_ numbers: [PackedColumn], _ texts: [Texts]) {
    self.numbers = numbers
    self.texts = texts
  }

  /// Adds a record.
  mutating func append(_ record: borrowing LogRecord) {
    append(UInt64(UInt32(clamping: record.localTime)), to: .time)
    let minutes = Int64(record.utcOffset) / 60
    append(UInt64(bitPattern: minutes << 1 ^ minutes >> 63), to: .offset)
    append(UInt64(UInt16(clamping: record.status &+ 1)), to: .status)
    append(record.bytes < 0 ? 0 : UInt64(record.bytes) &+ 1, to: .size)
    append(record.duration < 0 ? 0 : UInt64(record.duration) &+ 1, to: .duration)
    append(record.host, to: .host)
    append(record.user, to: .user)
    append(record.method, to: .method)
    append(record.target, to: .target)
    append(record.protocolVersion, to: .protocolVersion)
    append(record.referrer, to: .referrer)
    append(record.agent, to: .agent)
    append(record.virtualHost, to: .virtualHost)
  }

  @inline(__always)
  private mutating func append(_ number: UInt64, to field: NumberField) {
    numbers[field.rawValue].append(number)
  }

  @inline(__always)
  private mutating func append(_ text: LogRecord.Text, to field: TextField) {
    guard let code = texts[field.rawValue].dictionary.code(of: text) else { LogTable.full() }
    texts[field.rawValue].codes.append(UInt64(code))
  }

  /// Ends the program: a wrong answer would be worse.
  @inline(never)
  fileprivate static func full() -> Never {
    fatalError("A log has more different texts in a column than can be numbered. Split the log.")
  }

  /// Puts the records of each visitor one after the other, so that counting goes through memory from
  /// its start to its end.
  ///
  /// - Complexity: O(n log n); O(n) when they stand like that already.
  mutating func arrangeByVisits() {
    guard let order = LogVisitOrder(self).records else { return }
    let columns = numbers + texts.map(\.codes)
    let arranged = Workers.map(columns, "arrange") { $0.gathering(order) }
    numbers = Array(arranged[..<numbers.count])
    for field in texts.indices { texts[field].codes = arranged[numbers.count + field] }
  }

  /// Adds the records of another table, which gives them up column by column.
  mutating func take(_ other: inout LogTable) {
    for field in numbers.indices {
      numbers[field].append(other.numbers[field])
      other.numbers[field] = PackedColumn()
    }
    for field in texts.indices {
      texts[field].append(other.texts[field])
      other.texts[field] = Texts()
    }
  }
}

extension LogTable {
  /// The time of a record on the wall, in seconds since 1970.
  @inline(__always)
  func time(_ record: Int) -> Int { self[.time][record] }

  /// How many minutes a clock was ahead of UTC, as a column has them; `nil` when nobody knows.
  static func offset(_ number: Int) -> Int16? {
    let minutes = Int16(truncatingIfNeeded: number >> 1 ^ -(number & 1))
    return Int32(minutes) * 60 == LogRecord.noOffset ? nil : minutes
  }

  /// The status of a record; -1 for none.
  @inline(__always)
  func status(_ record: Int) -> Int { self[.status][record] - 1 }

  /// How long the answer took, in microseconds; -1 for none.
  @inline(__always)
  func duration(_ record: Int) -> Int { self[.duration][record] - 1 }
}

extension LogTable.Texts {
  /// Adds the texts of another column.
  fileprivate mutating func append(_ other: LogTable.Texts) {
    if codes.count == 0 { return self = other }
    let others = other.different
    let numbers = (0..<others.count).map { number in
      others.withBytes(of: number) { text -> UInt32 in
        guard let code = dictionary.code(of: text) else { LogTable.full() }
        return code
      }
    }
    codes.append(other.codes, through: numbers)
  }
}
