import Testing

@testable import BatteryTables

@Suite("The memory of statistics") struct StatisticsMemoryTests {
  private static let schema = Schema([
    .init("id", .integer), .init("kind", .integer), .init("name", .text),
  ])

  private func batch(_ rows: Range<Int>) -> Batch {
    Batch(
      Self.schema,
      [
        .integer(ValueColumn(rows.map { Int64($0) })),
        .integer(ValueColumn(rows.map { Int64($0 % 7) })),
        .text(TextColumn(rows.map { "name \($0 % 1000)" })),
      ]
    )
  }

  @Test("only the column that does not fit is estimated")
  func estimates() throws {
    var statistics = TableStatistics(Self.schema, memory: 1 << 20)
    for start in stride(from: 0, to: 400_000, by: 10_000) {
      try statistics.add(batch(start..<start + 10_000))
    }
    let columns = statistics.finish().columns
    #expect(columns.map(\.isDistinctEstimated) == [true, false, false])
    #expect(columns.map(\.isMedianEstimated) == [true, false, false])
    #expect(abs(columns[0].distinct - 400_000) < 12_000)
    #expect(columns[1...].map(\.distinct) == [7, 1000])
    #expect(columns[0].maximum == .integer(399_999))
    #expect(columns[0].mean == 199_999.5)
  }

  @Test("states that are merged may use what each may")
  func merging() throws {
    var states: [TableStatistics] = []
    for part in 0..<4 {
      var state = TableStatistics(Self.schema, memory: 1 << 20)
      try state.add(batch(part * 30_000..<part * 30_000 + 30_000))
      states.append(state)
    }
    var all = states[0]
    for state in states.dropFirst() { all.merge(state) }
    let columns = all.finish().columns
    #expect(columns.map(\.isDistinctEstimated) == [false, false, false])
    #expect(columns.map(\.distinct) == [120_000, 7, 1000])
  }

  @Test("a set of fingerprints tells that it will grow before it does")
  func fingerprints() {
    let limit = 1 << 20
    var set = FingerprintSet(limit: limit)
    var number: UInt64 = 0
    while set.size <= limit {
      number += 1
      set.insert(SIMD2(number &* 0x9E37_79B9_7F4A_7C15, number))
    }
    #expect(number < 45_000)
    #expect(set.count() == Int(number))
    // It grows all the same for who does not ask.
    for more in number + 1...100_000 { set.insert(SIMD2(more &* 0x9E37_79B9_7F4A_7C15, more)) }
    #expect(set.count() == 100_000)
  }
}
