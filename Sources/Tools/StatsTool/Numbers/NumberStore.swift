import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// The numbers of a column, packed into 64 bits each, in no order.
///
/// Beyond a limit they are kept in a temporary file.
struct NumberStore: Sendable {
  /// How the words of a block are to be read.
  enum Kind: Sendable, Hashable {
    /// Integers that all have this scale.
    case scaled(Int)
    /// Integers of 58 bits, and their scales in six.
    case mixed
    /// Doubles by their bits.
    case doubles
    /// Numbers of any length, one after the other as `LongWords` has them.
    case long
  }

  /// Some numbers.
  struct Block: Sendable {
    var kind: Kind
    /// The words; empty when they are in the file.
    var words: [Int64]
    /// Where they are in the file, and how many.
    var place = 0
    var count = 0
  }

  private(set) var blocks: [Block] = []
  private(set) var count = 0
  private var open: [Int64] = []
  private var openKind: Kind?
  private var openLong: [Int64] = []
  private let room: NumberRoom

  /// How many numbers a block has.
  static let blockSize = 1 << 15
  /// So many numbers a block has on average once there are some blocks: each has a record and memory
  /// of its own besides.
  private static let leastAverage = 1 << 10
  private static let fewBlocks = 16
  /// What a block takes besides its words.
  static let blockBytes = MemoryLayout<Block>.stride + 32
  /// The scale that a number of 58 bits has at the most.
  static let largestScale = 63
  private static let largestMixed: Int64 = 1 << 57
  private static let powers: [Int64] = (0..<18).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  init(_ room: NumberRoom) { self.room = room }

  /// Adds a number that is too long for the other blocks.
  mutating func add(long number: ScaledNumber) throws {
    count += 1
    try append(long: number)
  }

  private mutating func append(long number: ScaledNumber) throws {
    LongWords.append(number, to: &openLong)
    if openLong.count >= Self.blockSize { try closeLong() }
  }

  /// Adds integers with their scales.
  mutating func add(
    _ values: UnsafeBufferPointer<Int64>,
    scales: UnsafeBufferPointer<Int16>
  ) throws {
    count += values.count
    var index = 0
    while index < values.count {
      // As many as the open block takes as it is.
      let end = min(values.count, index + Self.blockSize - open.count)
      switch openKind {
      case .mixed:
        while index < end, values[index].magnitude < UInt64(Self.largestMixed) {
          open.append(values[index] &<< 6 | Int64(scales[index]))
          index &+= 1
        }
      case .scaled(let scale):
        let common = Int16(scale)
        while index < end, scales[index] == common {
          open.append(values[index])
          index &+= 1
        }
      default: break
      }
      if open.count == Self.blockSize {
        try close()
      } else if index < end || openKind == nil || openKind == .doubles {
        try restart(values[index], Int(scales[index]))
        index &+= 1
      }
    }
  }

  /// Adds doubles.
  mutating func add(doubles values: [Double]) throws {
    if openKind != .doubles { try close() }
    openKind = .doubles
    count += values.count
    for value in values {
      open.append(Int64(bitPattern: value.bitPattern))
      if open.count == Self.blockSize {
        try close()
        openKind = .doubles
      }
    }
  }

  /// Adds a number that does not fit the open block as it is.
  private mutating func restart(_ value: Int64, _ scale: Int) throws {
    let isShort = value.magnitude < UInt64(Self.largestMixed)
    if case .scaled(let other) = openKind, scale < other, other - scale <= 18 {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: Self.powers[other - scale])
      if !overflow { return open.append(scaled) }
    }
    if case .scaled(let other) = openKind, isShort,
      open.allSatisfy({ $0.magnitude < UInt64(Self.largestMixed) })
    {
      for index in open.indices { open[index] = open[index] << 6 | Int64(other) }
      openKind = .mixed
      open.append(value << 6 | Int64(scale))
      return
    }
    // Where scales go up and down and digits are too many, a block would have few numbers.
    if openKind != nil, openKind != .doubles, blocks.count >= Self.fewBlocks,
      blocks.count * Self.leastAverage > count
    {
      return try append(
        long: ScaledNumber(BigInteger(Int(value)), scale: scale, base: .ten)
      )
    }
    try close()
    openKind = .scaled(scale)
    open.append(value)
  }

  /// Puts the open blocks away.
  mutating func close() throws {
    try closeLong()
    defer { openKind = nil }
    guard let openKind, !open.isEmpty else { return }
    var words: [Int64] = []
    swap(&words, &open)
    try put(&words, openKind)
    open = words
  }

  private mutating func closeLong() throws {
    guard !openLong.isEmpty else { return }
    var words: [Int64] = []
    swap(&words, &openLong)
    try put(&words, .long)
    openLong = words
  }

  /// Makes a block of words, which are gone then.
  private mutating func put(_ words: inout [Int64], _ kind: Kind) throws {
    var block = Block(kind: kind, words: [], count: words.count)
    if room.take(words.count * 8 + Self.blockBytes) {
      // A short block does not keep the room of a long one.
      let isShort = words.count <= Self.blockSize / 2
      block.words = isShort ? words.map { $0 } : words
      words.removeAll(keepingCapacity: isShort)
    } else {
      block.place = try room.spill(words)
      words.removeAll(keepingCapacity: true)
    }
    blocks.append(block)
  }

  /// Adds the numbers of another store.
  mutating func add(_ other: NumberStore) throws {
    var other = other
    try other.close()
    try close()
    open = []
    openLong = []
    blocks += other.blocks
    count += other.count
  }

  /// Calls `body` for the words of a block.
  func withWords<T>(
    _ block: Block,
    _ body: (UnsafeBufferPointer<Int64>) throws -> T
  ) throws -> T {
    if !block.words.isEmpty { return try block.words.withUnsafeBufferPointer(body) }
    let words = try room.read(block.place, block.count)
    return try words.withUnsafeBufferPointer(body)
  }
}
