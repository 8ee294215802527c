import BatteryTables

/// Makes a table of rows; the types are those of the first value of each column.
func table(_ columns: [(String, ColumnType)], _ rows: [[Value]]) -> Batch {
  Batch(
    Schema(columns.map { Schema.Field($0.0, $0.1) }),
    columns.indices.map { place in column(columns[place].1, rows.map { $0[place] }) }
  )
}

/// Makes a column of values that are of its type or null.
func column(_ type: ColumnType, _ values: [Value]) -> Column {
  var result = Column(type)
  for value in values {
    switch (result, value) {
    case (.integer(var column), .integer(let number)):
      column.append(number)
      result = .integer(column)
    case (.integer(var column), _):
      column.appendNull(0)
      result = .integer(column)
    case (.double(var column), .double(let number)):
      column.append(number)
      result = .double(column)
    case (.double(var column), _):
      column.appendNull(0)
      result = .double(column)
    case (.boolean(var column), .boolean(let truth)):
      column.append(truth)
      result = .boolean(column)
    case (.boolean(var column), _):
      column.appendNull(false)
      result = .boolean(column)
    case (.date(var column), .date(let day)):
      column.append(day.daysSince1970)
      result = .date(column)
    case (.date(var column), _):
      column.appendNull(0)
      result = .date(column)
    case (.timestamp(var column), .timestamp(let time)):
      column.append(time)
      result = .timestamp(column)
    case (.timestamp(var column), _):
      column.appendNull()
      result = .timestamp(column)
    case (.text(var column), _):
      column.append(value.isNull ? nil : value.description)
      result = .text(column)
    case (.decimal(var column), _):
      column.append(value.isNull ? nil : value.description)
      result = .decimal(column)
    default: break
    }
  }
  return result
}

extension Batch {
  /// All rows.
  var rows: [[Value]] { (0..<count).map { self[$0] } }

  /// The rows as text, values with `|` between them and null as `∅`.
  var lines: [String] {
    rows.map { row in
      row.map { $0.isNull ? "∅" : $0.description }.joined(separator: "|")
    }
  }

  /// The same rows in batches of random sizes, some of them empty, and texts here and there with a
  /// dictionary.
  func split(with random: inout some RandomNumberGenerator) -> [Batch] {
    var batches: [Batch] = []
    var start = 0
    while start < count {
      let end = min(count, start + Int.random(in: 0...max(1, count / 3), using: &random))
      var part = gathering((start..<end).map { Int32($0) })
      for place in part.columns.indices {
        if case .text(let texts) = part.columns[place], Bool.random(using: &random) {
          part.columns[place] = .dictionary(DictionaryColumn(encoding: texts))
        }
      }
      batches.append(part)
      start = end
    }
    return batches
  }
}

extension DictionaryColumn {
  /// The texts with each different one once.
  init(encoding texts: TextColumn) {
    var places: [String: UInt32] = [:]
    var dictionary = TextColumn()
    // An entry that no row has must not be counted as a value.
    dictionary.append("~ no row has this ~")
    var codes = ValueColumn<UInt32>()
    for row in 0..<texts.count {
      guard let text = texts[row] else {
        codes.appendNull(0)
        continue
      }
      if places[text] == nil {
        places[text] = UInt32(dictionary.count)
        dictionary.append(text)
      }
      codes.append(places[text] ?? 0)
    }
    self.init(dictionary: dictionary, codes: codes)
  }
}

/// All rows of a table.
func rows(of reader: any TableReader) throws -> Batch {
  var reader = reader
  var columns = reader.schema.fields.map { Column($0.type) }
  while let batch = try reader.next() {
    for place in columns.indices { columns[place].append(batch.columns[place]) }
  }
  return Batch(reader.schema, columns)
}

/// The random numbers of SplitMix64, the same for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// A table of all types with nulls, ties, huge numbers and any characters.
func randomTable(rows count: Int, with random: inout SeededGenerator) -> Batch {
  let words = [
    "", "a", "b", "Zürich", "zebra", "äpfel", "🦊", "a\u{0}b", "a\u{0}", "naïve", "1", "01",
  ]
  func maybe(_ value: Value, _ random: inout SeededGenerator) -> Value {
    Int.random(in: 0..<6, using: &random) == 0 ? .null : value
  }
  var rows: [[Value]] = []
  for _ in 0..<count {
    let small = Int64.random(in: -3...3, using: &random)
    let huge = [Int64.max, .min, 1 << 53 + 1, 1 << 53, -7, 0][Int.random(in: 0..<6, using: &random)]
    let double = [0.1, -0.0, 0, 1e300, -1e300, 1e-300, 2.5, 3.5][
      Int.random(in: 0..<8, using: &random)
    ]
    let decimal = [
      "0.10", "0.1", "-2.5", "100000000000000000000000000000000000000000.5", "7", "7.0",
    ][
      Int.random(in: 0..<6, using: &random)
    ]
    let time = Timestamp(
      microseconds: Int64.random(in: -5...5, using: &random) * 1_800_000_000,
      offset: [nil, 0, 120][Int.random(in: 0..<3, using: &random)]
    )
    rows.append([
      maybe(.integer(small), &random),
      maybe(.integer(huge), &random),
      maybe(.double(double), &random),
      maybe(.decimal(decimal), &random),
      maybe(.boolean(Bool.random(using: &random)), &random),
      maybe(.date(CalendarDay(daysSince1970: Int32.random(in: -2...2, using: &random))), &random),
      maybe(.timestamp(time), &random),
      maybe(.text(words[Int.random(in: 0..<words.count, using: &random)]), &random),
    ])
  }
  return table(
    [
      ("small", .integer), ("huge", .integer), ("double", .double), ("decimal", .decimal),
      ("truth", .boolean), ("day", .date), ("time", .timestamp), ("word", .text),
    ],
    rows
  )
}
