extension Compiler {
  func arithmetic(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) throws(TableError) -> Term {
    if let time = try timeArithmetic(sign, left, right, at: offset) { return time }
    for side in [left, right] where !Self.isNumber(side.type) {
      let remedy =
        side.type == .text && sign == .plus
        ? "Texts are joined with ||." : "Write cast(… as integer), or as decimal or double."
      throw source.error(
        at: side.offset,
        "\"\(sign.rawValue)\" takes numbers, not \(described(side.type)). \(remedy)",
        code: .typeMismatch
      )
    }
    guard let first = left.type, let second = right.type else {
      return Term(.null, left.type ?? right.type ?? .integer, at: offset)
    }
    let term: Term
    switch (first, second) {
    case (.integer, .integer) where sign != .divide:
      term = integers(sign, left, right, at: offset)
    case _ where first == .double || second == .double || sign == .divide:
      term = doubles(
        sign,
        try converted(left, to: .double),
        try converted(right, to: .double),
        at: offset
      )
    default:
      term = decimals(
        sign,
        try converted(left, to: .decimal),
        try converted(right, to: .decimal),
        at: offset
      )
    }
    return try term.folded([left, right])
  }

  static func isNumber(_ type: ColumnType?) -> Bool {
    switch type {
    case .integer, .double, .decimal, nil: true
    default: false
    }
  }

  private func integers(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) -> Term {
    let source = source
    let operation: @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool) =
      switch sign {
      case .plus: { $0.addingReportingOverflow($1) }
      case .minus: { $0.subtractingReportingOverflow($1) }
      case .times: { $0.multipliedReportingOverflow(by: $1) }
      case .quotient: { $0.dividedReportingOverflow(by: $1) }
      default:
        { ($1 == -1 ? 0 : $0.remainderReportingOverflow(dividingBy: $1).partialValue, false) }
      }
    let divides = sign == .quotient || sign == .remainder
    return Term(.integer, at: offset) { batch throws(TableError) in
      guard case .integer(let a) = try left.evaluate(batch),
        case .integer(let b) = try right.evaluate(batch)
      else { return Column(.integer) }
      var nulls = NullMask.union(a.nulls, b.nulls)
      if divides, b.values.contains(0) {
        nulls = NullMask((0..<a.count).map { nulls[$0] || b.values[$0] == 0 })
      }
      var values: [Int64] = []
      values.reserveCapacity(a.count)
      for row in 0..<a.count {
        guard !divides || b.values[row] != 0 else {
          values.append(0)
          continue
        }
        let (value, overflow) = operation(a.values[row], b.values[row])
        if overflow, !nulls[row] {
          throw source.error(
            at: offset,
            "\(a.values[row]) \(sign.rawValue) \(b.values[row]) does not fit an integer of 64 bits."
              + " Write cast(… as decimal) on one side.",
            code: .typeMismatch
          )
        }
        values.append(value)
      }
      return .integer(ValueColumn(values, nulls: nulls))
    }
  }

  private func doubles(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) -> Term {
    Term(.double, at: offset) { batch throws(TableError) in
      guard case .double(let a) = try left.evaluate(batch),
        case .double(let b) = try right.evaluate(batch)
      else { return Column(.double) }
      var nulls = NullMask.union(a.nulls, b.nulls)
      let pairs = zip(a.values, b.values)
      let values: [Double]
      switch sign {
      case .plus: values = pairs.map { $0 + $1 }
      case .minus: values = pairs.map { $0 - $1 }
      case .times: values = pairs.map { $0 * $1 }
      default:
        if b.values.contains(0) {
          nulls = NullMask((0..<a.count).map { nulls[$0] || b.values[$0] == 0 })
        }
        switch sign {
        case .divide: values = pairs.map { $0 / $1 }
        case .quotient: values = pairs.map { ($0 / $1).rounded(.towardZero) }
        default: values = pairs.map { $0.truncatingRemainder(dividingBy: $1) }
        }
      }
      return .double(ValueColumn(values, nulls: nulls))
    }
  }

  private func decimals(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) -> Term {
    let source = source
    return Term(.decimal, at: offset) { batch throws(TableError) in
      let a = try left.evaluate(batch).plainText
      let b = try right.evaluate(batch).plainText
      var result = TextColumn()
      for row in 0..<batch.count {
        guard !a.nulls[row], !b.nulls[row] else {
          result.appendNull()
          continue
        }
        let first = a.withBytes(of: row) { DecimalNumber($0) }
        let second = b.withBytes(of: row) { DecimalNumber($0) }
        if sign == .quotient || sign == .remainder, second?.mantissa == 0 {
          result.appendNull()
          continue
        }
        guard let first, let second, let value = Self.decimal(sign, first, second) else {
          throw source.error(
            at: offset,
            "\(a[row] ?? "") \(sign.rawValue) \(b[row] ?? "") has more than 38 digits."
              + " Write cast(… as double) to compute without exactness.",
            code: .typeMismatch
          )
        }
        result.append(value.text)
      }
      return .decimal(result)
    }
  }

  private static func decimal(
    _ sign: BinaryOperator,
    _ left: DecimalNumber,
    _ right: DecimalNumber
  ) -> DecimalNumber? {
    switch sign {
    case .plus: return .adding(left, right)
    case .minus:
      return .adding(left, DecimalNumber(-right.mantissa, exponent: right.exponent))
    case .times: return .multiplying(left, right)
    default:
      let exponent = min(left.exponent, right.exponent)
      guard let a = left.rescaled(to: exponent), let b = right.rescaled(to: exponent) else {
        return nil
      }
      return sign == .quotient ? DecimalNumber(a / b) : DecimalNumber(a % b, exponent: exponent)
    }
  }

  func negation(_ operand: Term, at offset: Int) throws(TableError) -> Term {
    try arithmetic(.minus, Term(.integer(0), at: offset), operand, at: offset)
  }

  // MARK: - Days and times

  /// A day and a number of days, or the distance of two days in days or of two times in seconds.
  private func timeArithmetic(
    _ sign: BinaryOperator,
    _ left: Term,
    _ right: Term,
    at offset: Int
  ) throws(TableError) -> Term? {
    let source = source
    switch (left.type, sign, right.type) {
    case (.date, .minus, .date):
      return try Term(.integer, at: offset) { batch throws(TableError) in
        guard case .date(let a) = try left.evaluate(batch),
          case .date(let b) = try right.evaluate(batch)
        else { return Column(.integer) }
        let days = zip(a.values, b.values).map { Int64($0) - Int64($1) }
        return .integer(ValueColumn(days, nulls: .union(a.nulls, b.nulls)))
      }.folded([left, right])
    case (.timestamp, .minus, .timestamp):
      return try Term(.double, at: offset) { batch throws(TableError) in
        guard case .timestamp(let a) = try left.evaluate(batch),
          case .timestamp(let b) = try right.evaluate(batch)
        else { return Column(.double) }
        let seconds = zip(a.instants.values, b.instants.values).map { later, earlier in
          let (distance, overflow) = later.subtractingReportingOverflow(earlier)
          return (overflow ? Double(Int128(later) - Int128(earlier)) : Double(distance)) / 1e6
        }
        return .double(ValueColumn(seconds, nulls: .union(a.instants.nulls, b.instants.nulls)))
      }.folded([left, right])
    case (.date, .plus, .integer), (.date, .minus, .integer):
      return try Term(.date, at: offset) { batch throws(TableError) in
        guard case .date(let a) = try left.evaluate(batch),
          case .integer(let b) = try right.evaluate(batch)
        else { return Column(.date) }
        let nulls = NullMask.union(a.nulls, b.nulls)
        var days: [Int32] = []
        for row in 0..<a.count {
          guard !nulls[row] else {
            days.append(0)
            continue
          }
          let (day, distance) = (Int64(a.values[row]), b.values[row])
          let (sum, overflow) =
            sign == .plus
            ? day.addingReportingOverflow(distance) : day.subtractingReportingOverflow(distance)
          guard !overflow, CalendarDay.writable.contains(sum) else {
            throw source.error(
              at: offset,
              "\(CalendarDay(daysSince1970: a.values[row])) \(sign.rawValue) \(distance) is not"
                + " in the years from 0 to 9999. Take fewer days.",
              code: .typeMismatch
            )
          }
          days.append(Int32(sum))
        }
        return .date(ValueColumn(days, nulls: nulls))
      }.folded([left, right])
    default: return nil
    }
  }
}
