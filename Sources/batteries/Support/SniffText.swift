import BatteryTables
import TableTool

/// How a file is written, as `table sniff` prints it.
enum SniffText {
  private static func character(_ byte: UInt8?) -> String {
    guard let byte else { return "none" }
    return byte == UInt8(ascii: "\t") ? "tab" : String(decoding: [byte], as: UTF8.self)
  }

  private static func pairs(_ sniff: TableSniff) -> [(String, JSONValue)] {
    var pairs: [(String, JSONValue)] = [
      ("file", .string(sniff.name)), ("format", .string(sniff.format.rawValue)),
      ("compression", .string(sniff.compression.rawValue)),
    ]
    if let csv = sniff.csv {
      pairs += [
        ("encoding", .string(csv.encoding.rawValue)),
        ("delimiter", .string(character(csv.dialect.delimiter))),
        ("quote", .string(character(csv.dialect.quote))),
        ("escape", .string(character(csv.dialect.escape))),
        ("header", .boolean(csv.hasHeader)),
        ("confidence", JSONValue.double((csv.confidence * 100).rounded() / 100) ?? .null),
      ]
    }
    if !sniff.tables.isEmpty {
      pairs.append(("tables", .array(sniff.tables.map(JSONValue.string))))
    }
    return pairs
  }

  static func json(_ sniff: TableSniff) -> JSONValue {
    let fields = sniff.fields.map { field in
      JSONValue.object(
        JSONObject([
          .init("name", .string(field.name)), .init("type", .string(field.type.rawValue)),
        ])
      )
    }
    var members = pairs(sniff).map { JSONObject.Member($0.0, $0.1) }
    members.append(.init("columns", .array(fields)))
    members.append(.init("complete", .boolean(sniff.isComplete)))
    members.append(.init("reasons", .array((sniff.csv?.reasons ?? []).map(JSONValue.string))))
    return .object(JSONObject(members))
  }

  static func text(_ sniff: TableSniff) -> String {
    var lines = pairs(sniff).map { "\($0.0): \(plain($0.1))" }
    lines.append("columns:")
    lines += sniff.fields.map { "  \($0.name): \($0.type.rawValue)" }
    if let csv = sniff.csv { lines += csv.reasons }
    if !sniff.isComplete {
      lines.append(
        "The types are those of the first \(TableSniff.sampleSize >> 20) MiB; a later value may need"
          + " another. --all looks at every value."
      )
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let values): values.map(plain).joined(separator: ", ")
    default: value.description
    }
  }

  static func reader(_ sniffs: [TableSniff]) -> BatchReader {
    let rows = sniffs.flatMap { sniff in sniff.fields.map { (sniff.name, $0) } }
    let schema = Schema([.init("file", .text), .init("column", .text), .init("type", .text)])
    let columns: [Column] = [
      .text(TextColumn(rows.map(\.0))), .text(TextColumn(rows.map(\.1.name))),
      .text(TextColumn(rows.map(\.1.type.rawValue))),
    ]
    return BatchReader(schema, [Batch(schema, columns)])
  }
}
