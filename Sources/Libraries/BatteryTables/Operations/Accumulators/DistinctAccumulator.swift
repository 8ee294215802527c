/// How many different values there are.
struct DistinctAccumulator: Accumulator {
  /// The group and the value of each different pair.
  private var table = KeyTable()
  private var counts: [Int64] = []
  private var estimates: [HyperLogLog]?
  private let memory: Int

  /// 4,096 registers: 1.6 % standard error.
  private static let bits = 12

  init(memory: Int) {
    self.memory = memory
  }

  var isEstimate: Bool { estimates != nil }

  mutating func add(_ column: Column?, _ groups: [Int32], count: Int) {
    guard var column else { return }
    var groups = groups
    if column.nulls.hasNulls {
      let nulls = column.nulls
      let rows = groups.indices.filter { !nulls[$0] }.map { Int32($0) }
      column = column.gathering(rows)
      groups = rows.map { groups[Int($0)] }
    }
    add(RowKeys([column], count: groups.count, prefix: groups), groups, count)
  }

  private mutating func add(_ keys: RowKeys, _ groups: [Int32], _ count: Int) {
    counts.grow(to: count, 0)
    if estimates != nil {
      estimate(keys, groups, count)
      return
    }
    let new = table.add(keys).new
    for row in new { counts[Int(groups[Int(row)])] += 1 }
    if table.size > memory, count << Self.bits < memory {
      let all = RowKeys(bytes: table.bytes, ends: table.ends)
      table = KeyTable()
      estimates = []
      estimate(all, all.prefixes, count)
    }
  }

  private mutating func estimate(_ keys: RowKeys, _ groups: [Int32], _ count: Int) {
    estimates?.grow(to: count, HyperLogLog(bits: Self.bits))
    keys.bytes.withUnsafeBytes { raw in
      guard let start = raw.baseAddress else { return }
      for row in groups.indices {
        let first = keys.start(of: row) + 4
        let hash = ByteHash.fixed(start + first, keys.ends[row] - first)
        estimates?[Int(groups[row])].add(hash: hash)
      }
    }
  }

  mutating func merge(_ other: any Accumulator, _ groups: [Int32], count: Int) {
    guard let other = other as? Self else { return }
    if let others = other.estimates {
      if estimates == nil {
        let all = RowKeys(bytes: table.bytes, ends: table.ends)
        table = KeyTable()
        estimates = []
        estimate(all, all.prefixes, count)
      }
      estimates?.grow(to: count, HyperLogLog(bits: Self.bits))
      for (place, sketch) in others.enumerated() { estimates?[Int(groups[place])].merge(sketch) }
      return
    }
    var keys = RowKeys(bytes: other.table.bytes, ends: other.table.ends)
    keys.changePrefixes { groups[Int($0)] }
    add(keys, keys.prefixes, count)
  }

  mutating func result(count: Int) -> Column {
    counts.grow(to: count, 0)
    if var sketches = estimates {
      sketches.grow(to: count, HyperLogLog(bits: Self.bits))
      return .integer(ValueColumn(sketches.map { Int64($0.estimate) }))
    }
    return .integer(ValueColumn(counts))
  }
}

extension RowKeys {
  /// Keys that are bytes already.
  init(bytes: [UInt8], ends: [Int]) {
    self.init([], count: 0)
    take(bytes, ends)
  }

  /// The numbers that the keys begin with.
  var prefixes: [Int32] {
    bytes.withUnsafeBytes { raw in
      (0..<count).map { raw.loadUnaligned(fromByteOffset: start(of: $0), as: Int32.self) }
    }
  }
}
