import BatteryTables
import TableTool

/// What `table validate` found.
struct TableCheck {
  private let rows: Int
  private let rejected: Int
  private let columns: Int
  private let problems: [TableRejects.Row]
  /// What ended the reading.
  private let end: String?

  /// Reads everything.
  ///
  /// - Throws: What has nothing to do with the data: a missing file, a broken disk.
  init(_ opener: TableOpener) throws {
    var columns = 0
    var end: String?
    do {
      var reader = try opener.reader()
      columns = reader.schema.count
      while try reader.next() != nil {}
    } catch let error as TableError
      where [.invalidData, .typeMismatch, .empty].contains(error.code)
    {
      end = error.message
    }
    self.columns = columns
    self.end = end
    rows = opener.parsed.count
    rejected = opener.rejects.count
    problems = opener.rejects.first
  }

  /// Whether every row could be read.
  var isValid: Bool { rejected == 0 && end == nil }

  var text: String {
    var lines = [
      "\(isValid ? "valid" : "not valid"): \(rows) rows of \(columns) columns, \(rejected) rejected"
    ]
    lines += problems.map(\.description)
    if rejected > problems.count { lines.append("… and \(rejected - problems.count) more") }
    if let end { lines.append(end) }
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    var members: [JSONObject.Member] = [
      .init("valid", .boolean(isValid)), .init("rows", .integer(Int64(rows + rejected))),
      .init("parsed", .integer(Int64(rows))), .init("rejected", .integer(Int64(rejected))),
      .init("columns", .integer(Int64(columns))),
      .init("problems", .array(problems.map(Self.json))),
    ]
    if let end { members.append(.init("error", .string(end))) }
    return .object(JSONObject(members))
  }

  private static func json(_ row: TableRejects.Row) -> JSONValue {
    .object(
      JSONObject([
        .init("source", .string(row.source)), .init("line", .integer(Int64(row.line))),
        .init("offset", .integer(Int64(row.offset))), .init("reason", .string(row.reason)),
      ])
    )
  }

  /// The problems as a table.
  var reader: BatchReader {
    let schema = Schema([
      .init("source", .text), .init("line", .integer), .init("offset", .integer),
      .init("reason", .text),
    ])
    let columns: [Column] = [
      .text(TextColumn(problems.map(\.source))),
      .integer(ValueColumn(problems.map { Int64($0.line) })),
      .integer(ValueColumn(problems.map { Int64($0.offset) })),
      .text(TextColumn(problems.map(\.reason))),
    ]
    return BatchReader(schema, [Batch(schema, columns)])
  }
}
