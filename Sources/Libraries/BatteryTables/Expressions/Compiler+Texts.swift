extension Compiler {
  /// The texts of several values one after the other; without a value where one has none.
  func concatenation(_ terms: [Term], at offset: Int) throws(TableError) -> Term {
    try Term(.text, at: offset) { batch throws(TableError) in
      var parts: [TextColumn] = []
      for term in terms { parts.append(try term.evaluate(batch).plainText) }
      var result = TextColumn()
      var text: [UInt8] = []
      for row in 0..<batch.count {
        guard parts.allSatisfy({ !$0.nulls[row] }) else {
          result.appendNull()
          continue
        }
        text.removeAll(keepingCapacity: true)
        for part in parts { part.withBytes(of: row) { text.append(contentsOf: $0) } }
        text.withUnsafeBufferPointer { result.append($0) }
      }
      return .text(result)
    }.folded(terms)
  }

  /// A function of a text whose other arguments are the same for every row.
  func textFunction(
    _ name: String,
    _ terms: [Term],
    at offset: Int
  ) throws(TableError) -> Term {
    try requireText(terms[0], name)
    var constants: [[UInt8]] = []
    for term in terms.dropFirst() {
      guard let constant = term.constant, term.type == .text || term.type == nil else {
        throw source.error(at: term.offset, "Here must be a text in single quotes.")
      }
      guard case .text(let text) = constant else { return Term(.null, .text, at: offset) }
      constants.append(Array(text.utf8))
    }
    let operand = terms[0]
    let others = constants
    return try Term(.text, at: offset) { batch throws(TableError) in
      .text(
        try operand.evaluate(batch).mapText { bytes, result throws(TableError) in
          switch name {
          case "lower", "upper": Self.changeCase(of: bytes, isLower: name == "lower", &result)
          case "replace": Self.replace(others[0], by: others[1], in: bytes, &result)
          default:
            let trimmed = Self.trimmed(bytes, start: name != "rtrim", end: name != "ltrim")
            result.append(UnsafeBufferPointer(rebasing: bytes[trimmed]))
          }
        }
      )
    }.folded([operand])
  }

  private static func changeCase(
    of bytes: UnsafeBufferPointer<UInt8>,
    isLower: Bool,
    _ result: inout TextColumn
  ) {
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      let text = String(decoding: bytes, as: UTF8.self)
      return result.append(isLower ? text.lowercased() : text.uppercased())
    }
    let first: UInt8 = isLower ? 0x41 : 0x61
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { changed in
      for place in bytes.indices {
        let byte = bytes[place]
        changed.initializeElement(at: place, to: byte &- first < 26 ? byte ^ 0x20 : byte)
      }
      result.append(UnsafeBufferPointer(changed))
    }
  }

  private static func replace(
    _ wanted: [UInt8],
    by replacement: [UInt8],
    in bytes: UnsafeBufferPointer<UInt8>,
    _ result: inout TextColumn
  ) {
    guard !wanted.isEmpty else { return result.append(bytes) }
    var text: [UInt8] = []
    var place = 0
    while let found = bytes.firstPlace(of: wanted, from: place) {
      text += bytes[place..<found]
      text += replacement
      place = found + wanted.count
    }
    text += bytes[place...]
    text.withUnsafeBufferPointer { result.append($0) }
  }

  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>,
    start: Bool,
    end: Bool
  ) -> Range<Int> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var range = 0..<bytes.count
    if start {
      while let first = range.first, isSpace(bytes[first]) { range = first + 1..<range.upperBound }
    }
    if end {
      while let last = range.last, isSpace(bytes[last]) { range = range.lowerBound..<last }
    }
    return range
  }

  /// How many characters (code points of Unicode) a text has.
  func length(_ operand: Term, at offset: Int) throws(TableError) -> Term {
    try Term(.integer, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      let lengths = try column.mapBytes(Int64(0)) { bytes throws(TableError) in
        Int64(bytes.count { $0 & 0xC0 != 0x80 })
      }
      return .integer(ValueColumn(lengths, nulls: column.nulls))
    }.folded([operand])
  }

  func search(_ name: String, _ terms: [Term], at offset: Int) throws(TableError) -> Term {
    for term in terms { try requireText(term, name) }
    guard let constant = terms[1].constant else {
      throw source.error(at: terms[1].offset, "Here must be a text in single quotes.")
    }
    guard case .text(let text) = constant else { return Term(.null, .boolean, at: offset) }
    let bytes = Array(text.utf8)
    let pattern: TextPattern =
      switch name {
      case "contains": .contains(bytes)
      case "starts_with": .prefix(bytes)
      default: .suffix(bytes)
      }
    let operand = terms[0]
    return try Term(.boolean, at: offset) { batch throws(TableError) in
      let column = try operand.evaluate(batch)
      let holds = try column.mapBytes(false) { bytes throws(TableError) in pattern.matches(bytes) }
      return .boolean(ValueColumn(holds, nulls: column.nulls))
    }.folded([operand])
  }

  /// Some characters of a text, from a place that counts from 1.
  func substring(_ terms: [Term], at offset: Int) throws(TableError) -> Term {
    try requireText(terms[0], "substring")
    for term in terms.dropFirst() where term.type != .integer && term.type != nil {
      throw source.error(
        at: term.offset,
        "substring takes whole numbers, not \(described(term.type)).",
        code: .typeMismatch
      )
    }
    return try Term(.text, at: offset) { batch throws(TableError) in
      let texts = try terms[0].evaluate(batch).plainText
      let starts = try terms[1].evaluate(batch)
      let lengths = terms.count > 2 ? try terms[2].evaluate(batch) : nil
      var result = TextColumn()
      for row in 0..<batch.count {
        guard let text = texts[row], case .integer(let start) = starts[row] else {
          result.appendNull()
          continue
        }
        var end = Int64.max
        if let lengths {
          guard case .integer(let length) = lengths[row] else {
            result.appendNull()
            continue
          }
          end = start.addingReportingOverflow(max(0, length)).partialValue
        }
        let scalars = text.unicodeScalars
        let first = max(1, min(start, Int64(scalars.count) + 1))
        let last = max(first, min(end, Int64(scalars.count) + 1))
        let part = scalars.dropFirst(Int(first) - 1).prefix(Int(last - first))
        result.append(String(part))
      }
      return .text(result)
    }.folded(terms)
  }
}
