import BatteryTables
import Testing

@Suite("Folds over parts of a table", .timeLimit(.minutes(5))) struct FoldPropertyTests {
  private static let aggregates = """
    count, count(word), sum(small), sum(huge), sum(double), sum(decimal), mean(small), mean(double),
    min(word), max(word), min(decimal), max(decimal), min(double), max(time), min(day), max(truth),
    median(huge), p95(double), median(decimal), distinct(word), distinct(decimal), distinct(time),
    first(word), last(word), first(time), last(decimal), count(distinct small)
    """

  @Test(
    "give the groups of the whole table, however its rows are split and merged",
    arguments: 0..<12
  )
  func groups(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let all = randomTable(rows: Int.random(in: 0...300, using: &random), with: &random)
    let keys = [["small"], ["word", "truth"], ["decimal"], ["double", "day"], ["time"], []][
      Int(seed % 6)
    ]
    let aggregates = try Aggregate.list(Self.aggregates)
    let empty = try GroupBy(all.schema, by: keys, aggregates)
    var whole = empty
    try whole.add(all)
    let expected = try whole.finish().batch.lines

    var parts: [GroupBy] = []
    for batch in all.split(with: &random) {
      if parts.isEmpty || Bool.random(using: &random) { parts.append(empty) }
      try parts[parts.count - 1].add(batch)
    }
    var merged = parts.first ?? empty
    for part in parts.dropFirst() { try merged.merge(part) }
    #expect(try merged.finish().batch.lines == expected)
  }

  @Test("give the statistics of the whole table, however its rows are split", arguments: 0..<8)
  func statistics(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &+ 100)
    let all = randomTable(rows: Int.random(in: 0...400, using: &random), with: &random)
    var whole = TableStatistics(all.schema)
    try whole.add(all)
    let expected = whole.finish()
    var merged = TableStatistics(all.schema)
    for batch in all.split(with: &random) {
      var part = TableStatistics(all.schema)
      try part.add(batch)
      if Bool.random(using: &random) { part.seal() }
      merged.merge(part)
    }
    #expect(merged.finish() == expected)
  }

  @Test("tell the first and last time with the offset of their own row, however rows are merged")
  func offsets() throws {
    let schema = Schema([.init("t", .timestamp)])
    let batches: [Batch] = [
      [(5, nil), (6, nil)], [(7, 60), (9, -120)], [(3, nil)], [(11, nil), (4, 60)],
    ].map { (rows: [(Int64, Int16?)]) in
      var times = TimestampColumn()
      for (time, offset) in rows {
        times.append(Timestamp(microseconds: time * 1_000_000, offset: offset))
      }
      return Batch(schema, [.timestamp(times)])
    }
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 0, 1, 3]] {
      var whole = TableStatistics(schema)
      var merged = TableStatistics(schema)
      for place in order {
        try whole.add(batches[place])
        var part = TableStatistics(schema)
        try part.add(batches[place])
        merged.merge(part)
      }
      for var statistics in [whole, merged] {
        let column = statistics.finish().columns[0]
        #expect(column.minimum == .timestamp(Timestamp(microseconds: 3_000_000)))
        #expect(column.maximum == .timestamp(Timestamp(microseconds: 11_000_000)))
      }
    }
  }

  @Test("tell the same of equal values that are written differently, in whatever order they come")
  func equalValues() throws {
    let schema = Schema([.init("d", .decimal)])
    let texts = ["1.00", "1.0", "01.0", "2.50", "2.5", "+2.5"]
    for order in [texts, texts.reversed()] {
      var merged = TableStatistics(schema)
      for text in order {
        var part = TableStatistics(schema)
        try part.add(Batch(schema, [.decimal(TextColumn([text]))]))
        merged.merge(part)
      }
      let column = merged.finish().columns[0]
      #expect(column.minimum == .decimal("1.0"))
      #expect(column.maximum == .decimal("2.5"))
    }
  }

  @Test("count many different numbers exactly, and about as many when memory is short")
  func manyNumbers() throws {
    var random = SeededGenerator(state: 5)
    let numbers = (0..<200_000).map { _ in Int64.random(in: 0..<80_000, using: &random) }
    let schema = Schema([.init("n", .integer), .init("t", .text)])
    let texts = TextColumn(numbers.map { String($0) })
    let batch = Batch(schema, [.integer(ValueColumn(numbers)), .text(texts)])
    let sorted = numbers.sorted()
    let different = Set(numbers).count
    var exact = TableStatistics(schema)
    var tight = TableStatistics(schema, memory: 1 << 19)
    for start in stride(from: 0, to: numbers.count, by: 20_000) {
      let part = batch.gathering((start..<start + 20_000).map { Int32($0) })
      try exact.add(part)
      try tight.add(part)
    }
    let columns = exact.finish().columns
    #expect(columns.map(\.distinct) == [different, different])
    #expect(!columns[0].isDistinctEstimated && !columns[0].isMedianEstimated)
    let middle = sorted[99_999] + sorted[100_000]
    #expect(
      columns[0].median == (middle % 2 == 0 ? .integer(middle / 2) : .double(Double(middle) / 2))
    )
    let estimates = tight.finish().columns
    for column in estimates {
      #expect(column.isDistinctEstimated)
      #expect(abs(column.distinct - different) < different / 25)
    }
    #expect(estimates[0].isMedianEstimated)
    guard case .double(let median) = estimates[0].median else {
      Issue.record("The median is no number.")
      return
    }
    #expect(abs(median - Double(middle) / 2) < 0.01 * Double(middle) / 2)
    #expect(estimates[0].mean == columns[0].mean)
    #expect(estimates[0].minimum == columns[0].minimum)
    #expect(estimates[1].maximum == columns[1].maximum)
  }

  @Test("say so when quantiles and distinct counts of groups are estimates")
  func estimates() throws {
    let numbers = (0..<100_000).map { Int64($0) }
    let batch = Batch(Schema([.init("n", .integer)]), [.integer(ValueColumn(numbers))])
    let aggregates = try Aggregate.list("median(n), distinct(n), max(n)")
    var group = try GroupBy(batch.schema, by: [], aggregates, memory: 100_000)
    try group.add(batch)
    let result = try group.finish()
    #expect(result.notes.count == 2)
    #expect(result.notes.first?.hasPrefix("median(n) is an estimate") == true)
    guard case .double(let median) = result.batch[0][0],
      case .integer(let distinct) = result.batch[0][1]
    else {
      Issue.record("The estimates are no numbers.")
      return
    }
    #expect(abs(median - 50_000) < 500)
    #expect(abs(distinct - 100_000) < 6_000)
    #expect(result.batch[0][2] == .integer(99_999))
  }

  @Test("count values as often as a dictionary does", arguments: 0..<4)
  func frequencies(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &+ 900)
    let all = randomTable(rows: 200, with: &random)
    var merged = try Frequencies(all.schema, of: ["word", "small"], limit: 4)
    for batch in all.split(with: &random) {
      var part = try Frequencies(all.schema, of: ["word", "small"], limit: 4)
      part.add(batch)
      merged.merge(part)
    }
    for (name, result) in zip(["word", "small"], merged.finish()) {
      var counts: [Value: Int] = [:]
      var order: [Value] = []
      let place = try all.schema.requiredPlace(of: name)
      for row in all.rows {
        if counts[row[place]] == nil { order.append(row[place]) }
        counts[row[place], default: 0] += 1
      }
      let expected = order.enumerated().sorted {
        (-(counts[$0.element] ?? 0), $0.offset) < (-(counts[$1.element] ?? 0), $1.offset)
      }.prefix(4).map(\.element)
      #expect(result.values.map(\.value) == expected)
      #expect(result.values.map(\.count) == expected.map { counts[$0] ?? 0 })
      #expect(result.distinct == counts.count)
      #expect(result.others + result.values.reduce(0) { $0 + $1.count } == 200)
    }
  }
}
