/// Reads CSV byte by byte: the states are those of Python's `_csv`, so that every dialect is read as
/// Python reads it.
struct CSVMachine {
  /// Where in a row a byte is.
  enum State: Hashable, Sendable {
    case rowStart, fieldStart, field, escaped, quoted, escapedInQuotes, afterQuote
  }

  /// What a byte is.
  enum Event: Hashable, Sendable {
    /// A mark that is not part of the value.
    case nothing
    /// Part of the value.
    case value
    /// The end of a field.
    case fieldEnd
    /// The end of a row.
    case rowEnd
    /// Part of the value, but not where it should be.
    case misplaced
  }

  private let dialect: CSVDialect
  private(set) var state = State.rowStart
  /// Whether the field began with a quote.
  private(set) var isQuoted = false

  init(_ dialect: CSVDialect) { self.dialect = dialect.resolved }

  /// Whether a quote is open.
  var isOpen: Bool { state == .quoted || state == .escapedInQuotes }

  /// Whether the next byte loses its meaning.
  var isEscaping: Bool { state == .escaped || state == .escapedInQuotes }

  /// Takes in a byte.
  mutating func step(_ byte: UInt8) -> Event {
    switch state {
    case .rowStart, .fieldStart:
      isQuoted = false
      return begin(byte)
    case .field:
      return inField(byte)
    case .escaped:
      state = .field
      return .value
    case .quoted:
      if byte == dialect.escape {
        state = .escapedInQuotes
        return .nothing
      }
      guard byte == dialect.quote else { return .value }
      state = dialect.doubleQuote ? .afterQuote : .field
      return .nothing
    case .escapedInQuotes:
      state = .quoted
      return .value
    case .afterQuote:
      if byte == dialect.quote {
        state = .quoted
        return .value
      }
      if byte == dialect.delimiter || byte == 10 || byte == 13 { return end(byte) }
      state = .field
      return .misplaced
    }
  }

  private mutating func begin(_ byte: UInt8) -> Event {
    if byte == dialect.delimiter || byte == 10 || byte == 13 { return end(byte) }
    if byte == dialect.quote {
      state = .quoted
      isQuoted = true
      return .nothing
    }
    if byte == dialect.escape {
      state = .escaped
      return .nothing
    }
    if byte == UInt8(ascii: " "), dialect.skipInitialSpace {
      state = .fieldStart
      return .nothing
    }
    state = .field
    return .value
  }

  private mutating func inField(_ byte: UInt8) -> Event {
    if byte == dialect.delimiter || byte == 10 || byte == 13 { return end(byte) }
    if byte == dialect.escape {
      state = .escaped
      return .nothing
    }
    return byte == dialect.quote ? .misplaced : .value
  }

  private mutating func end(_ byte: UInt8) -> Event {
    if byte == dialect.delimiter {
      state = .fieldStart
      return .fieldEnd
    }
    state = .rowStart
    return .rowEnd
  }
}
