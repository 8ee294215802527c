import BatteryTables
import Testing

@Suite("Joining tables") struct JoinTests {
  private let left = table(
    [("id", .integer), ("city", .text)],
    [
      [.integer(1), .text("Bern")], [.integer(2), .text("Rom")], [.null, .text("Oslo")],
      [.integer(2), .text("Bern")], [.integer(4), .null],
    ]
  )
  private let right = table(
    [("id", .integer), ("city", .text), ("n", .integer)],
    [
      [.integer(2), .text("x"), .integer(20)], [.null, .text("y"), .integer(0)],
      [.integer(2), .text("z"), .integer(21)], [.integer(3), .text("w"), .integer(30)],
    ]
  )

  @Test(
    "gives the rows of each kind, and null matches nothing",
    arguments: [
      (.inner, ["2|Rom|x|20", "2|Rom|z|21", "2|Bern|x|20", "2|Bern|z|21"]),
      (
        .left,
        [
          "1|Bern|∅|∅", "2|Rom|x|20", "2|Rom|z|21", "∅|Oslo|∅|∅", "2|Bern|x|20", "2|Bern|z|21",
          "4|∅|∅|∅",
        ]
      ),
      (
        .right,
        [
          "2|Rom|x|20", "2|Rom|z|21", "2|Bern|x|20", "2|Bern|z|21", "∅|∅|y|0", "3|∅|w|30",
        ]
      ),
      (
        .full,
        [
          "1|Bern|∅|∅", "2|Rom|x|20", "2|Rom|z|21", "∅|Oslo|∅|∅", "2|Bern|x|20", "2|Bern|z|21",
          "4|∅|∅|∅", "∅|∅|y|0", "3|∅|w|30",
        ]
      ),
      (.semi, ["2|Rom", "2|Bern"]),
      (.anti, ["1|Bern", "∅|Oslo", "4|∅"]),
    ] as [(Join.Kind, [String])]
  )
  func kinds(kind: Join.Kind, lines: [String]) throws {
    let parts = [left.gathering([0, 1]), left.gathering([]), left.gathering([2, 3, 4])]
    let joined = try Join(
      BatchReader(left.schema, parts),
      BatchReader(right.schema, [right.gathering([0]), right.gathering([1, 2, 3])]),
      on: [Join.Key("id")],
      kind: kind
    )
    let withoutRight = kind == .semi || kind == .anti
    #expect(
      joined.schema.names == (withoutRight ? ["id", "city"] : ["id", "city", "city_right", "n"])
    )
    #expect(try rows(of: joined).lines == lines)
  }

  @Test("of many rows with many gives every pair, batch by batch")
  func many() throws {
    let ones = Batch(
      Schema([.init("k", .integer), .init("row", .integer)]),
      [
        .integer(ValueColumn([Int64](repeating: 1, count: 300))),
        .integer(ValueColumn((0..<300).map { Int64($0) })),
      ]
    )
    var joined = try Join(
      BatchReader(ones.schema, [ones]),
      BatchReader(ones.schema, [ones]),
      on: [Join.Key("k")]
    )
    var number: Int64 = 0
    while let batch = try joined.next() {
      #expect(batch.count <= 16_384)
      for row in batch.rows {
        #expect(row == [.integer(1), .integer(number / 300), .integer(number % 300)])
        number += 1
      }
    }
    #expect(number == 90_000)
  }

  @Test("says why two tables cannot be joined")
  func errors() throws {
    let reader = BatchReader(left.schema, [left])
    let other = BatchReader(right.schema, [right])
    let types = #expect(throws: TableError.self) {
      try Join(reader, other, on: Join.Key.list("id=city"))
    }
    #expect(
      types?.message
        == "The key \"id\" is of the type integer on the left, but \"city\" of the type"
        + " text on the right. Derive a column of the same type first."
    )
    let stranger = BatchReader(Schema([.init("q", .text)]), [])
    #expect(throws: TableError.self) { try Join(reader, stranger) }
    #expect(throws: TableError.self) { try Join(reader, other, on: [Join.Key("nope")]) }
  }
}
