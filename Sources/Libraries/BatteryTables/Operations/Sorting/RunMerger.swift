#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Merges sorted runs that are in a temporary file.
struct RunMerger {
  /// A run: its blocks that are still in the file, and the one that is in memory.
  private struct Run {
    var blocks: ArraySlice<Range<Int>>
    var batch: Batch
    var keys: [UInt8] = []
    var ends: [Int] = []
    var row = 0

    var key: Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    mutating func load(_ file: SpillFile, _ schema: Schema) throws(TableError) -> Bool {
      guard let range = blocks.popFirst() else { return false }
      var reader = BlockReader(try file.read(range.count, at: range.lowerBound))
      (batch, keys, ends) = reader.block(schema)
      row = 0
      return true
    }
  }

  private let file: SpillFile
  private let schema: Schema
  private var runs: [Run] = []
  /// The numbers of the runs that have rows, the one whose row is next first: a binary heap.
  private var heap: [Int] = []

  init(_ file: SpillFile, _ schema: Schema, _ runs: [[Range<Int>]]) throws(TableError) {
    self.file = file
    self.schema = schema
    for blocks in runs {
      let empty = Batch(schema, schema.fields.map { Column($0.type) })
      var run = Run(blocks: blocks[...], batch: empty)
      guard try run.load(file, schema) else { continue }
      self.runs.append(run)
      heap.append(self.runs.count - 1)
    }
    for place in (0..<heap.count / 2).reversed() { sink(place) }
  }

  /// Whether the row of a run comes before that of another; of equal ones that of the earlier run.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (runs[left].key, runs[right].key)
    let order = runs[left].keys.withUnsafeBytes { first in
      runs[right].keys.withUnsafeBytes { second in
        let common = min(a.count, b.count)
        if common > 0, let one = first.baseAddress, let other = second.baseAddress {
          let result = Int(memcmp(one + a.lowerBound, other + b.lowerBound, common))
          if result != 0 { return result }
        }
        return a.count - b.count
      }
    }
    return order == 0 ? left < right : order < 0
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if precedes(heap[child], heap[least]) { least = child }
      }
      guard least != place else { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  /// The next rows, at the latest those up to the end of a block; `nil` after the last ones.
  mutating func next(limit: Int) throws(TableError) -> Batch? {
    guard !heap.isEmpty else { return nil }
    var picks: [Int32] = []
    var rows = [[Int32]](repeating: [], count: runs.count)
    var exhausted: Int?
    while picks.count < limit, exhausted == nil {
      let run = heap[0]
      picks.append(Int32(run))
      rows[run].append(Int32(runs[run].row))
      runs[run].row += 1
      if runs[run].row == runs[run].batch.count {
        exhausted = run
      } else {
        sink(0)
      }
    }
    let batch = assemble(picks, rows)
    if let run = exhausted {
      if try !runs[run].load(file, schema) {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      if !heap.isEmpty { sink(0) }
    }
    return batch
  }

  private func assemble(_ picks: [Int32], _ rows: [[Int32]]) -> Batch {
    var columns = schema.fields.map { Column($0.type) }
    var starts: [Int32] = []
    var start: Int32 = 0
    for (run, chosen) in rows.enumerated() {
      starts.append(start)
      guard !chosen.isEmpty else { continue }
      for place in columns.indices {
        columns[place].append(runs[run].batch.columns[place].gathering(chosen))
      }
      start += Int32(chosen.count)
    }
    let order = picks.map { run in
      defer { starts[Int(run)] += 1 }
      return starts[Int(run)]
    }
    return Batch(schema, columns.map { $0.gathering(order) })
  }
}
