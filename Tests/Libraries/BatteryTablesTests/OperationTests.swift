import BatteryTables
import Testing

@Suite("Operations on tables") struct OperationTests {
  private let sales = table(
    [("city", .text), ("qty", .integer), ("price", .decimal)],
    [
      [.text("Bern"), .integer(2), .decimal("1.10")],
      [.text("Rom"), .integer(3), .decimal("2.20")],
      [.null, .integer(4), .null],
      [.text("Bern"), .null, .decimal("3.30")],
      [.text("Rom"), .integer(3), .decimal("2.2")],
    ]
  )

  private var reader: BatchReader {
    BatchReader(
      sales.schema,
      [sales.gathering([0, 1]), sales.gathering([]), sales.gathering([2, 3, 4])]
    )
  }

  @Test("select, drop and rename columns")
  func columns() throws {
    let chosen = try ColumnSelection(reader, selecting: ["price", "city"])
    #expect(chosen.schema.names == ["price", "city"])
    #expect(try rows(of: chosen).lines[0] == "1.10|Bern")
    #expect(try ColumnSelection(reader, dropping: ["qty"]).schema.names == ["city", "price"])
    let renamed = try ColumnSelection(reader, renaming: ["qty": "number"])
    #expect(renamed.schema.names == ["city", "number", "price"])
    #expect(throws: TableError.self) { try ColumnSelection(reader, renaming: ["qty": "city"]) }
    #expect(throws: TableError.self) { try ColumnSelection(reader, selecting: ["no"]) }
    #expect(try ColumnSelection.names("a, \"b, c\",d") == ["a", "b, c", "d"])
  }

  @Test(
    "refuse columns of one name",
    arguments: [
      ("city,qty,city", "count", "city"), ("qty", "count, count", "count"),
      ("city", "sum(qty) as city", "city"), ("", "max(qty) as a, min(qty) as a", "a"),
    ]
  )
  func sameNames(keys: String, aggregates: String, name: String) throws {
    let message = "Two columns would be called \"\(name)\". Give one of them another name."
    let keys = keys.split(separator: ",").map(String.init)
    let error = #expect(throws: TableError.self) {
      try GroupBy(sales.schema, by: keys, Aggregate.list(aggregates))
    }
    #expect(error?.message == message)
    let selection = #expect(throws: TableError.self) {
      try ColumnSelection(reader, selecting: ["qty", "city", "qty"])
    }
    #expect(
      selection?.message == "Two columns would be called \"qty\". Give one of them another name."
    )
  }

  @Test("skip rows and end early")
  func range() throws {
    #expect(try rows(of: RowRange(reader, offset: 1, limit: 2)).lines == ["Rom|3|2.20", "∅|4|∅"])
    #expect(try rows(of: RowRange(reader, offset: 4)).count == 1)
    #expect(try rows(of: RowRange(reader, limit: 0)).count == 0)
  }

  @Test("filter rows and derive columns one from the other")
  func filterAndDerive() throws {
    let filtered = try Filter(reader, where: TableExpression("qty >= 3 and city is not null"))
    #expect(try rows(of: filtered).lines == ["Rom|3|2.20", "Rom|3|2.2"])
    let derived = try Derive(
      reader,
      [
        .init("total", TableExpression("qty * price", name: "derive")),
        .init("qty", TableExpression("total * 2", name: "derive")),
      ]
    )
    #expect(derived.schema.names == ["city", "qty", "price", "total"])
    #expect(try rows(of: derived).lines[0] == "Bern|4.40|1.10|2.20")
  }

  @Test("group rows in the order in which their keys are first seen")
  func group() throws {
    let aggregates = try Aggregate.list(
      "count, count(qty), sum(qty), sum(price), mean(qty) as average, max(price), distinct(price)"
    )
    var group = try GroupBy(sales.schema, by: ["city"], aggregates)
    let result = try group.fold(reader)
    #expect(
      result.batch.schema.names
        == [
          "city", "count", "count(qty)", "sum(qty)", "sum(price)", "average", "max(price)",
          "distinct(price)",
        ]
    )
    #expect(
      result.batch.lines
        == [
          "Bern|2|1|2|4.40|2|3.30|2", "Rom|2|2|6|4.40|3|2.20|1", "∅|1|1|4|∅|4|∅|0",
        ]
    )
    #expect(result.notes.isEmpty)
  }

  @Test("give one group of no rows when there are no keys, and none when there are")
  func noRows() throws {
    var all = try GroupBy(
      sales.schema,
      by: [],
      Aggregate.list("count, sum(qty), min(city), first(qty)")
    )
    #expect(try all.finish().batch.lines == ["0|∅|∅|∅"])
    var keyed = try GroupBy(sales.schema, by: ["city"], Aggregate.list("count"))
    #expect(try keyed.finish().batch.count == 0)
  }

  @Test("never wrap a sum of integers: it becomes a decimal")
  func hugeSum() throws {
    let batch = table([("n", .integer)], [[.integer(.max)], [.integer(.max)], [.integer(-1)]])
    var group = try GroupBy(batch.schema, by: [], Aggregate.list("sum(n), mean(n)"))
    try group.add(batch)
    let result = try group.finish().batch
    #expect(result[0][0] == .decimal("18446744073709551613"))
    #expect(result[0][1] == .double(6_148_914_691_236_516_864))
  }

  @Test("add doubles exactly and round once")
  func exactSum() throws {
    let numbers = [
      1e308, 1e308, -1e308, 1e16, 1, Double.leastNonzeroMagnitude, -1e16, -1e308, 0.1, 0.2,
    ]
    let batch = table([("x", .double)], numbers.map { [.double($0)] })
    var group = try GroupBy(batch.schema, by: [], Aggregate.list("sum(x)"))
    try group.add(batch)
    // Python: math.fsum of the same numbers.
    #expect(try group.finish().batch[0][0] == .double(1.3))
  }

  @Test(
    "say what is wrong with an aggregate",
    arguments: [
      ("summ(qty)", "aggregate:1:1: There is no aggregate \"summ\". Did you mean sum?"),
      ("count, sum", "aggregate:1:8: sum needs a column: sum(price)."),
      (
        "sum(city)",
        "sum(city): sum takes numbers, not values of the type text. Write cast(… as double) within it."
      ),
      ("sum(cty)", "aggregate:1:5: There is no column \"cty\". Did you mean city?"),
      (
        "quantile(qty, 2)", "aggregate:1:15: A quantile is from 0 to 1, a percentile from 0 to 100."
      ),
      ("count sum(qty)", "aggregate:1:7: Here must be a comma, \"as\" or the end, not \"sum\"."),
    ]
  )
  func aggregateErrors(text: String, message: String) {
    let error = #expect(throws: TableError.self) {
      try GroupBy(sales.schema, by: [], Aggregate.list(text))
    }
    #expect(error?.message == message)
  }

  @Test("keep the first of equal rows")
  func distinct() throws {
    #expect(try rows(of: Distinct(reader)).count == 4)
    #expect(
      try rows(of: Distinct(reader, by: ["city"])).lines == ["Bern|2|1.10", "Rom|3|2.20", "∅|4|∅"]
    )
  }

  @Test("sample rows with the same chance, the same for the same seed")
  func sample() throws {
    let numbers = (0..<1000).map { Int64($0) }
    let batch = Batch(Schema([.init("n", .integer)]), [.integer(ValueColumn(numbers))])
    var hits = [Int](repeating: 0, count: 1000)
    for seed in 0..<400 as Range<UInt64> {
      let parts = (0..<10).map { part in batch.gathering((0..<100).map { Int32(part * 100 + $0) }) }
      let chosen = try Sample.rows(50, of: BatchReader(batch.schema, parts), seed: seed)
      #expect(chosen.count == 50)
      let whole = try Sample.rows(50, of: BatchReader(batch.schema, [batch]), seed: seed)
      #expect(whole.lines == chosen.lines)
      var last: Int64 = -1
      for row in chosen.rows {
        guard case .integer(let number) = row[0] else { continue }
        #expect(number > last)
        last = number
        hits[Int(number)] += 1
      }
    }
    // Each row is expected 20 times; 45 is far beyond six standard deviations.
    #expect(hits.allSatisfy { $0 < 47 })
    for tenth in 0..<10 {
      let sum = hits[tenth * 100..<tenth * 100 + 100].reduce(0, +)
      #expect(abs(sum - 2000) < 250)
    }
    for count in [Int.max, Int.max / 2, 1_000_000_000_000] {
      let all = try Sample.rows(count, of: BatchReader(batch.schema, [batch, batch]), seed: 1)
      #expect(all.count == 2000)
    }
    #expect(try Sample.rows(5, of: BatchReader(batch.schema, []), seed: 1).count == 0)
    #expect(try Sample.rows(0, of: BatchReader(batch.schema, [batch]), seed: 1).count == 0)
  }

  @Test("gather rows into windows of time")
  func windows() throws {
    let minute: Int64 = 60_000_000
    let batch = table(
      [("at", .timestamp), ("host", .text), ("ms", .integer)],
      [
        [.timestamp(Timestamp(microseconds: 16 * minute)), .text("b"), .integer(1)],
        [.timestamp(Timestamp(microseconds: -1)), .text("a"), .integer(2)],
        [.null, .text("a"), .integer(3)],
        [.timestamp(Timestamp(microseconds: 29 * minute)), .text("b"), .integer(4)],
        [.timestamp(Timestamp(microseconds: 0)), .text("a"), .integer(5)],
      ]
    )
    let aggregates = try Aggregate.list("count, sum(ms)")
    var windows = try TimeWindows(batch.schema, of: "at", every: "15m", aggregates)
    try windows.add(batch)
    #expect(
      try windows.finish().batch.lines
        == [
          "1969-12-31T23:45:00|1|2", "1970-01-01T00:00:00|1|5", "1970-01-01T00:15:00|2|5", "∅|1|3",
        ]
    )
    var weeks = try TimeWindows(batch.schema, of: "at", every: "1w", by: ["host"], aggregates)
    try weeks.add(batch)
    #expect(
      try weeks.finish().batch.lines
        == ["1969-12-29T00:00:00|b|2|5", "1969-12-29T00:00:00|a|2|7", "∅|a|1|3"]
    )
    let names = ["at", "window", "window_start"]
    let fields = zip(names, batch.schema.fields).map { Schema.Field($0, $1.type) }
    let named = Batch(Schema(fields), batch.columns)
    let count = try Aggregate.list("count")
    var others = try TimeWindows(named.schema, of: "at", every: "1h", by: ["window"], count)
    try others.add(named)
    #expect(try others.finish().batch.schema.names == ["window_start_start", "window", "count"])
    #expect(throws: TableError.self) {
      try TimeWindows(batch.schema, of: "at", every: "soon", aggregates)
    }
    #expect(throws: TableError.self) {
      try TimeWindows(batch.schema, of: "ms", every: "1h", aggregates)
    }
  }
}
