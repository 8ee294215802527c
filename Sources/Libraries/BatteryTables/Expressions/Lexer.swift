/// A word, number, text or sign of an expression.
struct Token: Equatable {
  enum Kind: Equatable {
    /// A bare word: a keyword, a function or a column.
    case word(String)
    /// A column within double quotes or backticks.
    case quotedName(String)
    case number(String)
    case text(String)
    case sign(String)
    case end
  }

  var kind: Kind
  /// The byte at which it begins.
  var offset: Int

  /// What errors call it.
  var description: String {
    switch kind {
    case .word(let word): "\"\(word)\""
    case .quotedName(let name): "\"\(name)\""
    case .number(let digits): digits
    case .text(let text): "'\(text)'"
    case .sign(let sign): "\"\(sign)\""
    case .end: "the end"
    }
  }
}

extension Token {
  /// The same token, or a text where a name stands in quotes that is none of the columns.
  func asText(unlessIn columns: Set<String>) -> Token {
    guard case .quotedName(let name) = kind, !columns.contains(name) else { return self }
    return Token(kind: .text(name), offset: offset)
  }
}

/// Cuts an expression into tokens.
struct Lexer {
  private let source: ExpressionSource
  private let bytes: [UInt8]
  private var place = 0

  init(_ source: ExpressionSource) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  /// All tokens; the last one is the end.
  static func tokens(of source: ExpressionSource) throws(TableError) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private static let signs = [
    "<=", ">=", "<>", "!=", "==", "||", "//", "!~", "::",
    "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "~",
  ].map { Array($0.utf8) }

  private mutating func next() throws(TableError) -> Token {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    let start = place
    guard place < bytes.count else { return Token(kind: .end, offset: start) }
    switch bytes[place] {
    case UInt8(ascii: "'"):
      return Token(kind: .text(try quoted("text")), offset: start)
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      return Token(kind: .quotedName(try quoted("name")), offset: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return Token(kind: .number(try number()), offset: start)
    case UInt8(ascii: ".") where place + 1 < bytes.count && isDigit(bytes[place + 1]):
      return Token(kind: .number(try number()), offset: start)
    case let byte where isWordStart(byte):
      while place < bytes.count,
        isWordStart(bytes[place]) || isDigit(bytes[place])
          || bytes[place] == UInt8(ascii: ".")
      { place += 1 }
      return Token(kind: .word(string(start, place)), offset: start)
    default:
      for sign in Self.signs where bytes[place...].starts(with: sign) {
        place += sign.count
        return Token(kind: .sign(String(decoding: sign, as: UTF8.self)), offset: start)
      }
      let rest = String(decoding: bytes[place...], as: UTF8.self)
      throw source.error(
        at: start,
        "\"\(rest.prefix(1))\" means nothing here. Write names with other signs in double quotes."
      )
    }
  }

  /// What stands between two equal quotes; a doubled one stands for itself.
  private mutating func quoted(_ what: String) throws(TableError) -> String {
    let start = place
    let quote = bytes[place]
    var result: [UInt8] = []
    place += 1
    while place < bytes.count {
      if bytes[place] == quote {
        place += 1
        guard place < bytes.count, bytes[place] == quote else {
          return String(decoding: result, as: UTF8.self)
        }
      }
      result.append(bytes[place])
      place += 1
    }
    let sign = String(decoding: [quote], as: UTF8.self)
    throw source.error(
      at: start,
      "The \(what) that begins here does not end. Add \(sign) after it."
    )
  }

  private mutating func number() throws(TableError) -> String {
    let start = place
    skipDigits()
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      skipDigits()
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      var after = place + 1
      if after < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[after]) {
        after += 1
      }
      if after < bytes.count, isDigit(bytes[after]) {
        place = after
        skipDigits()
      }
    }
    if place < bytes.count, isWordStart(bytes[place]) {
      throw source.error(
        at: start,
        "A name cannot begin with a digit. Write it in double quotes, or a text in single ones."
      )
    }
    return string(start, place)
  }

  private mutating func skipDigits() {
    while place < bytes.count, isDigit(bytes[place]) { place += 1 }
  }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func isWordStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
