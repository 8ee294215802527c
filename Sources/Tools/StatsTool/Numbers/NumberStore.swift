import BatteryNumbers
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

  /// Numbers that are too long to be packed.
  private(set) var long: [ScaledNumber] = []
  private(set) var blocks: [Block] = []
  private(set) var count = 0
  private var open: [Int64] = []
  private var openKind: Kind?
  private let room: NumberRoom
  /// The bytes of long numbers that the room does not know yet.
  private var owed = 0

  private static let owedAtMost = 96 << 10
  /// How many numbers a block has.
  static let blockSize = 1 << 15
  /// The scale that a number of 58 bits has at the most.
  static let largestScale = 63
  private static let largestMixed: Int64 = 1 << 57
  private static let powers: [Int64] = (0..<18).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  init(_ room: NumberRoom) { self.room = room }

  mutating func add(long number: ScaledNumber) throws {
    long.append(number)
    count += 1
    // The number, its place in the order, and its digits in words of 64 bits.
    owed += 88 + number.coefficient.bitLength / 64 * 8
    try settle()
  }

  /// Charges the room for long numbers, many at a time.
  private mutating func settle() throws {
    guard owed >= Self.owedAtMost else { return }
    try room.require(owed)
    owed = 0
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
    try close()
    openKind = .scaled(scale)
    open.append(value)
  }

  /// Puts the open block away.
  mutating func close() throws {
    defer { openKind = nil }
    guard let openKind, !open.isEmpty else { return }
    var block = Block(kind: openKind, words: [], count: open.count)
    if room.take(open.count * 8) {
      // A short block does not keep the room of a long one.
      block.words = open.count > Self.blockSize / 2 ? open : open.map { $0 }
      open.removeAll(keepingCapacity: open.count <= Self.blockSize / 2)
    } else {
      block.place = try room.spill(open)
      open.removeAll(keepingCapacity: true)
    }
    blocks.append(block)
  }

  /// Adds the numbers of another store.
  mutating func add(_ other: NumberStore) throws {
    var other = other
    try other.close()
    try close()
    open = []
    blocks += other.blocks
    long += other.long
    count += other.count
    owed += other.owed
    try settle()
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
