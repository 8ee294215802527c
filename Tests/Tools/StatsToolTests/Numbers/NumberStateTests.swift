import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Testing

@testable import StatsTool

@Suite("NumberState") struct NumberStateTests {
  private static let texts = ["0.1", "0.2", "12345678901234567890.5", "0.3"]
  private static let doubles = [0.5, 0.25, 0x1p70, -3]
  private static let same = texts + ["0.5", "0.25", "1180591620717411303424", "-3"]

  private func rows(_ texts: [String]) throws -> NumberRows {
    let reader = NumberReader(name: "x", lane: .exact, hasTexts: true)
    return try reader.rows(.text(TextColumn(texts.map { $0 })), nil)
  }

  private func rows(_ doubles: [Double]) throws -> NumberRows {
    let reader = NumberReader(name: "x", lane: .exact, hasTexts: false)
    return try reader.rows(.double(ValueColumn(doubles)), nil)
  }

  private func state(_ parts: [(rows: NumberRows, place: Int)]) throws -> NumberState {
    let wanted = NumberState.Wanted(sums: true, numbers: true)
    var state = NumberState(wanted, .exact, NumberRoom(TableMemory()))
    for part in parts { try state.add(part.rows, at: part.place) }
    return state
  }

  @Test("has the same figures of texts and of doubles among them, in any order")
  func bases() throws {
    let expected = try state([(try rows(Self.same), 0)]).figures()
    let (first, second) = (try rows(Self.texts), try rows(Self.doubles))
    #expect(try state([(first, 0), (second, 1)]).figures() == expected)
    #expect(try state([(second, 1), (first, 0)]).figures() == expected)
    var merged = try state([(second, 1)])
    try merged.add(try state([(first, 0)]))
    #expect(merged.figures() == expected)
    try merged.close()
    let order = try OrderSearch([merged.store], threads: 1).numbers(at: Array(0..<8))
    #expect(
      order.map(\.text) == ["-3", "0.1", "0.2", "0.25", "0.3", "0.5"] + order[6...].map(\.text)
    )
    let few = try state([(try rows(["0.1", "0.2", "0.3"]), 0), (try rows([0.5, 0.25]), 1)])
    #expect(few.figures().mean?.double == 0.27)
    #expect(
      try state([(second, 0)]).figures() == state([(try rows(Array(Self.same[4...])), 0)]).figures()
    )
  }

  @Test("of rows in memory keeps the digits of texts where others are doubles")
  func rowsInMemory() throws {
    func batch(_ column: Column, hasTexts: Bool) -> StatsBatch {
      let reader = NumberReader(name: "x", lane: .exact, hasTexts: hasTexts)
      return StatsBatch(
        batch: Batch(Schema([Schema.Field("x", column.type)]), [column]),
        rows: nil,
        numbers: [(0, reader)],
        labels: [],
        keys: []
      )
    }
    var fold = RowFold(["x"], labels: [], .exact)
    try fold.add(batch(.double(ValueColumn([0.5, 0.1])), hasTexts: false), at: 1)
    try fold.add(batch(.text(TextColumn(["0.1", "0.2"])), hasTexts: true), at: 0)
    let column = try #require(fold.tables(order: ["x"]).first?.table.columns.first)
    #expect(column.decimals?.count == 4)
    let binary = try #require(Fraction(exactly: 0.1))
    #expect(column.fractions == [Fraction(1, 10), Fraction(1, 5), Fraction(1, 2), binary])
  }
}
