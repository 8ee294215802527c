/// Writes values as fields of a dialect.
struct CSVFieldFormat: Sendable {
  typealias Output = UnsafeMutablePointer<UInt8>

  private let dialect: CSVDialect
  /// What is put around a field, where anything is.
  private let quote: UInt8
  private let canQuote: Bool
  /// For each byte whether it has to be quoted or escaped.
  private let isSpecial: [Bool]
  /// Whether the special bytes are just the ends of lines, the delimiter and the quote, and a quote
  /// is written twice: then texts are looked through sixteen bytes at a time.
  private let isPlain: Bool
  /// The special bytes sixteen times each; made once, for making them is not one instruction.
  private let delimiters: SIMD16<UInt8>
  private let quotes: SIMD16<UInt8>
  private let linefeeds = SIMD16<UInt8>(repeating: 10)
  private let returns = SIMD16<UInt8>(repeating: 13)
  /// Whether a field with a number, a day or a time has no special byte.
  let hasPlainNumbers: Bool
  /// Whether numbers are put between quotes.
  let quotesNumbers: Bool
  /// Whether everything but numbers is put between quotes.
  let quotesTexts: Bool
  /// Whether some texts cannot be written.
  let canFail: Bool

  init(_ dialect: CSVDialect) {
    self.dialect = dialect
    var special = [Bool](repeating: false, count: 256)
    for byte in [10, 13, dialect.delimiter] + Array(dialect.lineTerminator.utf8) {
      special[Int(byte)] = true
    }
    if let quote = dialect.quote { special[Int(quote)] = true }
    if let escape = dialect.escape { special[Int(escape)] = true }
    isSpecial = special
    canQuote = dialect.quote != nil && dialect.quoting != .none
    quote = dialect.quote ?? 0
    let known: Set<UInt8> = [10, 13, dialect.delimiter, dialect.quote ?? dialect.delimiter]
    let others = special.indices.contains { special[$0] && !known.contains(UInt8($0)) }
    delimiters = SIMD16(repeating: dialect.delimiter)
    quotes = SIMD16(repeating: quote)
    isPlain = canQuote && dialect.doubleQuote && !others
    hasPlainNumbers = !"+-.:0123456789TZaefilnrstu".utf8.contains { special[Int($0)] }
    quotesNumbers = canQuote && dialect.quoting == .all
    quotesTexts = canQuote && (dialect.quoting == .all || dialect.quoting == .nonNumeric)
    canFail = canQuote ? !dialect.doubleQuote && dialect.escape == nil : dialect.escape == nil
  }

  /// How many bytes a text of a length needs at the most.
  static func limit(_ count: Int) -> Int { 2 * count + 2 }

  /// Writes a text, of which sixteen bytes at a time may be read up to `end`.
  @inline(__always)
  func write(
    text: UnsafeBufferPointer<UInt8>,
    end: UnsafePointer<UInt8>,
    to output: Output
  ) throws(TableError) -> Output {
    guard isPlain, !quotesTexts, let start = text.baseAddress, text.count > 0 else {
      return try writeSlowly(text, isText: true, to: output)
    }
    let count = text.count
    let isBlank = start[0] == UInt8(ascii: " ") || start[count &- 1] == UInt8(ascii: " ")
    if count <= 16 {
      if end - start >= 16 {
        let bytes = ByteScan.load(start, 0)
        UnsafeMutableRawPointer(output).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
        let bits = specials(bytes)
        // A bit, the highest, for each byte that counts.
        let low = count >= 8 ? UInt64.max : 1 << UInt64(count &* 8) &- 1
        let high = count == 16 ? UInt64.max : count <= 8 ? 0 : 1 << UInt64((count &- 8) &* 8) &- 1
        if bits[0] & low | bits[1] & high == 0, !isBlank { return output + count }
        return writeQuoted(text, to: output)
      }
      return try writeSlowly(text, isText: true, to: output)
    }
    var found: UInt64 = 0
    var place = 0
    while place &+ 16 < count {
      let bytes = ByteScan.load(start, place)
      UnsafeMutableRawPointer(output + place).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
      let bits = specials(bytes)
      found |= bits[0] | bits[1]
      place &+= 16
    }
    // The last sixteen, some of which were there before.
    let bytes = ByteScan.load(start, count &- 16)
    UnsafeMutableRawPointer(output + (count &- 16)).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    let bits = specials(bytes)
    found |= bits[0] | bits[1]
    return found == 0 && !isBlank ? output + count : writeQuoted(text, to: output)
  }

  @inline(__always)
  private func specials(_ bytes: SIMD16<UInt8>) -> SIMD2<UInt64> {
    let ends = (bytes .== linefeeds) .| (bytes .== returns)
    return ByteScan.bits((bytes .== delimiters) .| (bytes .== quotes) .| ends)
  }

  /// Writes a text between quotes, each quote in it twice.
  private func writeQuoted(_ text: UnsafeBufferPointer<UInt8>, to output: Output) -> Output {
    var place = output
    place.pointee = quote
    place += 1
    for byte in text {
      // Written twice always, and kept so when it is a quote: no branch to be guessed.
      place[0] = byte
      place[1] = byte
      place += byte == quote ? 2 : 1
    }
    place.pointee = quote
    return place + 1
  }

  /// Writes bytes as any dialect has them; numbers and texts are told apart by `isText`.
  func writeSlowly(
    _ text: UnsafeBufferPointer<UInt8>,
    isText: Bool,
    to output: Output
  ) throws(TableError) -> Output {
    guard canQuote else { return try writeEscaped(text, to: output) }
    var place = output
    guard quotesNumbers || quotesTexts && isText || needsQuotes(text) else {
      for byte in text {
        place.pointee = byte
        place += 1
      }
      return place
    }
    place.pointee = quote
    place += 1
    for byte in text {
      if byte == quote {
        if dialect.doubleQuote {
          place.pointee = quote
        } else if let escape = dialect.escape {
          place.pointee = escape
        } else {
          throw Self.unwritable("a quote")
        }
        place += 1
      } else if byte == dialect.escape {
        place.pointee = byte
        place += 1
      }
      place.pointee = byte
      place += 1
    }
    place.pointee = quote
    return place + 1
  }

  /// Whether a text would not be read back as the same without quotes.
  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
    return isSpecial.withUnsafeBufferPointer { special in
      text.contains { special[Int($0)] }
    }
  }

  /// Writes a text without quotes.
  private func writeEscaped(
    _ text: UnsafeBufferPointer<UInt8>,
    to output: Output
  ) throws(TableError) -> Output {
    var place = output
    for byte in text {
      let isBlank = byte == UInt8(ascii: " ") && dialect.skipInitialSpace
      if isSpecial[Int(byte)] || isBlank {
        guard let escape = dialect.escape else {
          throw Self.unwritable("a field with a mark in it")
        }
        place.pointee = escape
        place += 1
      }
      place.pointee = byte
      place += 1
    }
    return place
  }

  private static func unwritable(_ what: String) -> TableError {
    TableError(
      .typeMismatch,
      "\(what) cannot be written in this dialect. Allow quotes, or name an escape character."
    )
  }
}
