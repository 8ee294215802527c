import BatteryTables

/// A text and the rows that another program reads in it.
struct CSVExample: Decodable {
  /// What is not as usual in a dialect.
  struct Dialect: Decodable {
    var delimiter: String?
    var quote: String?
    var doubleQuote: Bool?
    var escape: String?
    var skipInitialSpace: Bool?
    var strict: Bool?

    var value: CSVDialect {
      CSVDialect(
        delimiter: delimiter?.utf8.first ?? UInt8(ascii: ","),
        quote: quote.map(\.utf8.first) ?? UInt8(ascii: "\""),
        doubleQuote: doubleQuote ?? true,
        escape: escape?.utf8.first,
        skipInitialSpace: skipInitialSpace ?? false,
        strict: strict ?? false
      )
    }

    var isOfBytes: Bool {
      [delimiter, quote, escape].allSatisfy { ($0 ?? "").utf8.count <= 1 }
    }
  }

  var source: String
  var dialect: Dialect
  var text: String
  var rows: [[String]]?
  var error: String?

  /// Compares; `nil` when we read the same.
  func check() -> String? {
    guard dialect.isOfBytes else { return checkRefused() }
    let dialect = dialect.value
    guard let rows else { return checkRefused() }
    var plain = CSVRows(Array(text.utf8), dialect: dialect)
    var found: [[String]] = []
    var isFlawed = false
    while let row = plain.next() {
      found.append(row.map(\.text))
      isFlawed = isFlawed || plain.isFlawed
    }
    guard found == rows else { return "\(text.debugDescription): expected \(rows), found \(found)" }
    if plain.isOpen || text.utf8.contains(0) || dialect.strict && isFlawed { return checkRefused() }
    return checkTable(dialect, rows)
  }

  /// Reads the text as a table, in blocks of several sizes.
  private func checkTable(_ dialect: CSVDialect, _ rows: [[String]]) -> String? {
    let width = rows.map(\.count).max() ?? 0
    let first = rows.first { !$0.isEmpty }?.count ?? 1
    let lines = width <= 1 ? rows : rows.filter { !$0.isEmpty }
    let expected = lines.map { $0 + Array(repeating: "", count: max(1, width) - $0.count) }
    for (blockSize, threads) in [(1, 1), (3, 2), (7, 1), (1 << 20, 1)] {
      var options = CSVOptions(dialect: dialect, header: .absent, types: .text)
      options.ragged = width > first ? .keep : .pad
      options.blockSize = blockSize
      options.threads = threads
      do {
        let found = try CSVTexts.read(Array(text.utf8), options).rows
        guard found == expected else {
          return "\(text.debugDescription), blocks of \(blockSize): expected \(expected), found"
            + " \(found)"
        }
      } catch {
        return "\(text.debugDescription), blocks of \(blockSize): was refused: \(error)"
      }
    }
    return nil
  }

  private func checkRefused() -> String? {
    for blockSize in [1, 5, 1 << 20] {
      var options = CSVOptions(dialect: dialect.value, header: .absent, types: .text)
      options.ragged = .keep
      options.blockSize = blockSize
      if (try? CSVTexts.read(Array(text.utf8), options)) != nil {
        return "\(text.debugDescription), blocks of \(blockSize): was read, but should be refused"
      }
    }
    return nil
  }
}
