extension CSVOpening {
  /// The fields of the first row that has any, and the rows behind it.
  static func firstRow(
    of head: [UInt8],
    _ dialect: CSVDialect
  ) -> (CSVRows, [CSVRows.Field]) {
    var rows = CSVRows(head, dialect: dialect)
    while let row = rows.next() {
      if !row.isEmpty { return (rows, row) }
    }
    return (rows, [])
  }

  static func head(of source: inout any ByteSource, _ size: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    bytes.removeLast(size - count)
    return bytes
  }

  static func unclosed(
    _ head: [UInt8],
    _ dialect: CSVDialect,
    _ name: String
  ) -> TableError {
    let padded = head + [UInt8](repeating: 0, count: ByteScan.padding)
    let line = padded.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 1 }
      let split = CSVSplitter(dialect: dialect).split(start, head.count, isWhole: true)
      return 1 + CSVBlock.lines(start, 0, split.openQuote ?? 0)
    }
    return TableError(
      .invalidData,
      "\(name):\(line): the quote that opens here is never closed. Close it, or name another quote"
        + " character or none."
    )
  }

  /// Refuses names that are no texts.
  static func checkHeader(
    _ head: [UInt8],
    _ end: Int,
    _ name: String
  ) throws(TableError) {
    let padded = head[..<end] + [UInt8](repeating: 0, count: ByteScan.padding)
    let problem = padded.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { UTF8Check.firstProblem(in: $0, from: 0, to: end)?.problem }
    }
    switch problem {
    case nil: return
    case .nul:
      throw TableError(
        .invalidData,
        "\(name):1: there is a NUL byte in the header. \(CSVLayout.remedyForNUL)"
      )
    case .invalid:
      throw TableError(
        .invalidData,
        "\(name):1: there are bytes in the header that are not UTF-8."
          + " \(CSVLayout.remedyForInvalidText)"
      )
    }
  }

  /// The names in a header, each once.
  static func names(
    _ texts: [String],
    _ policy: CSVOptions.Names,
    _ source: String
  ) throws(TableError) -> [String] {
    let given = policy == .rename ? Set(texts) : []
    var seen: Set<String> = []
    var next: [String: Int] = [:]
    var names: [String] = []
    for (place, text) in texts.enumerated() {
      if text.isEmpty || seen.contains(text), policy == .refuse {
        let what =
          text.isEmpty ? "column \(place + 1) has no name" : "two columns are called \"\(text)\""
        throw TableError(
          .invalidData,
          "\(source):1: \(what). Correct the header, or pass --names rename or"
            + " --no-header."
        )
      }
      let base = text.isEmpty ? "column\(place + 1)" : text
      var name = base
      var number = next[base] ?? 2
      while seen.contains(name) || name != text && given.contains(name) {
        name = "\(base)_\(number)"
        number += 1
      }
      next[base] = number
      seen.insert(name)
      names.append(name)
    }
    return names
  }

  static func list(_ names: [String]) -> String {
    names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }

  static func places(
    _ names: [String],
    _ options: CSVOptions,
    _ source: String
  ) throws(TableError) -> [Int] {
    let schema = Schema(names.map { Schema.Field($0, .text) })
    for name in options.given.keys.sorted() { _ = try schema.requiredPlace(of: name) }
    guard let columns = options.columns else { return Array(names.indices) }
    var places: [Int] = []
    for name in columns { places.append(try schema.requiredPlace(of: name)) }
    return places
  }
}
