/// Rows that are collected to be sorted, each as a record with its key.
struct SortBuffer: @unchecked Sendable {
  private let layout: RecordLayout
  /// The columns of the keys.
  let keys: [(place: Int, descending: Bool)]
  private var blocks: [RecordBlock] = []
  /// Where the row's records are, in the order in which they came until they are sorted.
  private(set) var records: [UnsafeRawPointer] = []
  /// How much memory the rows take, with what sorting needs.
  private(set) var size = 0

  /// Batches with more bytes get a block of their own.
  private static let blockSize = 1 << 18
  /// What sorting needs for a row: its place, and twice that with eight bytes of the key.
  private static let sizeOfPlace = 40

  init(_ schema: Schema, by keys: [SortKey]) throws(TableError) {
    layout = RecordLayout(schema)
    var places: [(place: Int, descending: Bool)] = []
    for key in keys { places.append((try schema.requiredPlace(of: key.column), key.descending)) }
    self.keys = places
  }

  /// How many rows there are.
  var count: Int { records.count }

  mutating func add(_ batch: Batch) {
    let packing = RecordPacking(layout: layout)
    let ordered = OrderedKeys(batch, by: keys)
    records += packing.pack(batch, ordered) { room($0) }
    size += batch.count * Self.sizeOfPlace
  }

  private mutating func room(_ size: Int) -> UnsafeMutableRawPointer {
    self.size += size
    // A copy of this buffer may have the same block, and would write to the same place of it.
    if let last = blocks.indices.last, isKnownUniquelyReferenced(&blocks[last]),
      let place = blocks[last].take(size)
    {
      return place
    }
    let block = RecordBlock(capacity: max(size, size < Self.blockSize ? Self.blockSize : 0))
    blocks.append(block)
    return block.take(size) ?? block.start
  }

  mutating func removeAll() {
    blocks = []
    records = []
    size = 0
  }

  /// Puts the rows into the order of their keys; those with equal keys stay in theirs.
  mutating func sort() { RecordOrder.sort(&records) }

  /// Some rows.
  func batch(_ range: Range<Int>) -> Batch {
    RecordUnpacking(layout: layout).batch(records[range])
  }
}

extension Batch {
  /// The rows in an order; those whose keys are equal stay in theirs.
  ///
  /// - Throws: ``TableError`` when a column is not there.
  public func sorted(by keys: [SortKey]) throws(TableError) -> Batch {
    var buffer = try SortBuffer(schema, by: keys)
    buffer.add(self)
    buffer.sort()
    return buffer.batch(0..<buffer.count)
  }
}
