internal import BatteryTables

/// A regular expression with named groups that say what a line's fields are.
struct RegexFormat: Hashable, Sendable {
  /// The expression as it was given.
  let pattern: String
  /// What each of the named groups is.
  let uses: [String: FieldUse]

  /// Reads an expression.
  ///
  /// - Throws: ``LogFormatError`` when it is none, or has no group for the time.
  init(_ pattern: String) throws(LogFormatError) {
    self.pattern = pattern
    let names = Self.names(pattern)
    var uses: [String: FieldUse] = [:]
    for name in names { uses[name] = Self.table[FieldName(name)] }
    // A day and a time of the day are two groups, a time with its day is one.
    if names.contains("date") {
      if names.contains("time") {
        uses["date"] = FieldUse(.day)
        uses["time"] = FieldUse(.clock)
      }
    }
    self.uses = uses
    do {
      _ = try expression()
    } catch let error as SearchExpression.Endless {
      throw LogFormatError("\(pattern) cannot be used: \(error).")
    } catch {
      throw LogFormatError("\(pattern) is no regular expression: \(error)")
    }
    guard uses.values.contains(where: { $0.field == .time || $0.field == .day }) else {
      throw LogFormatError(
        "the regular expression has no group for the time. Name one, as in (?<time>[^\\]]+)"
      )
    }
  }

  /// The expression, ready to be matched; it takes bytes that no accents are joined to.
  func expression() throws -> SearchExpression { try SearchExpression(pattern) }

  /// The names of the groups, which `(?<` or `(?P<` begins.
  private static func names(_ pattern: String) -> Set<String> {
    var names: Set<String> = []
    var rest = Substring(pattern)
    while let start = rest.firstRange(of: "(?") {
      rest = rest[start.upperBound...]
      if rest.hasPrefix("P<") { rest = rest.dropFirst() }
      guard rest.hasPrefix("<"), let end = rest.firstIndex(of: ">") else { continue }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      if name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) { names.insert(String(name)) }
    }
    return names
  }

  // Whoever writes an expression calls the client's address the host.
  private static let table = FieldTable(
    FieldTable.commonFields + [
      ("host", FieldUse(.host)), ("address", FieldUse(.host)), ("target", FieldUse(.target)),
      ("day", FieldUse(.day)), ("clock", FieldUse(.clock)),
      ("microseconds", FieldUse(.duration, unit: .microseconds)),
      ("milliseconds", FieldUse(.duration, unit: .milliseconds)),
      ("seconds", FieldUse(.duration, unit: .seconds)),
    ]
  )
}
