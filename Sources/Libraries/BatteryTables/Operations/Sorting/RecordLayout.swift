/// Where the values of a row are within its record: a bit for each column that has none, the values
/// of fixed size, where each text ends, and the texts.
struct RecordLayout: Sendable {
  let schema: Schema
  /// Where the value of each column is; of texts, where it says where they end.
  let offsets: [Int]
  /// Where the texts begin.
  let fixedSize: Int

  init(_ schema: Schema) {
    self.schema = schema
    var offsets: [Int] = []
    var size = (schema.count + 7) / 8
    for field in schema.fields where !field.type.isText {
      offsets.append(size)
      size += field.type.recordSize
    }
    // The ends of texts stand side by side, so that the one before says where a text begins.
    var places: [Int] = []
    var fixed = offsets[...]
    for field in schema.fields {
      if field.type.isText {
        places.append(size)
        size += 4
      } else if let offset = fixed.popFirst() {
        places.append(offset)
      }
    }
    self.offsets = places
    fixedSize = size
  }

  /// How far behind a time its offset from UTC is.
  static let zoneOffset = 8
}

extension ColumnType {
  var isText: Bool { self == .text || self == .decimal }

  /// How many bytes a value has in a record.
  fileprivate var recordSize: Int {
    switch self {
    case .integer, .double: 8
    case .boolean: 1
    case .date: 4
    case .timestamp: RecordLayout.zoneOffset + 2
    case .decimal, .text: 4
    }
  }
}
