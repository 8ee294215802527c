extension Compiler {
  /// A value as another type that holds all values of its own.
  ///
  /// - Precondition: There is such a conversion.
  func converted(_ term: Term, to type: ColumnType) throws(TableError) -> Term {
    guard let from = term.type else { return Term(.null, type, at: term.offset) }
    guard from != type else { return term }
    return try Term(type, at: term.offset) { batch throws(TableError) in
      try term.evaluate(batch).widened(to: type)
    }.folded([term])
  }

  /// The type that the values of several parts have in common.
  func commonType(_ terms: [Term]) throws(TableError) -> ColumnType {
    var common: ColumnType?
    for term in terms {
      guard let type = term.type else { continue }
      guard let soFar = common, soFar != type else {
        common = type
        continue
      }
      switch (soFar, type) {
      case (.integer, .decimal), (.decimal, .integer): common = .decimal
      case (.double, .integer), (.double, .decimal), (.integer, .double), (.decimal, .double):
        common = .double
      case (.date, .timestamp), (.timestamp, .date): common = .timestamp
      default:
        throw source.error(
          at: term.offset,
          "The values are \(described(soFar)) and \(described(type)). Cast them to one type.",
          code: .typeMismatch
        )
      }
    }
    return common ?? .text
  }

  /// The value of the first condition that is true; the last one has no condition.
  func choice(
    _ conditions: [Term],
    _ values: [Term],
    at offset: Int
  ) throws(TableError) -> Term {
    let type = try commonType(values)
    var alike: [Term] = []
    for value in values { alike.append(try converted(value, to: type)) }
    let branches = alike
    return try Term(type, at: offset) { batch throws(TableError) in
      // Each branch is computed for its own rows only: those of others may be an error in it.
      var rest = Array(Int32(0)..<Int32(batch.count))
      var origins: [Int32] = []
      var result = Column(type)
      for (place, value) in branches.enumerated() {
        guard !rest.isEmpty || (place == branches.count - 1 && batch.count == 0) else { break }
        var chosen = rest
        if place < conditions.count {
          let part = rest.count == batch.count ? batch : batch.gathering(rest)
          let truths = try conditions[place].evaluate(part).truths
          chosen = []
          var others: [Int32] = []
          for (index, row) in rest.enumerated() {
            if truths[index] == true { chosen.append(row) } else { others.append(row) }
          }
          rest = others
        }
        if chosen.count == batch.count { return try value.evaluate(batch) }
        guard !chosen.isEmpty else { continue }
        result.append(try value.evaluate(batch.gathering(chosen)))
        origins += chosen
      }
      var order = [Int32](repeating: 0, count: origins.count)
      for (place, row) in origins.enumerated() { order[Int(row)] = Int32(place) }
      return result.gathering(order)
    }.folded(conditions + values)
  }

  // MARK: - Cast

  func cast(
    _ operand: Term,
    to type: ColumnType,
    isLenient: Bool,
    at offset: Int
  ) throws(TableError) -> Term {
    guard let from = operand.type else { return Term(.null, type, at: offset) }
    guard from != type else { return operand }
    switch (from, type) {
    case (_, .text), (.text, _), (.integer, .double), (.integer, .decimal), (.decimal, .double),
      (.double, .decimal), (.double, .integer), (.decimal, .integer), (.date, .timestamp),
      (.timestamp, .date), (.boolean, .integer):
      break
    default:
      throw source.error(
        at: offset,
        "\(capitalized(described(from))) cannot become \(described(type)).",
        code: .typeMismatch
      )
    }
    let source = source
    return try Term(type, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      if type == .text { return .text(column.plainText) }
      switch (from, type) {
      case (.integer, .double), (.integer, .decimal), (.decimal, .double), (.date, .timestamp):
        return column.widened(to: type)
      default: break
      }
      var values: [Value] = []
      values.reserveCapacity(batch.count)
      for row in 0..<batch.count {
        let value = column[row]
        if value.isNull {
          values.append(.null)
        } else if let cast = Self.cast(value, to: type) {
          values.append(cast)
        } else if isLenient {
          values.append(.null)
        } else {
          throw source.error(
            at: offset,
            "'\(value)' is no \(type.rawValue). Write try_cast to get null for such values.",
            code: .typeMismatch
          )
        }
      }
      return Column(type, values)
    }.folded([operand])
  }

  private static func cast(_ value: Value, to type: ColumnType) -> Value? {
    switch (value, type) {
    case (.text(let text), _):
      var trimmed = text.utf8[...]
      while trimmed.first == 0x20 { trimmed.removeFirst() }
      while trimmed.last == 0x20 { trimmed.removeLast() }
      return parsed(String(trimmed) ?? text, as: type)
    case (.double(let number), .integer):
      let rounded = number.rounded()
      return abs(rounded) < 9_223_372_036_854_775_808 ? .integer(Int64(rounded)) : nil
    case (.double(let number), .decimal):
      return number.isFinite ? .decimal(DecimalNumber("\(number)")?.text ?? "\(number)") : nil
    case (.decimal(let text), .integer):
      return DecimalNumber(text)?.rounded(digits: 0).rescaled(to: 0)
        .flatMap { Int64(exactly: $0) }.map(Value.integer)
    case (.timestamp(let time), .date):
      let local = time.microseconds &+ Int64(time.offset ?? 0) * 60_000_000
      return .date(CalendarDay(daysSince1970: Int32(floorDivided(local, 86_400_000_000))))
    case (.boolean(let truth), .integer): return .integer(truth ? 1 : 0)
    default: return nil
    }
  }

  private static func parsed(_ text: String, as type: ColumnType) -> Value? {
    switch type {
    case .integer: return Int64(text).map(Value.integer)
    case .double:
      guard DecimalNumber(text) != nil || isDecimal(text) else { return nil }
      return Double(text).flatMap { $0.isFinite ? .double($0) : nil }
    case .decimal: return isDecimal(text) ? .decimal(text) : nil
    case .boolean:
      switch text.lowercased() {
      case "true", "t", "yes", "1": return .boolean(true)
      case "false", "f", "no", "0": return .boolean(false)
      default: return nil
      }
    case .date: return parsedDate(text)
    case .timestamp: return parsedTimestamp(text)
    case .text: return .text(text)
    }
  }

  /// Whether a text is digits with at most one point, a sign and an exponent.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let exponent = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
    if let exponent {
      guard Int(String(rest[rest.index(after: exponent)...]) ?? "") != nil else { return false }
      rest = rest[..<exponent]
    }
    let digits = rest.count { (0x30...0x39).contains($0) }
    let points = rest.count { $0 == UInt8(ascii: ".") }
    return digits > 0 && points <= 1 && digits + points == rest.count
  }
}

/// The quotient rounded down.
func floorDivided(_ number: Int64, _ divisor: Int64) -> Int64 {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}

extension Column {
  /// Makes a column of values, all of which are of the type or null.
  init(_ type: ColumnType, _ values: [Value]) {
    switch type {
    case .integer:
      var column = ValueColumn<Int64>()
      for value in values {
        if case .integer(let number) = value { column.append(number) } else { column.appendNull(0) }
      }
      self = .integer(column)
    case .double:
      var column = ValueColumn<Double>()
      for value in values {
        if case .double(let number) = value { column.append(number) } else { column.appendNull(0) }
      }
      self = .double(column)
    case .boolean:
      var column = ValueColumn<Bool>()
      for value in values {
        if case .boolean(let truth) = value {
          column.append(truth)
        } else {
          column.appendNull(false)
        }
      }
      self = .boolean(column)
    case .date:
      var column = ValueColumn<Int32>()
      for value in values {
        if case .date(let day) = value {
          column.append(day.daysSince1970)
        } else {
          column.appendNull(0)
        }
      }
      self = .date(column)
    case .timestamp:
      var column = TimestampColumn()
      for value in values {
        if case .timestamp(let time) = value { column.append(time) } else { column.appendNull() }
      }
      self = .timestamp(column)
    case .decimal:
      self = .decimal(TextColumn(values.map { $0.isNull ? nil : $0.description }))
    case .text: self = .text(TextColumn(values.map { $0.isNull ? nil : $0.description }))
    }
  }

  /// The same values as another type that holds them.
  func widened(to type: ColumnType) -> Column {
    switch (self, type) {
    case (.integer(let column), .double):
      return .double(ValueColumn(column.values.map { Double($0) }, nulls: column.nulls))
    case (.integer, .decimal): return .decimal(plainText)
    case (.decimal(let column), .double):
      var values: [Double] = []
      values.reserveCapacity(column.count)
      for row in 0..<column.count {
        values.append(column.nulls[row] ? 0 : column.withBytes(of: row) { nearestDouble($0) })
      }
      return .double(ValueColumn(values, nulls: column.nulls))
    case (.date(let column), .timestamp):
      let instants = column.values.map { Int64($0) * 86_400_000_000 }
      return .timestamp(TimestampColumn(instants: ValueColumn(instants, nulls: column.nulls)))
    default: return self
    }
  }
}
