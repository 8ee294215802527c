/// Finds out how a CSV file is written.
///
/// Each dialect that is possible is tried on the whole sample, and gets a mark for rows of one length
/// and for fields that look like values (after van den Burg, Nazábal and Sutton, "Wrangling messy CSV
/// files by detecting row and type patterns", 2019).
public enum CSVSniffer {
  /// The most bytes that are looked at to find the dialect.
  static let sampleSize = 1 << 16

  private static let delimiters = Array(",;\t|:^~ ".utf8)

  /// Looks at the first bytes of a file.
  ///
  /// - Parameters:
  ///   - sample: The bytes; the longer, the surer.
  ///   - isWhole: Whether the file has no more.
  ///   - encoding: How the characters are written, where that is known.
  /// - Returns: What was found, and why.
  /// - Throws: ``TableError`` with the code `empty` when there is nothing to look at.
  public static func sniff(
    _ sample: [UInt8],
    isWhole: Bool,
    encoding: CSVEncoding? = nil
  ) throws -> CSVSniff {
    let mark = CSVEncoding.mark(of: sample)
    let found = encoding ?? mark?.encoding ?? .utf8
    var source: any ByteSource = MemoryByteSource(sample)
    if mark != nil || found != .utf8 { source = TranscodingByteSource(source, found) }
    var bytes = [UInt8](repeating: 0, count: sample.count * 3 + 1)
    let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    bytes.removeLast(bytes.count - count)
    var sniff = sniffDialect(bytes, isWhole: isWhole)
    if mark != nil {
      sniff.reasons.append("The encoding is \(found.rawValue): there is a byte order mark.")
    }
    sniff.encoding = found
    let rows = rows(bytes, sniff.dialect, isWhole: isWhole, limit: 10_000)
    guard let first = rows.first else {
      throw TableError(.empty, "The file is empty: it has not even a header. Check the path.")
    }
    decideHeader(first, Array(rows.dropFirst()), &sniff)
    return sniff
  }

  /// Finds the delimiter, the quote and the escape; the bytes are UTF-8.
  static func sniffDialect(_ bytes: [UInt8], isWhole: Bool) -> CSVSniff {
    let isCut = bytes.count > sampleSize
    let sample = isCut ? Array(bytes[..<sampleSize]) : bytes
    let isComplete = isWhole && !isCut
    var best: (dialect: CSVDialect, score: Double, rows: Int, fields: Int, flaws: Int)?
    var second = 0.0
    for dialect in candidates(sample) {
      let mark = score(sample, dialect, isWhole: isComplete)
      if mark.score > best?.score ?? -1 {
        if best?.dialect.delimiter != dialect.delimiter { second = best?.score ?? 0 }
        best = (dialect, mark.score, mark.rows, mark.fields, mark.flaws)
      } else if best?.dialect.delimiter != dialect.delimiter {
        second = max(second, mark.score)
      }
    }
    guard let best, best.score > 0 else {
      return CSVSniff(
        dialect: .standard,
        hasHeader: true,
        names: [],
        types: [],
        encoding: .utf8,
        confidence: 0.5,
        reasons: ["No delimiter divides the lines alike: there is one column."]
      )
    }
    let name = String(decoding: [best.dialect.delimiter], as: UTF8.self)
    let called = name == "\t" ? "a tab" : "\"\(name)\""
    var reasons = [
      "The delimiter is \(called): \(best.rows) rows of the sample have \(best.fields) fields."
    ]
    if best.dialect.quote == UInt8(ascii: "'") {
      reasons.append("The quote is ': fields begin and end with it.")
    }
    if best.dialect.escape != nil {
      reasons.append("The escape is \\: quotes within fields have it before them.")
    }
    if best.flaws > 0 {
      reasons.append("\(best.flaws) rows of the sample have a quote where none should be.")
    }
    return CSVSniff(
      dialect: best.dialect,
      hasHeader: true,
      names: [],
      types: [],
      encoding: .utf8,
      confidence: min(1, max(0, 1 - 0.5 * second / best.score)),
      reasons: reasons
    )
  }

  private static func candidates(_ sample: [UInt8]) -> [CSVDialect] {
    var isThere = [Bool](repeating: false, count: 256)
    for byte in sample { isThere[Int(byte)] = true }
    var dialects: [CSVDialect] = []
    for delimiter in delimiters where isThere[Int(delimiter)] {
      dialects.append(CSVDialect(delimiter: delimiter))
      if isThere[Int(UInt8(ascii: "'"))] {
        dialects.append(CSVDialect(delimiter: delimiter, quote: UInt8(ascii: "'")))
      }
      if isThere[Int(UInt8(ascii: "\\"))], isThere[Int(UInt8(ascii: "\""))] {
        dialects.append(
          CSVDialect(delimiter: delimiter, doubleQuote: false, escape: UInt8(ascii: "\\"))
        )
      }
    }
    return dialects
  }

  /// The mark of a dialect, and what it makes of the sample.
  private static func score(
    _ sample: [UInt8],
    _ dialect: CSVDialect,
    isWhole: Bool
  ) -> (score: Double, rows: Int, fields: Int, flaws: Int) {
    var lengths: [Int: Int] = [:]
    var rows = CSVRows(sample, dialect: dialect)
    var number = 0
    var flaws = 0
    var cells = 0
    var values = 0
    var quoted = 0
    var wrapped = 0
    var header = 0
    var typed = 0
    while let row = rows.next() {
      if rows.place >= sample.count, !isWhole, number > 0 { break }  // it may be cut off
      guard !row.isEmpty else { continue }
      number += 1
      if rows.isFlawed { flaws += 1 }
      if number == 1 { header = row.count } else { lengths[row.count, default: 0] += 1 }
      for field in row {
        cells += 1
        if number > 1, isTyped(field.text) { typed += 1 }
        if field.isQuoted { quoted += 1 } else if isWrapped(field.text) { wrapped += 1 }
        if isValue(field, dialect) { values += 1 }
      }
    }
    let pattern = Pattern(
      header: header,
      others: lengths,
      isTyped: typed * 2 >= cells - header,
      isQuoted: quoted >= number,
      isFlawed: flaws > 0
    )
    guard pattern.isTable(dividedBy: dialect.delimiter) else { return (0, 0, 0, 0) }
    lengths[header, default: 0] += 1
    guard let most = lengths.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
    else { return (0, 0, 0, 0) }
    // Rows of one length are a pattern; few patterns of many fields are what a table has.
    let regularity = lengths.reduce(0.0) {
      $0 + Double($1.value) * Double($1.key - 1) / Double($1.key)
    }
    var score = regularity / Double(number) / Double(lengths.count)
    score *= max(0.001, Double(values) / Double(max(1, cells)))
    score *= 1 - 0.9 * Double(flaws) / Double(number)
    if rows.isOpen, isWhole { score *= 0.1 }
    // Quotes of the other sort around fields of most rows are quotes.
    if dialect.quote != UInt8(ascii: "'"), wrapped >= number { score *= 0.99 }
    // Only fields that are quoted speak for a quote other than the usual one.
    if dialect.quote == UInt8(ascii: "'") || dialect.escape != nil {
      score *= quoted > 0 ? 0.999 : 0.5
    }
    if dialect.delimiter == UInt8(ascii: " ") || dialect.delimiter == UInt8(ascii: ":") {
      score *= 0.6
    }
    return (score, most.value, most.key, flaws)
  }

  /// Whether a text is a number, a time or a truth value.
  private static func isTyped(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { !$0.isEmpty && !TypeGuess.types(of: $0).isEmpty }
  }

  /// Whether a text stands between single quotes.
  private static func isWrapped(_ text: String) -> Bool {
    text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "'")
      && text.utf8.last == UInt8(ascii: "'")
  }

  /// Whether a field looks like one value rather than a part of one or several.
  private static func isValue(_ field: CSVRows.Field, _ dialect: CSVDialect) -> Bool {
    if field.text.isEmpty { return true }
    var text = field.text
    return text.withUTF8 { bytes in
      if !TypeGuess.types(of: bytes).isEmpty { return true }
      if field.isQuoted { return true }
      // A text in which another mark divides something may be several values.
      for byte in bytes where byte != dialect.delimiter {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
          UInt8(ascii: "\""):
          return false
        default: continue
        }
      }
      return true
    }
  }

  static func rows(
    _ bytes: [UInt8],
    _ dialect: CSVDialect,
    isWhole: Bool,
    limit: Int
  ) -> [[CSVRows.Field]] {
    var rows: [[CSVRows.Field]] = []
    var reader = CSVRows(bytes, dialect: dialect)
    while rows.count < limit, let row = reader.next() {
      if reader.place >= bytes.count, !isWhole, !rows.isEmpty { break }
      if !row.isEmpty { rows.append(row) }
    }
    return rows
  }

  /// Decides whether the first row has names, and finds the types of the others.
  static func decideHeader(
    _ first: [CSVRows.Field],
    _ rest: [[CSVRows.Field]],
    _ sniff: inout CSVSniff
  ) {
    func guess(_ field: CSVRows.Field) -> TypeGuess {
      var text = field.text
      return text.withUTF8 { TypeGuess.types(of: $0) }
    }
    var guesses = [TypeGuess](repeating: .anything, count: first.count)
    for row in rest {
      for (place, field) in row.enumerated() where place < guesses.count {
        if field.text.isEmpty, !field.isQuoted { continue }
        guesses[place].formIntersection(guess(field))
      }
    }
    let isTyped = first.contains { !guess($0).isEmpty }
    let texts = first.map(\.text)
    let isNamed = Set(texts).count == texts.count && !texts.contains("")
    let changes = zip(first, guesses).contains { guess($0).isEmpty && $1.type != .text }
    if isTyped, !changes {
      sniff.hasHeader = false
      sniff.reasons.append("There is no header: the first row has values.")
    } else if changes {
      sniff.hasHeader = true
      sniff.reasons.append("The first row is the header: below its names are other types.")
    } else {
      sniff.hasHeader = isNamed
      sniff.reasons.append(
        isNamed
          ? "The first row is taken for the header: its fields are texts, each there once."
          : "There is no header: a field of the first row is empty or there twice."
      )
      sniff.confidence *= 0.9
    }
    if !sniff.hasHeader {
      for (place, field) in first.enumerated() where !(field.text.isEmpty && !field.isQuoted) {
        guesses[place].formIntersection(guess(field))
      }
    }
    sniff.names = sniff.hasHeader ? texts : first.indices.map { "column\($0 + 1)" }
    sniff.types = guesses.map(\.type)
  }
}
