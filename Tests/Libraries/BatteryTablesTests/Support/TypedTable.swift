import BatteryTables

/// Random tables with a column of each type.
enum TypedTable {
  static func batch(rows: Int, _ dice: inout Dice) -> Batch {
    let types: [(String, ColumnType)] = [
      ("i", .integer), ("d", .double), ("x", .decimal), ("b", .boolean), ("day", .date),
      ("t", .timestamp), ("z", .timestamp), ("s", .text), ("w", .text), ("few", .text),
      ("many", .text),
    ]
    var columns: [Column] = []
    for (name, type) in types {
      let nulls = Double.random(in: -0.3...0.6, using: &dice)
      let values = (0..<rows).map { _ in
        Double.random(in: 0...1, using: &dice) < nulls ? Value.null : value(name, type, &dice)
      }
      switch name {
      case "few", "many":
        columns.append(.dictionary(dictionary(values, spare: name == "many" ? rows : 0)))
      default: columns.append(column(type, values))
      }
    }
    return Batch(Schema(types.map { Schema.Field($0.0, $0.1) }), columns)
  }

  private static func value(_ name: String, _ type: ColumnType, _ dice: inout Dice) -> Value {
    switch type {
    case .integer:
      return .integer(
        Int64.random(in: .min ... .max, using: &dice) >> Int64.random(in: 0...63, using: &dice)
      )
    case .double:
      let number = Double.random(in: -1e6...1e6, using: &dice)
      switch Int.random(in: 0...5, using: &dice) {
      case 0: return .double(Double(bitPattern: .random(in: 0...UInt64.max, using: &dice)))
      case 1: return .double(number)
      case 2: return .double(number.rounded())
      default: return .double((number * 1000).rounded() / 1000)
      }
    case .decimal:
      let digits = UInt64.random(in: 0...UInt64.max, using: &dice)
      return .decimal("\(dice.next() & 1 == 0 ? "-" : "")\(digits).\(digits % 1000)0")
    case .boolean: return .boolean(dice.next() & 1 == 0)
    case .date:
      return .date(CalendarDay(daysSince1970: Int32.random(in: -900_000...3_100_000, using: &dice)))
    case .timestamp:
      var time = Int64.random(in: -1 << 58...1 << 58, using: &dice)
      if dice.next() & 1 == 0 { time -= time % 1_000_000 }
      let hasOffset = name == "z" && dice.next() & 1 == 0
      let offset = hasOffset ? Int16.random(in: -1080...1080, using: &dice) : nil
      return .timestamp(Timestamp(microseconds: time, offset: offset == 7 ? 0 : offset))
    case .text:
      let pieces = [
        "a", "bc", ",", "\"", "\n", "\r", " ", "ü", "\\", "\u{1}", "12", "x", "y", "0", "e",
      ]
      let most = name == "w" ? 60 : 12
      let plain = dice.next() & 1 == 0
      return .text(
        (0..<Int.random(in: 0...most, using: &dice)).map { _ in
          (plain ? ["q", "rs"] : pieces).randomElement(using: &dice) ?? ""
        }.joined()
      )
    }
  }

  /// A column that has each different text once, and some that no row has.
  private static func dictionary(_ values: [Value], spare: Int) -> DictionaryColumn {
    var texts = TextColumn((0..<spare).map { "spare \($0)" })
    var codes = ValueColumn<UInt32>()
    var known: [String: UInt32] = [:]
    for value in values {
      guard case .text(let text) = value else {
        codes.appendNull(0)
        continue
      }
      let code = known[text] ?? UInt32(texts.count)
      if known.updateValue(code, forKey: text) == nil { texts.append(text) }
      codes.append(code)
    }
    return DictionaryColumn(dictionary: texts, codes: codes)
  }
}
