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
    var codes: [UInt32] = []

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

  /// The time on the wall, in seconds since 1970.
  private(set) var times: [UInt32] = []
  /// How far the wall clock is ahead of UTC, in minutes.
  private(set) var offsets: [Int16] = []
  /// The status; -1 for none.
  private(set) var statuses: [Int16] = []
  /// The size of the answer; -1 for none.
  private(set) var sizes: [Int64] = []
  /// How long the answer took, in microseconds, and -1 for none; empty while no record says it.
  private(set) var durations: [Int64] = []
  private var texts = [Texts](repeating: Texts(), count: TextField.allCases.count)

  /// How many records there are.
  var count: Int { times.count }

  /// Whether any record says how long the answer took.
  var hasDurations: Bool { !durations.isEmpty }

  subscript(field: TextField) -> Texts { texts[field.rawValue] }

  /// Adds a record.
  mutating func append(_ record: borrowing LogRecord) {
    if record.duration >= 0, durations.isEmpty {
      durations = [Int64](repeating: -1, count: times.count)
    }
    if record.duration >= 0 || !durations.isEmpty { durations.append(record.duration) }
    times.append(UInt32(clamping: record.localTime))
    offsets.append(Int16(truncatingIfNeeded: record.utcOffset / 60))
    statuses.append(Int16(clamping: record.status))
    sizes.append(record.bytes)
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
  private mutating func append(_ text: LogRecord.Text, to field: TextField) {
    let code = texts[field.rawValue].dictionary.code(of: text) ?? 0
    texts[field.rawValue].codes.append(code)
  }

  /// Adds the records of another table.
  mutating func append(_ other: LogTable) {
    if other.hasDurations, !hasDurations {
      durations = [Int64](repeating: -1, count: count)
    }
    if hasDurations {
      durations +=
        other.hasDurations ? other.durations : [Int64](repeating: -1, count: other.count)
    }
    times += other.times
    offsets += other.offsets
    statuses += other.statuses
    sizes += other.sizes
    for field in texts.indices { texts[field].append(other.texts[field]) }
  }
}

extension LogTable.Texts {
  /// Adds the texts of another column.
  fileprivate mutating func append(_ other: LogTable.Texts) {
    let others = other.different
    let numbers = (0..<others.count).map { number in
      others.withBytes(of: number) { dictionary.code(of: $0) ?? 0 }
    }
    codes.reserveCapacity(codes.count + other.codes.count)
    other.codes.withUnsafeBufferPointer { others in
      numbers.withUnsafeBufferPointer { numbers in
        for code in others { codes.append(numbers[Int(code)]) }
      }
    }
  }
}
