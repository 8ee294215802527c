/// Records in the order of their times.
struct AlertTimeline: Sendable {
  /// The time of the first, in seconds since 1970 in UTC.
  let start: Int64
  /// How long after ``start`` each is, in seconds.
  private(set) var times: [UInt32]
  /// The records.
  private(set) var records: [UInt32]
  /// Whether there are new ones at the time of each; empty when all are new.
  private(set) var areNew: [Bool] = []

  /// Until when a silence may last, in seconds after ``start``; `nil` when the last record ends what
  /// is known.
  private(set) var reach: Int?

  /// How many there are.
  var count: Int { times.count }

  /// Orders the records that are chosen; all when `chosen` is `nil`.
  ///
  /// The order is that of instants: an hour that the clock shows twice is two hours.
  ///
  /// - Parameters:
  ///   - table: The records.
  ///   - chosen: Those that are looked at.
  ///   - news: When the new ones were, in seconds since 1970 in UTC; `nil` when all are new.
  ///   - reach: Until when a silence may last, in seconds since 1970 in UTC.
  init(_ table: LogTable, chosen: [UInt32]?, news: Set<Int64>? = nil, reach: Int64? = nil) {
    let all = table.instants
    let instants = chosen.map { chosen in chosen.map { all[Int($0)] } } ?? all
    let start = instants.min() ?? reach ?? 0
    self.start = start
    (times, records) = Self.sorted(
      instants.map { UInt32(clamping: $0 - start) },
      chosen ?? Array(0..<UInt32(table.count))
    )
    self.reach = reach.map { Int($0 - start) }
    if let news { areNew = times.map { news.contains(start + Int64($0)) } }
  }

  private init(start: Int64, times: [UInt32], records: [UInt32], areNew: [Bool]) {
    self.start = start
    self.times = times
    self.records = records
    self.areNew = areNew
  }

  /// Those of the records at which a flag is set.
  func only(_ flags: [Bool]) -> AlertTimeline {
    let places = records.indices.filter { flags[Int(records[$0])] }
    return AlertTimeline(
      start: start,
      times: places.map { times[$0] },
      records: places.map { records[$0] },
      areNew: areNew.isEmpty ? [] : places.map { areNew[$0] }
    )
  }

  /// Sorts by digits of 11 bits, the last first: a log is nearly in order, but has many records.
  private static func sorted(
    _ keys: [UInt32],
    _ values: [UInt32]
  ) -> (keys: [UInt32], values: [UInt32]) {
    var pairs = zip(keys, values).map { (key: $0, value: $1) }
    guard zip(keys, keys.dropFirst()).contains(where: { $0 > $1 }) else { return (keys, values) }
    let highest = keys.max() ?? 0
    for shift: UInt32 in [0, 11, 22] where highest >> shift > 0 {
      var places = [Int](repeating: 0, count: 2049)
      for pair in pairs { places[Int(pair.key >> shift & 2047) + 1] += 1 }
      for digit in 1..<places.count { places[digit] += places[digit - 1] }
      pairs = [(key: UInt32, value: UInt32)](unsafeUninitializedCapacity: pairs.count) {
        sorted,
        count in
        for pair in pairs {
          let digit = Int(pair.key >> shift & 2047)
          sorted.initializeElement(at: places[digit], to: pair)
          places[digit] += 1
        }
        count = pairs.count
      }
    }
    return (pairs.map(\.key), pairs.map(\.value))
  }
}
