import BatteryTables

/// A table as texts, for comparison.
struct CSVTable: Equatable {
  var schema: [String]
  /// The values; `∅` is none.
  var rows: [[String]]

  init(_ text: String, _ options: CSVOptions = CSVOptions()) throws {
    try self.init(MemoryByteSource(text, name: "t.csv"), options)
  }

  init(_ source: some ByteSource, _ options: CSVOptions = CSVOptions()) throws {
    var reader = try CSVReader(source, options)
    schema = reader.schema.fields.map { "\($0.name) \($0.type.rawValue)" }
    rows = []
    while let batch = try reader.next() {
      for row in 0..<batch.count { rows.append(batch[row].map { $0.isNull ? "∅" : "\($0)" }) }
    }
  }
}

/// Random numbers that are the same each time.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
