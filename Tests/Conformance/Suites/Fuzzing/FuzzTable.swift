import BatteryTables

/// A random table, with how it is to be written.
struct FuzzTable {
  var dialect: CSVDialect
  var hasHeader: Bool
  var names: [String]
  var types: [ColumnType]
  var rows: [[Value]]

  private static let marks = Array(",;\t|:^~#!$%&*+-./0aZ_ '\"\\".utf8)
  private static let pieces = [
    ",", ";", "\t", "|", ":", "\"", "\"\"", "'", "\n", "\r", "\r\n", " ", "  ", "\\", "a", "b", "1",
    "0", "-", "NA", "null", "true", "ü", "é", "e\u{301}", "😀", "👩‍👩‍👧", "\u{FEFF}", "\u{85}",
    "\u{2028}",
    "\u{B}", "\u{C}", "\u{1}", "\u{7F}", "\u{10FFFF}", "\u{FFFD}", "#", "=1+1", "日本",
  ]

  /// Makes a table; any dialect that is valid, columns of every type, texts of any characters.
  init(_ dice: inout FuzzDice) {
    dialect = Self.dialect(&dice)
    let columns = dice.once(in: 4) ? 1 : dice.number(1...6)
    types = (0..<columns).map { _ in
      dice.once(in: 3) ? dice.choice(ColumnType.allCases) : .text
    }
    names = []
    while names.count < columns {
      let name = Self.text(&dice)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    hasHeader = !dice.once(in: 3)
    let types = types
    let count = dice.once(in: 20) ? dice.number(50...200) : dice.number(0...8)
    rows = (0..<count).map { _ in types.map { Self.value($0, &dice) } }
  }

  static func dialect(_ dice: inout FuzzDice) -> CSVDialect {
    while true {
      var dialect = CSVDialect.standard
      if !dice.once(in: 4) { dialect.delimiter = dice.choice(marks) }
      if dice.once(in: 3) { dialect.quote = dice.once(in: 4) ? nil : dice.choice(marks) }
      if dice.once(in: 3) { dialect.escape = dice.choice(marks) }
      dialect.doubleQuote = !dice.once(in: 4)
      dialect.skipInitialSpace = dice.once(in: 5)
      dialect.strict = dice.once(in: 2)
      dialect.lineTerminator = dice.choice(["\n", "\n", "\r\n", "\r"])
      dialect.quoting = dice.choice(CSVDialect.Quoting.allCases)
      if (try? dialect.validate()) != nil { return dialect }
    }
  }

  private static func text(_ dice: inout FuzzDice) -> String {
    var text = ""
    for _ in 0..<(dice.once(in: 40) ? dice.number(20...300) : dice.number(0...5)) {
      if dice.once(in: 3) {
        let number = UInt32(dice.number(1...(dice.once(in: 2) ? 0x2FF : 0x10FFFF)))
        if let scalar = Unicode.Scalar(number) { text.unicodeScalars.append(scalar) }
      } else {
        text += dice.choice(pieces)
      }
    }
    return text
  }

  private static func value(_ type: ColumnType, _ dice: inout FuzzDice) -> Value {
    if dice.once(in: 6) { return .null }
    switch type {
    case .integer:
      let number = Int64(bitPattern: dice.next())
      return .integer(dice.choice([number, number % 100, 0, .max, .min]))
    case .double:
      let number = Double(bitPattern: dice.next())
      return .double(number.isFinite ? dice.choice([number, 0.1, -0.0, 1e16]) : 0.5)
    case .decimal:
      return .decimal("\(Int64(bitPattern: dice.next())).\(dice.number(0...99_999))")
    case .boolean: return .boolean(dice.once(in: 2))
    case .date: return .date(CalendarDay(daysSince1970: Int32(dice.number(-700_000...2_900_000))))
    case .timestamp:
      let offset = dice.once(in: 2) ? nil : Int16(dice.number(-840...840))
      let seconds = Int64(dice.number(-60_000_000_000...250_000_000_000))
      let fraction = dice.once(in: 2) ? 0 : Int64(dice.number(0...999_999))
      return .timestamp(Timestamp(microseconds: seconds * 1_000_000 + fraction, offset: offset))
    case .text: return .text(text(&dice))
    }
  }

  /// The rows as columns.
  var batch: Batch {
    Batch(schema, types.indices.map { column($0) })
  }

  /// The names and types of the columns.
  var schema: Schema { Schema(zip(names, types).map { Schema.Field($0, $1) }) }

  private func column(_ place: Int) -> Column {
    let values = rows.map { $0[place] }
    func collect<Item>(_ placeholder: Item, _ item: (Value) -> Item?) -> ValueColumn<Item> {
      var column = ValueColumn<Item>()
      for value in values {
        if let item = item(value) { column.append(item) } else { column.appendNull(placeholder) }
      }
      return column
    }
    switch types[place] {
    case .integer: return .integer(collect(0) { if case .integer(let it) = $0 { it } else { nil } })
    case .double: return .double(collect(0) { if case .double(let it) = $0 { it } else { nil } })
    case .boolean:
      return .boolean(collect(false) { if case .boolean(let it) = $0 { it } else { nil } })
    case .date:
      return .date(collect(0) { if case .date(let it) = $0 { it.daysSince1970 } else { nil } })
    case .timestamp:
      var column = TimestampColumn()
      for value in values {
        if case .timestamp(let time) = value { column.append(time) } else { column.appendNull() }
      }
      return .timestamp(column)
    case .decimal: return .decimal(TextColumn(values.map { $0.isNull ? nil : $0.description }))
    case .text: return .text(TextColumn(values.map { $0.isNull ? nil : $0.description }))
    }
  }
}
