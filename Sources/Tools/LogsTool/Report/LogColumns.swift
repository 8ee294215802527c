import BatteryTables

/// The columns of a log as conditions see them.
enum LogColumns {
  /// Their names and types.
  static let schema = Schema([
    .init("time", .timestamp), .init("host", .text), .init("user", .text), .init("method", .text),
    .init("path", .text), .init("query", .text), .init("protocol", .text),
    .init("status", .integer), .init("bytes", .integer), .init("referrer", .text),
    .init("agent", .text), .init("vhost", .text), .init("seconds", .double),
    .init("browser", .text), .init("system", .text), .init("crawler", .text),
  ])

  /// Some of the columns for all records, in one batch: what is asked of a text is asked once for each
  /// different one.
  static func batch(_ names: Set<String>, of table: LogTable, _ items: LogItems) -> Batch {
    let fields = schema.fields.filter { names.contains($0.name) }
    // A condition of constants has no columns, but is asked for each record.
    guard !fields.isEmpty else {
      return Batch(Schema([.init("status", .integer)]), [numbers(table[.status])])
    }
    return Batch(Schema(fields), fields.map { column($0.name, table, items) })
  }

  private static func column(_ name: String, _ table: LogTable, _ items: LogItems) -> Column {
    switch name {
    case "time":
      let instants = table[.time].map { Int64($0) * 1_000_000 }
      return .timestamp(TimestampColumn(instants: ValueColumn(instants), offsets: []))
    case "status": return numbers(table[.status])
    case "bytes": return numbers(table[.size])
    case "seconds": return seconds(table)
    case "path": return texts(table, .target) { $0.prefix { $0 != 0x3F } }
    case "query":
      return texts(table, .target) { target in
        target.firstIndex(of: 0x3F).map { target[($0 + 1)...] } ?? target[target.endIndex...]
      }
    case "browser": return classes(table, items) { $0.browser }
    case "system": return classes(table, items) { $0.system }
    case "crawler": return classes(table, items) { $0.crawler }
    case "host": return texts(table, .host)
    case "user": return texts(table, .user)
    case "method": return texts(table, .method)
    case "protocol": return texts(table, .protocolVersion)
    case "referrer": return texts(table, .referrer)
    case "agent": return texts(table, .agent)
    default: return texts(table, .virtualHost)
    }
  }

  /// Numbers that are one less than those of a column, in which zero is none.
  private static func numbers(_ column: PackedColumn) -> Column {
    .integer(ValueColumn(column.map { Int64($0) - 1 }, nulls: zeros(column)))
  }

  private static func zeros(_ column: PackedColumn) -> NullMask {
    if let bounds = column.bounds, bounds.lowerBound > 0 { return NullMask(count: column.count) }
    return NullMask(column.map { $0 == 0 })
  }

  private static func seconds(_ table: LogTable) -> Column {
    let column = table[.duration]
    let values = column.map { Double(Int64($0) - 1) / 1e6 }
    return .double(ValueColumn(values, nulls: zeros(column)))
  }

  private static func texts(
    _ table: LogTable,
    _ field: LogTable.TextField,
    _ part: (Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> = { $0 }
  ) -> Column {
    let texts = table[field]
    var parts = TextColumn()
    for number in 0..<texts.different.count {
      texts.different.withBytes(of: number) { bytes in
        parts.append(UnsafeBufferPointer(rebasing: part(bytes[...])))
      }
    }
    return dictionary(parts, texts.codes)
  }

  private static func classes(
    _ table: LogTable,
    _ items: LogItems,
    _ name: (AgentClass) -> String?
  ) -> Column {
    let parts = TextColumn(items.classes.map { name($0) ?? "" })
    return dictionary(parts, table[.agent].codes)
  }

  /// A column of texts of which those that are empty are none.
  private static func dictionary(_ texts: TextColumn, _ packed: PackedColumn) -> Column {
    let codes = packed.map { UInt32(truncatingIfNeeded: $0) }
    let isEmpty = (0..<texts.count).map { texts.offsets[$0] == texts.offsets[$0 + 1] }
    let nulls =
      isEmpty.contains(true)
      ? NullMask(codes.map { isEmpty[Int($0)] }) : NullMask(count: codes.count)
    return .dictionary(DictionaryColumn(dictionary: texts, codes: ValueColumn(codes, nulls: nulls)))
  }
}
