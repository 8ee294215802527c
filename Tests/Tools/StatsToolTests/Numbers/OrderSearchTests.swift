import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Testing

@testable import StatsTool

@Suite("OrderSearch", .timeLimit(.minutes(5))) struct OrderSearchTests {
  /// Numbers of several scales, many of them equal or nearly so, and some too long to be packed.
  private static func numbers(_ count: Int, hasLong: Bool) -> [String] {
    var source = SplitMix(state: 11)
    return (0..<count).map { index in
      switch source.next() % 6 {
      case 0: "\(Int64(source.next() % 7))"
      case 1: "0.\(10_000_000_000_000_000 + source.next() % 5)"
      case 2: "-\(source.next() % 1000).\(1000 + source.next() % 1000)"
      case 3: "0.0000\(10_000_000_000_000_000 + source.next() % 1_000_000_000_000_000)"
      case 4 where hasLong: "1234567890123456789\(index % 3).5"
      default: "\(source.next() % 100).\(source.next() % 10)0"
      }
    }
  }

  private static func store(_ texts: [String], _ room: NumberRoom) throws -> NumberStore {
    var store = NumberStore(room)
    let reader = NumberReader(name: "x", lane: .exact, hasTexts: true)
    for start in stride(from: 0, to: texts.count, by: 1000) {
      let part = texts[start..<min(start + 1000, texts.count)]
      let rows = try reader.rows(.text(TextColumn(part.map { $0 })), nil)
      try rows.values.withUnsafeBufferPointer { values in
        try rows.scales.withUnsafeBufferPointer { try store.add(values, scales: $0) }
      }
      for item in rows.long { try store.add(long: item.number) }
    }
    try store.close()
    return store
  }

  @Test("finds what sorting finds, in memory and from the file", arguments: [1, 2, 5])
  func sorted(threads: Int) throws {
    let ranks = [0, 1, 777, 10_000, 19_999, 20_000, 30_001, 39_998, 39_999]
    // The smallest room has no place for a block: all of them go to the file.
    for room in [NumberRoom(TableMemory()), NumberRoom(bytes: 4096)] {
      let texts = Self.numbers(40_000, hasLong: true)
      let sorted = try texts.map { try Fraction(parsing: $0) }.sorted()
      let found = try OrderSearch([try Self.store(texts, room)], threads: threads)
        .numbers(at: ranks)
      #expect(found.map(\.fraction) == ranks.map { sorted[$0] })
    }
  }

  @Test("keeps every digit of long numbers in words", arguments: [4096, 1 << 30])
  func long(bytes: Int) throws {
    let texts = (0..<1000).map { index in
      let digits = String(repeating: "\(index % 9 + 1)", count: 20 + index)
      return "\(index % 2 == 0 ? "-" : "")\(index % 7).\(digits)"
    }
    let far = ["-1e1000", "18446744073709551616", "-18446744073709551616e9", "1e-1000"]
    let store = try Self.store(texts + far, NumberRoom(bytes: bytes))
    let sorted = try (texts + far).map { try Fraction(parsing: $0) }.sorted()
    let found = try OrderSearch([store], threads: 2).numbers(at: Array(0..<sorted.count))
    #expect(found.map(\.fraction) == sorted)
  }

  @Test("writes equal numbers in one way", arguments: [0, 1, 2])
  func equal(turn: Int) throws {
    let texts = ["1e22", "10000000000000000000000", "10e21"]
    let turned = Array(texts[turn...] + texts[..<turn])
    let store = try Self.store(turned, NumberRoom(TableMemory()))
    let found = try OrderSearch([store], threads: 1).numbers(at: [0, 1, 2])
    #expect(found.map(\.text) == ["1e22", "1e22", "1e22"])
  }

  @Test("tells numbers apart that are the same as doubles")
  func close() throws {
    let texts = (0..<50).reversed().map { "100000000.00000000\(10 + $0)" }
    let store = try Self.store(texts, NumberRoom(TableMemory()))
    let found = try OrderSearch([store], threads: 1).numbers(at: Array(0..<50))
    #expect(
      found.map(\.text) == texts.reversed().map { $0.hasSuffix("0") ? String($0.dropLast()) : $0 }
    )
  }

  @Test("orders doubles, zeros and numbers beyond them")
  func doubles() throws {
    var store = NumberStore(NumberRoom(TableMemory()))
    try store.add(doubles: [
      3, -0.0, 0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1.7e308, -2,
    ])
    try store.close()
    let found = try OrderSearch([store], threads: 2).numbers(at: Array(0..<7)).map(\.double)
    #expect(found == [-2, -.leastNonzeroMagnitude, 0, 0, .leastNonzeroMagnitude, 3, 1.7e308])
    let far = try Self.store(["1e400", "1e401", "-1e500", "1"], NumberRoom(TableMemory()))
    let order = try OrderSearch([far], threads: 1).numbers(at: [0, 1, 2, 3]).map(\.text)
    #expect(order == ["-1e500", "1", "1e400", "1e401"])
  }

  @Test("makes few blocks of long digits whose scales change from one to the next")
  func blocks() throws {
    let texts = (0..<20_000).map { row in
      row % 2 == 0 ? "9\(100_000_000_000_000_000 + row)" : "7.\(100_000_000_000_000_000 + row * 7)"
    }
    let store = try Self.store(texts, NumberRoom(TableMemory()))
    #expect(store.count == texts.count)
    #expect(store.blocks.count < 40)
    let sorted = try texts.map { try Fraction(parsing: $0) }.sorted()
    let ranks = [0, 1, 9_999, 10_000, 19_999]
    let found = try OrderSearch([store], threads: 2).numbers(at: ranks)
    #expect(found.map(\.fraction) == ranks.map { sorted[$0] })
  }

  @Test("counts what a block takes besides its numbers")
  func overhead() throws {
    let room = NumberRoom(bytes: 1_000)
    var store = NumberStore(room)
    for number in 0..<100 { try store.add(try Self.store(["\(number)"], room)) }
    let inMemory = store.blocks.count { !$0.words.isEmpty }
    #expect(store.blocks.count == 100)
    #expect(inMemory == 1_000 / (8 + NumberStore.blockBytes))
    #expect(try OrderSearch([store], threads: 1).numbers(at: [42]).map(\.text) == ["42"])
  }
}
