import Testing

@testable import BatteryTables

@Suite("Hashes of keys") struct ByteHashTests {
  /// Bytes whose words are the constants that estimates are made with.
  private static func floods(_ number: Int) -> [UInt8] {
    let words = [ByteHash.fixed.first, UInt64(number), ByteHash.fixed.first, UInt64(number)]
    return words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
  }

  @Test("differ for keys that were made to be equal under the known constants")
  func floods() {
    var keys: Set<UInt64> = []
    var prints: Set<UInt64> = []
    for number in 0..<1000 {
      Self.floods(number).withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        for length in [32, 31, 17] {
          keys.insert(ByteHash.process(start, length))
          prints.insert(ByteHash.process.fingerprint(start, length, with: .fixed).x)
        }
      }
    }
    #expect(keys.count > 2900)
    #expect(prints == keys)
  }

  @Test("do not make a table slow whose keys were made for that", .timeLimit(.minutes(5)))
  func groups() throws {
    let schema = Schema([.init("t", .text), .init("a", .integer), .init("b", .integer)])
    let rows = 60_000
    let batch = Batch(
      schema,
      [
        .text(TextColumn(repeatElement("abcdefghij", count: rows))),
        .integer(ValueColumn(repeatElement(-6_884_282_663_029_611_473, count: rows).map { $0 })),
        .integer(ValueColumn((0..<rows).map { Int64($0) })),
      ]
    )
    let keys = RowKeys(batch.columns, count: rows)
    var hashes: Set<UInt64> = []
    keys.bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for row in 0..<rows {
        let first = keys.start(of: row)
        hashes.insert(ByteHash.process(start + first, keys.ends[row] - first) >> 32)
      }
    }
    #expect(hashes.count > rows - 100)
    var group = try GroupBy(schema, by: ["t", "a", "b"], Aggregate.list("count"))
    try group.add(batch)
    #expect(try group.finish().batch.count == rows)
  }

  @Test("with which is estimated are the same in every run, whatever else is counted with")
  func estimates() {
    let text = Array("The second half of a fingerprint is what is estimated with.".utf8)
    text.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for length in 1...text.count {
        let print = ByteHash.process.fingerprint(start, length, with: .fixed)
        #expect(print.y == ByteHash.fixed(start, length))
        #expect(print.x == ByteHash.process(start, length))
      }
    }
  }
}
