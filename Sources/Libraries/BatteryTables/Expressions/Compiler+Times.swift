extension Compiler {
  /// A part of a day or time, in the time of the place where it was written.
  ///
  /// Monday is weekday 1.
  func timePart(_ name: String, _ operand: Term, at offset: Int) throws(TableError) -> Term {
    let isOfDay = ["hour", "minute", "second"].contains(name)
    try requireTime(operand, name, dayIsEnough: !isOfDay)
    let perDay: Int64 = 86_400_000_000
    return try Term(.integer, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      guard let locals = column.localMicroseconds else {
        return Column(repeating: .null, .integer, count: batch.count)
      }
      let parts = locals.map { local in
        let day = floorDivided(local, perDay)
        let seconds = (local &- day &* perDay) / 1_000_000
        switch name {
        case "hour": return seconds / 3600
        case "minute": return seconds / 60 % 60
        case "second": return seconds % 60
        case "weekday": return (day + 3 - floorDivided(day + 3, 7) * 7) + 1
        default:
          let (year, month, day) = CalendarDay(daysSince1970: Int32(day)).components
          return Int64(name == "year" ? year : name == "month" ? month : day)
        }
      }
      return .integer(ValueColumn(parts, nulls: column.nulls))
    }.folded([operand])
  }

  private func requireTime(
    _ operand: Term,
    _ name: String,
    dayIsEnough: Bool
  ) throws(TableError) {
    guard
      operand.type == .timestamp || operand.type == nil || (dayIsEnough && operand.type == .date)
    else {
      let wanted = dayIsEnough ? "a date or timestamp" : "a timestamp"
      throw source.error(
        at: operand.offset,
        "\(name) takes \(wanted), not \(described(operand.type)). Write cast(… as timestamp).",
        code: .typeMismatch
      )
    }
  }

  /// The beginning of the unit that a day or time is in, in the time of the place.
  func truncation(_ unit: Term, _ operand: Term, at offset: Int) throws(TableError) -> Term {
    let units = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
    guard case .text(let name) = unit.constant, let place = units.firstIndex(of: name.lowercased())
    else {
      throw source.error(
        at: unit.offset,
        "Here must be one of " + units.map { "'\($0)'" }.joined(separator: ", ") + "."
      )
    }
    try requireTime(operand, "date_trunc", dayIsEnough: place >= 3)
    let unit = units[place]
    return try Term(operand.type ?? .timestamp, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      guard let locals = column.localMicroseconds else { return column }
      let starts = locals.map { Self.truncated($0, unit) }
      switch column {
      case .date(let days):
        return .date(
          ValueColumn(starts.map { Int32(floorDivided($0, 86_400_000_000)) }, nulls: days.nulls)
        )
      case .timestamp(var times):
        for row in starts.indices {
          times.instants.values[row] = starts[row] &- Int64(times.offset(of: row) ?? 0) * 60_000_000
        }
        return .timestamp(times)
      default: return column
      }
    }.folded([operand])
  }

  private static func truncated(_ local: Int64, _ unit: String) -> Int64 {
    let perDay: Int64 = 86_400_000_000
    func down(to step: Int64) -> Int64 { floorDivided(local, step) &* step }
    switch unit {
    case "second": return down(to: 1_000_000)
    case "minute": return down(to: 60_000_000)
    case "hour": return down(to: 3_600_000_000)
    case "day": return down(to: perDay)
    case "week": return (floorDivided(floorDivided(local, perDay) + 3, 7) * 7 - 3) &* perDay
    default:
      let day = CalendarDay(daysSince1970: Int32(floorDivided(local, perDay)))
      let (year, month, _) = day.components
      let first = unit == "year" ? 1 : unit == "quarter" ? (month - 1) / 3 * 3 + 1 : month
      let start = CalendarDay(year: year, month: first, day: 1) ?? day
      return Int64(start.daysSince1970) &* perDay
    }
  }
}

extension Column {
  /// Microseconds since 1970 on the clock of the place where each row was written; `nil` of a column
  /// that has no days or times.
  var localMicroseconds: [Int64]? {
    switch self {
    case .date(let column): return column.values.map { Int64($0) * 86_400_000_000 }
    case .timestamp(let column):
      guard !column.offsets.isEmpty else { return column.instants.values }
      return (0..<column.count).map { row in
        column.instants.values[row] &+ Int64(column.offset(of: row) ?? 0) * 60_000_000
      }
    default: return nil
    }
  }
}
