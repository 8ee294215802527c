/// Merges sorted runs of records that are in a temporary file.
struct RunMerger: @unchecked Sendable {
  /// A run: its blocks that are still in the file, and the one that is in memory.
  private struct Run {
    var blocks: ArraySlice<Range<Int>>
    var block: RecordBlock
    /// Where the next record is within the block.
    var place = 0
    /// The first bytes of its key.
    var head: UInt64 = 0

    var record: SortRecord { SortRecord(block.start + place) }

    /// Reads the next block; `false` when there is none.
    mutating func load(_ file: SpillFile) throws(TableError) -> Bool {
      guard let range = blocks.popFirst() else { return false }
      block = try file.read(range.count, at: range.lowerBound)
      place = 0
      head = record.head(at: 0)
      return true
    }
  }

  private let file: SpillFile
  private let layout: RecordLayout
  private var runs: [Run] = []
  /// The numbers of the runs that have rows, the one whose row is next first: a binary heap.
  private var heap: [Int] = []

  init(_ file: SpillFile, _ schema: Schema, _ runs: [[Range<Int>]]) throws(TableError) {
    self.file = file
    layout = RecordLayout(schema)
    for blocks in runs {
      var run = Run(blocks: blocks[...], block: RecordBlock(capacity: 0))
      guard try run.load(file) else { continue }
      self.runs.append(run)
      heap.append(self.runs.count - 1)
    }
    for place in (0..<heap.count / 2).reversed() { sink(place) }
  }

  /// Whether the row of a run comes before that of another; of equal ones that of the earlier run.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if runs[left].head != runs[right].head { return runs[left].head < runs[right].head }
    let order = runs[left].record.order(to: runs[right].record)
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

  /// The next rows; `nil` after the last ones.
  mutating func next(limit: Int) throws(TableError) -> Batch? {
    guard !heap.isEmpty else { return nil }
    var records: [UnsafeRawPointer] = []
    records.reserveCapacity(limit)
    // Blocks from which rows are taken stay until the batch is made of them.
    var used: [RecordBlock] = []
    while records.count < limit, let number = heap.first {
      let record = runs[number].record
      records.append(record.start)
      runs[number].place += record.size
      if runs[number].place < runs[number].block.count {
        runs[number].head = runs[number].record.head(at: 0)
      } else {
        used.append(runs[number].block)
        if try !runs[number].load(file) {
          heap[0] = heap[heap.count - 1]
          heap.removeLast()
        }
      }
      if heap.count > 1 { sink(0) }
    }
    return withExtendedLifetime(used) { RecordUnpacking(layout: layout).batch(records) }
  }
}
