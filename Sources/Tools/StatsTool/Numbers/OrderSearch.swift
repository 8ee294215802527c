import BatteryNumbers
import BatteryStatistics

/// Finds numbers by their place in the order, exactly, without sorting or copying all of them.
///
/// Passes over the packed numbers count by the leading bits of nearby doubles. These may be wrong in
/// their last bits, and so one more pass collects the few numbers around each that was found, and
/// orders these exactly.
struct OrderSearch {
  let stores: [NumberStore]
  let threads: Int
  let isCancelled: @Sendable () throws -> Void

  /// So many keys are collected at a time; more are counted once more.
  private static let largestGroup = 1 << 19
  /// How far off a key may be, relative to the number: three roundings, and some.
  private static let slack = 0x1p-50

  init(
    _ stores: [NumberStore],
    threads: Int,
    check: @escaping @Sendable () throws -> Void = {}
  ) {
    self.stores = stores
    self.threads = max(1, threads)
    isCancelled = check
  }

  /// Keys that begin with the same bits.
  private struct Group {
    var prefix: UInt64
    var bits: UInt64
    /// How many keys are less than those of the group.
    var before: Int
    var count: Int
    var ranks: [Int]
  }

  /// Returns the numbers at some places of the ascending order.
  ///
  /// - Parameter ranks: The places from 0, ascending, each once, and less than the number of numbers.
  /// - Returns: A number for each place.
  /// - Throws: `TableError` when the temporary file cannot be read.
  func numbers(at ranks: [Int]) throws -> [ScaledNumber] {
    guard !ranks.isEmpty else { return [] }
    let counts = try histogram([Group(prefix: 0, bits: 0, before: 0, count: 0, ranks: ranks)])[0]
    var starts = [Int](repeating: 0, count: counts.count + 1)
    for index in counts.indices { starts[index + 1] = starts[index] + counts[index] }
    var groups = Self.divide(
      Group(prefix: 0, bits: 0, before: 0, count: starts[counts.count], ranks: ranks),
      counts
    )
    while groups.contains(where: { $0.count > Self.largestGroup && $0.bits < 64 }) {
      let large = groups.filter { $0.count > Self.largestGroup && $0.bits < 64 }
      let small = groups.filter { !($0.count > Self.largestGroup && $0.bits < 64) }
      let counts = try histogram(large)
      groups = small + zip(large, counts).flatMap { Self.divide($0, $1) }
    }
    var keys: [Int: UInt64] = [:]
    let collected = try collect(groups.filter { $0.bits < 64 })
    for (group, found) in zip(groups.filter { $0.bits < 64 }, collected) {
      let sorted = found.sorted()
      for rank in group.ranks { keys[rank] = sorted[rank - group.before] }
    }
    for group in groups where group.bits == 64 {
      for rank in group.ranks { keys[rank] = group.prefix }
    }
    return try settle(ranks.map { ($0, keys[$0] ?? 0) }, starts)
  }

  /// The groups of the next sixteen bits that have a rank in them.
  private static func divide(_ group: Group, _ counts: [Int]) -> [Group] {
    var groups: [Group] = []
    var before = group.before
    var ranks = group.ranks[...]
    for (index, count) in counts.enumerated() where count > 0 {
      guard let first = ranks.first else { break }
      if first < before + count {
        let inside = ranks.prefix { $0 < before + count }
        ranks = ranks.dropFirst(inside.count)
        groups.append(
          Group(
            prefix: group.prefix | UInt64(index) << (48 - group.bits),
            bits: group.bits + 16,
            before: before,
            count: count,
            ranks: Array(inside)
          )
        )
      }
      before += count
    }
    return groups
  }

  /// Counts the keys of each group by their next sixteen bits.
  private func histogram(_ groups: [Group]) throws -> [[Int]] {
    let parts = try forEachPart { part in
      var counts = groups.map { _ in [Int](repeating: 0, count: 1 << 16) }
      if groups.count == 1, groups[0].bits == 0 {
        counts[0].withUnsafeMutableBufferPointer { counts in
          part.forEachKey { key, _ in counts[Int(truncatingIfNeeded: key &>> 48)] &+= 1 }
        }
        return counts
      }
      part.forEachKey { key, _ in
        for (place, group) in groups.enumerated()
        where key &>> (64 &- group.bits) == group.prefix &>> (64 &- group.bits) {
          counts[place][Int(truncatingIfNeeded: (key &>> (48 &- group.bits)) & 0xFFFF)] &+= 1
        }
      }
      return counts
    }
    return groups.indices.map { place in
      var sum = [Int](repeating: 0, count: 1 << 16)
      for part in parts { for index in sum.indices { sum[index] += part[place][index] } }
      return sum
    }
  }

  /// The keys of each group, in no order.
  private func collect(_ groups: [Group]) throws -> [[UInt64]] {
    guard !groups.isEmpty else { return [] }
    let table = Self.table(groups.map { ($0.prefix, $0.prefix | UInt64.max >> $0.bits) })
    let parts = try forEachPart { part in
      var found = groups.map { _ in [UInt64]() }
      table.withUnsafeBufferPointer { table in
        part.forEachKey { key, _ in
          guard table[Int(truncatingIfNeeded: key &>> 48)] else { return }
          for (place, group) in groups.enumerated()
          where key &>> (64 &- group.bits) == group.prefix &>> (64 &- group.bits) {
            found[place].append(key)
          }
        }
      }
      return found
    }
    return groups.indices.map { place in parts.flatMap { $0[place] } }
  }

  /// For the leading sixteen bits whether a key that begins with them may be in one of the ranges.
  private static func table(_ ranges: [(UInt64, UInt64)]) -> [Bool] {
    var table = [Bool](repeating: false, count: 1 << 16)
    for (low, high) in ranges { for index in low >> 48...high >> 48 { table[Int(index)] = true } }
    return table
  }

  // MARK: - The last bits

  /// The numbers around a key that was found.
  private struct Window {
    var low: UInt64
    var high: UInt64
    var below = 0
    var candidates: [ScaledNumber: Int] = [:]
  }

  /// Orders the numbers around the keys exactly.
  private func settle(_ found: [(rank: Int, key: UInt64)], _ starts: [Int]) throws -> [ScaledNumber]
  {
    let windows = Set(found.map(\.key)).sorted().map { key in
      let value = Self.value(key)
      let room = max(value.magnitude * Self.slack, 0x1p-1060)
      return Window(
        low: Self.key(value.isFinite ? value - room : value),
        high: Self.key(value.isFinite ? value + room : value)
      )
    }
    let table = Self.table(windows.map { ($0.low, $0.high) })
    let parts = try forEachPart { part in
      var windows = windows
      table.withUnsafeBufferPointer { table in
        part.forEachKey { key, number in
          guard table[Int(truncatingIfNeeded: key &>> 48)] else { return }
          for place in windows.indices {
            if key < windows[place].low {
              // Keys of lower leading bits are counted already.
              if key &>> 48 == windows[place].low &>> 48 { windows[place].below += 1 }
            } else if key <= windows[place].high {
              windows[place].candidates[number(), default: 0] += 1
            }
          }
        }
      }
      return windows
    }
    var lists: [UInt64: [(number: ScaledNumber, end: Int)]] = [:]
    for (place, key) in Set(found.map(\.key)).sorted().enumerated() {
      var candidates: [ScaledNumber: Int] = [:]
      var end = starts[Int(windows[place].low >> 48)]
      for part in parts {
        end += part[place].below
        for (number, count) in part[place].candidates {
          candidates[number.normal, default: 0] += count
        }
      }
      // A double may be equal to a decimal number, which is then the first.
      let valued = candidates.map { (number: $0.key, value: $0.key.fraction, count: $0.value) }
      let sorted = valued.sorted { one, other in
        if one.value != other.value { return one.value < other.value }
        return one.number.base == .ten && other.number.base == .two
      }
      lists[key] = sorted.map { number, _, count in
        end += count
        return (number, end)
      }
    }
    return found.map { rank, key in
      let list = lists[key] ?? []
      return (list.first { rank < $0.end } ?? list[list.count - 1]).number
    }
  }
}
