import BatteryTables
import Foundation
import Testing

/// What DuckDB and SQLite answered to the same questions; `Oracles/record.py` records it.
@Suite("Operations as DuckDB and SQLite do them", .timeLimit(.minutes(5))) struct OracleTests {
  private struct File: Decodable {
    var columns: [[String]]
    var tables: [Recorded]
  }

  struct Recorded: Decodable, Sendable {
    var rows: [[String?]]
    var cases: [Case]
  }

  struct Case: Decodable, Sendable {
    var kind: String
    var text: String
    var by: [String]?
    var ids: [Int64]?
    var rows: [[String?]]?
  }

  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Oracles/cases.json")

  private static func read() throws -> [(Batch, [Case])] {
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
    let columns = file.columns.map { ($0[0], ColumnType(rawValue: $0[1]) ?? .text) }
    return file.tables.map { recorded in
      let rows = recorded.rows.map { row in
        zip(row, columns).map { text, column in value(text, column.1) }
      }
      return (table(columns, rows), recorded.cases)
    }
  }

  private static func value(_ text: String?, _ type: ColumnType) -> Value {
    guard let text else { return .null }
    switch type {
    case .integer: return Int64(text).map(Value.integer) ?? .null
    case .double: return Double(text).map(Value.double) ?? .null
    case .decimal: return .decimal(text)
    case .boolean: return .boolean(text == "true")
    case .date:
      let parts = text.split(separator: "-").compactMap { Int($0) }
      return CalendarDay(year: parts[0], month: parts[1], day: parts[2]).map(Value.date) ?? .null
    case .text, .timestamp: return .text(text)
    }
  }

  private static func ids(_ batch: Batch, _ name: String = "id") -> [Int64] {
    guard case .integer(let column) = batch[name] else { return [] }
    return column.values
  }

  /// Whether two values written as text are equal; numbers to within the last digits of a double.
  private static func isEqual(_ ours: Value, _ theirs: String?) -> Bool {
    guard let theirs else { return ours.isNull }
    switch ours {
    case .double(let number):
      guard let other = Double(theirs) else { return false }
      return abs(number - other) <= 1e-12 * max(abs(number), abs(other))
    case .decimal(let text):
      let trimmed = theirs.contains(".") ? theirs : theirs + ".0"
      return text == theirs || Decimal(string: text) == Decimal(string: trimmed)
    default: return ours.description == theirs
    }
  }

  @Test("agree on every recorded case")
  func agree() throws {
    var count = 0
    for (batch, cases) in try Self.read() {
      let halves = [
        batch.gathering((0..<batch.count / 2).map { Int32($0) }),
        batch.gathering((batch.count / 2..<batch.count).map { Int32($0) }),
      ]
      let reader = BatchReader(batch.schema, halves)
      for example in cases {
        count += 1
        try check(example, reader, batch)
      }
    }
    #expect(count > 700)
  }

  private func check(_ example: Case, _ reader: BatchReader, _ batch: Batch) throws {
    let comment = Comment(rawValue: "\(example.kind) \(example.by ?? []) \(example.text)")
    switch example.kind {
    case "where":
      let filtered = try Filter(reader, where: TableExpression(example.text))
      #expect(Self.ids(try rows(of: filtered)) == example.ids, comment)
    case "sort":
      let sorted = try Sort(reader, by: SortKey.list(example.text), memory: 700)
      #expect(Self.ids(try rows(of: sorted)) == example.ids, comment)
    case "distinct":
      let distinct = try Distinct(reader, by: ColumnSelection.names(example.text))
      #expect(Self.ids(try rows(of: distinct)) == example.ids, comment)
    case "group":
      var group = try GroupBy(batch.schema, by: example.by ?? [], Aggregate.list(example.text))
      let result = try group.fold(reader).batch
      #expect(result.count == example.rows?.count, comment)
      for (row, expected) in zip(result.rows, example.rows ?? []) {
        for (place, ours) in row.enumerated() {
          let field = Comment(rawValue: "\(comment.rawValue): \(result.schema.names[place])")
          #expect(Self.isEqual(ours, expected[place]), field)
        }
      }
    default:
      let right = try Filter(reader, where: TableExpression("id % 3 = 0"))
      let joined = try Join(
        reader,
        ColumnSelection(right, selecting: ["id", example.text]),
        on: [Join.Key(example.text)],
        kind: #require(Join.Kind(rawValue: example.kind))
      )
      let pairs = try rows(of: joined)
      let ours = pairs.rows.map { row -> [String?] in
        [row[0], row[row.count - 1]].map { $0.isNull ? nil : $0.description }
      }
      #expect(ours == example.rows, comment)
    }
  }
}
