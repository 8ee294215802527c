import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Sorting", .timeLimit(.minutes(5))) struct SortTests {
  private static let orders = [
    "small", "huge desc", "double", "decimal", "-decimal", "truth desc, day", "time", "word",
    "word desc, small, -huge",
  ]

  /// Compares by the rules that are promised: by value, and null last either way.
  private static func precedes(_ left: Value, _ right: Value, descending: Bool) -> Bool? {
    switch (left, right) {
    case (.null, .null): return nil
    case (.null, _): return false
    case (_, .null): return true
    case (.integer(let a), .integer(let b)): return a == b ? nil : (a < b) != descending
    case (.double(let a), .double(let b)): return a == b ? nil : (a < b) != descending
    case (.boolean(let a), .boolean(let b)): return a == b ? nil : b != descending
    case (.date(let a), .date(let b)): return a == b ? nil : (a < b) != descending
    case (.timestamp(let a), .timestamp(let b)):
      return a.microseconds == b.microseconds
        ? nil : (a.microseconds < b.microseconds) != descending
    case (.decimal(let a), .decimal(let b)):
      // Those of the tests differ by far more than a double's precision, or not at all.
      let (a, b) = (Double(a) ?? 0, Double(b) ?? 0)
      return a == b ? nil : (a < b) != descending
    case (.text(let a), .text(let b)):
      return a == b ? nil : a.utf8.lexicographicallyPrecedes(b.utf8) != descending
    default: return nil
    }
  }

  private static func expected(_ batch: Batch, _ keys: [SortKey]) throws -> [String] {
    let places = try keys.map { (try batch.schema.requiredPlace(of: $0.column), $0.descending) }
    let rows = batch.rows
    let order = rows.indices.sorted { left, right in
      for (place, descending) in places {
        if let isFirst = precedes(rows[left][place], rows[right][place], descending: descending) {
          return isFirst
        }
      }
      return left < right
    }
    return batch.gathering(order.map { Int32($0) }).lines
  }

  @Test("is stable, puts null last and compares by value", arguments: orders)
  func sorts(order: String) throws {
    var random = SeededGenerator(state: 7)
    let all = randomTable(rows: 500, with: &random)
    let keys = try SortKey.list(order)
    let reader = BatchReader(all.schema, all.split(with: &random))
    #expect(try rows(of: Sort(reader, by: keys)).lines == Self.expected(all, keys))
  }

  @Test("by merging runs from a file gives the same as in memory", arguments: orders)
  func spills(order: String) throws {
    var random = SeededGenerator(state: 8)
    let all = randomTable(rows: 3000, with: &random)
    let keys = try SortKey.list(order)
    let batches = (0..<100).map { part in all.gathering((0..<30).map { Int32(part * 30 + $0) }) }
    let directory = try TemporaryDirectory()
    let sorted = try Sort(
      BatchReader(all.schema, batches),
      by: keys,
      memory: 20_000,
      directory: directory.path.string
    )
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string).isEmpty)
    #expect(try rows(of: sorted).lines == Self.expected(all, keys))
  }

  @Test("looks beyond what many keys have in common", arguments: ["t", "t desc", "t, n desc"])
  func longTexts(order: String) throws {
    var random = SeededGenerator(state: 12)
    let pieces = ["", "a", "aaaaaaaa", "\u{0}", "\u{0}\u{FF}", "b", "common beginning of many"]
    let texts = (0..<4000).map { _ in
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
    }
    let all = table(
      [("t", .text), ("n", .integer)],
      texts.map { [.text($0), .integer(Int64.random(in: -3...3, using: &random))] }
    )
    let keys = try SortKey.list(order)
    let expected = try Self.expected(all, keys)
    #expect(try all.sorted(by: keys).lines == expected)
    let reader = BatchReader(all.schema, all.split(with: &random))
    #expect(try rows(of: Sort(reader, by: keys, memory: 60_000)).lines == expected)
  }

  @Test("looks beyond megabytes and thousands of bytes that keys have in common")
  func hugeTexts() throws {
    let schema = Schema([.init("t", .text)])
    func sorted(_ texts: [String]) throws -> [String?] {
      let batch = Batch(schema, [.text(TextColumn(texts))])
      guard case .text(let column) = try batch.sorted(by: [SortKey("t")]).columns[0] else {
        return []
      }
      return (0..<column.count).map { column[$0] }
    }
    let huge = String(repeating: "x", count: 6_000_000)
    #expect(
      try sorted([huge + "b", "a", huge, huge + "a"]) == ["a", huge, huge + "a", huge + "b"]
    )
    let long = String(repeating: "y", count: 4000)
    let many = (0..<120).map { "\(long)\($0 % 60)" } + ["a"]
    #expect(try sorted(many) == ["a"] + many.dropLast().sorted())
  }

  @Test("puts decimals in order whatever their exponents")
  func hugeExponents() throws {
    let texts = [
      "1", "1e99999999999999999999", "-1e99999999999999999999", "1.0", "1e-99999999999999999999",
      "0", "2e99999999999999999999", "-1e-99999999999999999999",
    ]
    let batch = Batch(Schema([.init("d", .decimal)]), [.decimal(TextColumn(texts))])
    let order = [
      "-1e99999999999999999999", "-1e-99999999999999999999", "0", "1e-99999999999999999999", "1",
      "1.0", "1e99999999999999999999", "2e99999999999999999999",
    ]
    #expect(try batch.sorted(by: [SortKey("d")]).lines == order)
    let reader = BatchReader(batch.schema, [batch])
    #expect(try rows(of: Distinct(reader)).count == 7)
  }

  @Test("of as many of the first rows as there can be keeps all")
  func topOfAll() throws {
    let numbers = (0..<20_000).map { Int64($0 * 7919 % 20_000) }
    let batch = Batch(Schema([.init("n", .integer)]), [.integer(ValueColumn(numbers))])
    var top = try TopK(batch.schema, .max, by: [SortKey("n")])
    try top.add(batch)
    #expect(top.finish().lines == numbers.sorted().map { "\($0)" })
  }

  @Test("of copies that go on with other rows does not mix them")
  func copies() throws {
    let schema = Schema([.init("n", .integer)])
    func batch(_ numbers: [Int64]) -> Batch { Batch(schema, [.integer(ValueColumn(numbers))]) }
    var first = try TopK(schema, 3, by: [SortKey("n")])
    try first.add(batch([5, 1]))
    var second = first
    try first.add(batch([3, 4]))
    try second.add(batch([9, 8, 0]))
    #expect(first.finish().lines == ["1", "3", "4"])
    #expect(second.finish().lines == ["0", "1", "5"])
  }

  @Test("of the first rows gives the beginning of the whole order", arguments: orders)
  func top(order: String) throws {
    var random = SeededGenerator(state: 9)
    let all = randomTable(rows: 40_000, with: &random)
    let keys = try SortKey.list(order)
    var parts = [try TopK(all.schema, 25, by: keys), try TopK(all.schema, 25, by: keys)]
    for start in stride(from: 0, to: 40_000, by: 5_000) {
      try parts[start / 20_000].add(all.gathering((start..<start + 5_000).map { Int32($0) }))
    }
    var first = parts[0]
    try first.merge(parts[1])
    #expect(first.finish().lines == Array(try all.sorted(by: keys).lines.prefix(25)))
  }

  @Test("says where a temporary file cannot be made")
  func noDirectory() throws {
    var random = SeededGenerator(state: 1)
    let all = randomTable(rows: 50, with: &random)
    let error = #expect(throws: TableError.self) {
      try Sort(
        BatchReader(all.schema, [all]),
        by: [SortKey("word")],
        memory: 1,
        directory: "/nowhere"
      )
    }
    #expect(error?.message.hasPrefix("A temporary file in /nowhere cannot be made:") == true)
  }

  @Test("knows the keys that are asked for")
  func keys() throws {
    #expect(
      try SortKey.list("a, \"unit price\" desc,-b, c asc")
        == [
          SortKey("a"), SortKey("unit price", descending: true), SortKey("b", descending: true),
          SortKey("c"),
        ]
    )
    let error = #expect(throws: TableError.self) { try SortKey.list("a sideways") }
    #expect(
      error?.message == "by:1:3: Here must be a comma, \"desc\" or the end, not \"sideways\"."
    )
  }
}
