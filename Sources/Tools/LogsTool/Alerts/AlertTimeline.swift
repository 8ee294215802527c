/// Records in the order of their times.
struct AlertTimeline: Sendable {
  /// The time of the first, in seconds since 1970 in UTC.
  let start: Int64
  /// How long after ``start`` each is, in seconds.
  private(set) var times: [UInt32]
  /// The records.
  private(set) var records: [UInt32]
  /// Whether each was read by this run; empty when all were.
  private(set) var areNew: [Bool] = []

  /// How many there are.
  var count: Int { times.count }

  /// Orders the records that are chosen; all when `chosen` is `nil`.
  ///
  /// The order is that of instants: an hour that the clock shows twice is two hours.
  ///
  /// - Parameters:
  ///   - table: The records.
  ///   - chosen: Those that are looked at.
  ///   - firstNew: The first record that this run has read.
  init(_ table: LogTable, chosen: [UInt32]?, firstNew: Int = 0) {
    let chosen = chosen ?? Array(0..<UInt32(table.count))
    let (walls, offsets) = (table.times, table.offsets)
    func instant(_ record: UInt32) -> Int64 {
      Int64(walls[Int(record)]) - Int64(offsets[Int(record)]) * 60
    }
    let start = chosen.lazy.map(instant).min() ?? 0
    let times = chosen.map { UInt32(clamping: instant($0) - start) }
    self.start = start
    (self.times, records) = Self.sorted(times, chosen)
    if firstNew > 0 { areNew = records.map { Int($0) >= firstNew } }
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
