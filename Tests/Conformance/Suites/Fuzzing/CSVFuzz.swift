import BatteryTables

/// Random tables, written and read again in random blocks: they must come back as they were.
public enum CSVFuzz {
  /// What a run found.
  public struct Outcome: Sendable {
    /// How many tables came back as they were.
    public var same = 0
    /// How many their dialect has no way to write.
    public var unwritable = 0
    /// The tables that came back otherwise, as small as they could be made.
    public var failures: [String] = []

    /// What is printed at the end.
    public var summary: String {
      "\(same) tables came back the same, \(unwritable) cannot be written in their dialect,"
        + " \(failures.count) came back otherwise"
    }
  }

  /// Makes tables, each of a seed of its own from `seed` on.
  public static func run(seed: UInt64, count: Int) -> Outcome {
    var outcome = Outcome()
    for number in 0..<count {
      var dice = FuzzDice(seed &+ UInt64(number))
      let table = FuzzTable(&dice)
      let reading = Reading(&dice)
      switch check(table, reading) {
      case .same: outcome.same += 1
      case .unwritable: outcome.unwritable += 1
      case .different:
        let least = reduced(table, reading)
        outcome.failures.append(
          "seed \(seed &+ UInt64(number)): \(describe(least, reading))"
        )
      }
      if outcome.failures.count >= 20 { break }
    }
    return outcome
  }

  /// How what was written is read.
  private struct Reading {
    var blockSize: Int
    var threads: Int
    var batchRows: Int
    var step: Int

    init(_ dice: inout FuzzDice) {
      blockSize = dice.choice([1, 2, 3, 7, 16, 50, 200, 1 << 16])
      threads = dice.once(in: 4) ? 2 : 1
      batchRows = dice.choice([1, 3, 1000])
      step = dice.choice([1, 5, 64, .max])
    }
  }

  private enum Verdict {
    case same
    case unwritable
    case different
  }

  private static func check(_ table: FuzzTable, _ reading: Reading) -> Verdict {
    guard let bytes = try? write(table) else {
      // Only what is neither quoted nor escaped may be refused.
      let dialect = table.dialect
      let isQuoted = dialect.quote != nil && dialect.quoting != .none
      let isEscaped = dialect.escape != nil && dialect.escape != dialect.quote
      let isDoubled = dialect.doubleQuote || dialect.escape == dialect.quote
      return isEscaped || isQuoted && isDoubled ? .different : .unwritable
    }
    if bytes.isEmpty { return table.rows.isEmpty ? .same : .different }
    guard let found = try? read(bytes, table, reading) else { return .different }
    return found == expected(table) ? .same : .different
  }

  private static func write(_ table: FuzzTable) throws -> [UInt8] {
    var writer = try CSVWriter(MemoryByteSink(), dialect: table.dialect, header: table.hasHeader)
    try writer.write(table.batch)
    try writer.finish()
    return writer.sink.bytes
  }

  /// The rows as bytes, so that texts that only look alike are different.
  private static func read(
    _ bytes: [UInt8],
    _ table: FuzzTable,
    _ reading: Reading
  ) throws -> [[[UInt8]?]] {
    let names = table.hasHeader ? table.names : table.names.indices.map { "column\($0 + 1)" }
    var options = CSVOptions(
      dialect: table.dialect,
      header: table.hasHeader ? .present : .absent,
      given: Dictionary(zip(names, table.types)) { $1 }
    )
    options.blockSize = reading.blockSize
    options.threads = reading.threads
    options.batchRows = reading.batchRows
    var reader = try CSVReader(MemoryByteSource(bytes, step: reading.step), options)
    var rows: [[[UInt8]?]] = []
    if table.hasHeader { rows.append(reader.schema.names.map { Array($0.utf8) }) }
    while let batch = try reader.next() {
      for row in 0..<batch.count {
        rows.append(batch[row].map { $0.isNull ? nil : Array($0.description.utf8) })
      }
    }
    return rows
  }

  private static func expected(_ table: FuzzTable) -> [[[UInt8]?]] {
    let isBare = table.dialect.quote == nil || table.dialect.quoting == .none
    var rows = table.rows.map { row in
      row.map { value -> [UInt8]? in
        // Without quotes, an empty text and none are written alike.
        let isNone = value.isNull || isBare && value.description.isEmpty
        return isNone ? nil : Array(value.description.utf8)
      }
    }
    if table.hasHeader { rows.insert(table.names.map { Array($0.utf8) }, at: 0) }
    return rows
  }

  /// The smallest table of this sort that still comes back otherwise.
  private static func reduced(_ table: FuzzTable, _ reading: Reading) -> FuzzTable {
    var best = table
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in smaller(best) where check(candidate, reading) == .different {
        best = candidate
        isSmaller = true
        break
      }
    }
    return best
  }

  private static func smaller(_ table: FuzzTable) -> [FuzzTable] {
    var list: [FuzzTable] = []
    for row in table.rows.indices {
      var less = table
      less.rows.remove(at: row)
      list.append(less)
    }
    if table.types.count > 1 {
      for column in table.types.indices {
        var less = table
        less.types.remove(at: column)
        less.names.remove(at: column)
        for row in less.rows.indices { less.rows[row].remove(at: column) }
        list.append(less)
      }
    }
    for row in table.rows.indices {
      for (column, value) in table.rows[row].enumerated() {
        guard case .text(let text) = value else { continue }
        for place in text.unicodeScalars.indices.prefix(40) {
          var less = table
          var scalars = text.unicodeScalars
          scalars.remove(at: place)
          less.rows[row][column] = .text(String(scalars))
          list.append(less)
        }
      }
    }
    for column in table.names.indices where table.names[column].unicodeScalars.count > 1 {
      for place in table.names[column].unicodeScalars.indices.prefix(40) {
        var less = table
        less.names[column].unicodeScalars.remove(at: place)
        if Set(less.names).count == less.names.count { list.append(less) }
      }
    }
    return list
  }

  private static func describe(_ table: FuzzTable, _ reading: Reading) -> String {
    let rows = table.rows.map { row in
      row.map { $0.isNull ? "∅" : $0.description.debugDescription }.joined(separator: " ")
    }
    var what = "was refused when it was written"
    if let bytes = try? write(table) {
      what = "\(String(decoding: bytes, as: UTF8.self).debugDescription) "
      do {
        let found = try read(bytes, table, reading).map { row in
          row.map { $0.map { String(decoding: $0, as: UTF8.self).debugDescription } ?? "∅" }
        }
        what += "is read as \(found)"
      } catch {
        what += "is refused: \(error)"
      }
    }
    let names = table.hasHeader ? "\(table.names)" : "no header"
    return "\(table.dialect) \(reading) \(names) \(table.types) \(rows): \(what)"
  }
}
