#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Finds the values of records, which are objects one behind the other, and puts their places into
/// columns of cells.
///
/// The strict grammar is spelled out once more here, for the one path that all values of a table
/// take; whatever it refuses is read again by ``JSONMachine``, which says why.
final class JSONRecordScanner {
  /// How keys become columns.
  enum Keys {
    /// Every key becomes one.
    case all(limit: Int)
    /// Only these do.
    case given([String])
  }

  let layout: JSONTableLayout
  let options: JSONOptions
  /// How many records fit ``cells``.
  let rowLimit: Int
  private let lineLimit: Int
  private let columnLimit: Int
  private let addsColumns: Bool
  private(set) var keys = JSONKeyTable()
  /// The entry that came first in the last record.
  private var firstEntry = -1
  /// The cells of each column, one column behind the other.
  private(set) var cells: UnsafeMutablePointer<UInt64>
  private(set) var columnCount: Int
  private var columnCapacity: Int
  private var machine: JSONMachine
  private var keyBuffer: [UInt8] = []

  /// How many rows the cells hold now.
  private(set) var rowCount = 0
  /// Where each row begins in its block.
  private(set) var rowStarts: UnsafeMutablePointer<Int>
  /// Whether a comma came behind the last record of the block.
  private(set) var endsWithComma = false
  /// The records that were refused since ``begin()``.
  private(set) var rejects: [JSONBlockReject] = []
  /// How many lines ended since ``begin()``; counted of lines only.
  private(set) var lineCount = 0
  /// Whether there are more keys than there may be columns.
  private(set) var hasTooManyColumns = false
  /// What ends the reading of an array: its text is wrong.
  private(set) var failure: JSONFailure?

  init(
    _ layout: JSONTableLayout,
    _ keys: Keys,
    rowLimit: Int,
    lineLimit: Int,
    options: JSONOptions
  ) {
    self.layout = layout
    self.options = options
    self.rowLimit = rowLimit
    self.lineLimit = min(lineLimit, JSONCell.lengthLimit)
    machine = JSONMachine(depthLimit: options.depthLimit)
    columnCount = 0
    switch keys {
    case .all(let limit):
      addsColumns = true
      columnLimit = limit
      columnCapacity = 32
    case .given(let names):
      addsColumns = false
      columnLimit = names.count
      columnCapacity = max(names.count, 1)
    }
    cells = .allocate(capacity: columnCapacity * rowLimit)
    cells.initialize(repeating: 0, count: columnCapacity * rowLimit)
    rowStarts = .allocate(capacity: rowLimit)
    guard case .given(let names) = keys else { return }
    for (column, var name) in names.enumerated() {
      name.withUTF8 { name in
        if self.keys.find(name) < 0 { _ = self.keys.add(name, column: column) }
      }
    }
    columnCount = names.count
  }

  deinit {
    cells.deallocate()
    rowStarts.deallocate()
  }

  /// Prepares for a block.
  func begin() {
    rejects = []
    lineCount = 0
    endsWithComma = false
    failure = nil
  }

  /// Reads records until the block ends or the cells are full.
  ///
  /// - Returns: Where to go on; the end of the block when it is done.
  func scan(_ block: JSONBlock, from start: Int) -> Int {
    clear()
    let base = JSONScan.Pointer(block.bytes)
    let end = base + block.count
    var place = base + start
    if block.offset == 0, start == 0, block.count >= 3, place[0] == 0xEF, place[1] == 0xBB,
      place[2] == 0xBF
    {
      place += 3
    }
    while rowCount < rowLimit {
      place = skipBlanks(place)
      guard place < end else { break }
      if place.pointee == 0x0A {
        lineCount += 1
        place += 1
        continue
      }
      if let next = record(base, place, end) {
        rowStarts[rowCount] = place - base
        rowCount += 1
        place = next
      } else {
        dropRow()
        guard let next = reject(base, place, end, block) else { break }
        place = next
      }
    }
    return place - base
  }

  // MARK: - A record

  /// Reads a record.
  ///
  /// - Returns: The byte behind it and what separates it from the next; `nil` when it is refused.
  private func record(
    _ base: JSONScan.Pointer,
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer
  ) -> JSONScan.Pointer? {
    guard start.pointee == UInt8(ascii: "{") else { return nil }
    var place = skipBlanks(start + 1)
    if place.pointee == UInt8(ascii: "}") { return recordEnd(place + 1, start, end) }
    var lineEnd: JSONScan.Pointer?
    let stride = rowLimit
    let keepsDuplicates = options.duplicateKeys == .keep
    let row = rowCount
    var entries = keys.entries
    var rows = cells + row
    var entry = firstEntry
    var previous = -1
    while true {
      guard place.pointee == JSONScan.quote else { return nil }
      place += 1
      if entry >= 0, JSONKeyTable.matches(entries + entry, place) {
        place += entries[entry].length + 1
      } else {
        guard let found = findKey(&place, end, &entry) else { return nil }
        entries = keys.entries
        rows = cells + row
        // A key with escapes is never guessed: its bytes are not those in the text.
        if found, entry >= 0 {
          if previous >= 0 { entries[previous].next = entry } else { firstEntry = entry }
        }
      }
      if place.pointee != UInt8(ascii: ":") {
        place = skipBlanks(place)
        guard place.pointee == UInt8(ascii: ":") else { return nil }
      }
      place += 1
      if place.pointee <= 0x20 { place = skipBlanks(place) }

      var first = place
      var last: JSONScan.Pointer
      var kind: UInt8
      let byte = place.pointee
      if byte == JSONScan.quote {
        first += 1
        last = first
        while true {
          let hits = JSONScan.specials(JSONScan.load(last))
          if hits != 0 {
            last += hits.trailingZeroBitCount >> 3
            break
          }
          last += 8
        }
        kind = JSONKind.plainText
        if last.pointee != JSONScan.quote {
          guard let closing = longText(last, end, &kind) else { return nil }
          last = closing
        }
        place = last + 1
      } else if JSONScan.isDigit(byte) || byte == UInt8(ascii: "-") {
        var problem: JSONProblem?
        kind = 0
        last = JSONScan.number(first, end, &kind, &problem)
        if problem != nil { return nil }
        place = last
      } else {
        switch byte {
        case UInt8(ascii: "t"):
          guard Self.word(place) == 0x6575_7274 else { return nil }
          kind = JSONKind.yes
          last = place + 4
        case UInt8(ascii: "f"):
          guard Self.word(place + 1) == 0x6573_6C61 else { return nil }
          kind = JSONKind.no
          last = place + 5
        case UInt8(ascii: "n"):
          guard Self.word(place) == 0x6C6C_756E else { return nil }
          kind = JSONKind.null
          last = place + 4
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          let limit = lineEnd ?? self.lineEnd(place, end)
          lineEnd = limit
          guard let behind = nested(place, limit) else { return nil }
          kind = JSONKind.nested
          last = behind
        default: return nil
        }
        place = last
      }

      if entry >= 0 {
        let column = entries[entry].column
        if column >= 0 {
          let cell = rows + column &* stride
          guard cell.pointee == 0 || keepsDuplicates else { return nil }
          cell.pointee = JSONCell(kind, start: first - base, length: last - first).word
        }
        previous = entry
        entry = entries[entry].next
      }

      if place.pointee != UInt8(ascii: ",") {
        place = skipBlanks(place)
        if place.pointee == UInt8(ascii: "}") { break }
        guard place.pointee == UInt8(ascii: ",") else { return nil }
      }
      place += 1
      if place.pointee <= 0x20 { place = skipBlanks(place) }
    }
    return recordEnd(place + 1, start, end)
  }

  private func recordEnd(
    _ place: JSONScan.Pointer,
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer
  ) -> JSONScan.Pointer? {
    let place = skipBlanks(place)
    guard place - start <= lineLimit else { return nil }
    switch layout {
    case .lines:
      guard place.pointee == 0x0A else { return nil }
      lineCount += 1
      return place + 1
    case .array:
      endsWithComma = place.pointee == UInt8(ascii: ",")
      if place == end { return place }
      return place < end && endsWithComma ? place + 1 : nil
    }
  }

  @inline(__always)
  private func skipBlanks(_ start: JSONScan.Pointer) -> JSONScan.Pointer {
    var place = start
    while true {
      let byte = place.pointee
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A && layout == .array
      else { return place }
      place += 1
    }
  }

  /// Four bytes, the first of them lowest.
  @inline(__always)
  private static func word(_ place: JSONScan.Pointer) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt32.self))
  }

  /// Finds the end of a text that is not plain, from its first byte that is not.
  private func longText(
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer,
    _ kind: inout UInt8
  ) -> JSONScan.Pointer? {
    var isEscaped = false
    var problem: JSONProblem?
    let place = JSONScan.text(start, end, &isEscaped, &problem)
    guard problem == nil, place < end, place.pointee == JSONScan.quote else { return nil }
    if isEscaped { kind = JSONKind.escapedText }
    return place
  }

  private func lineEnd(_ place: JSONScan.Pointer, _ end: JSONScan.Pointer) -> JSONScan.Pointer {
    guard layout == .lines, let found = memchr(place, 0x0A, end - place) else { return end }
    return JSONScan.Pointer(found.assumingMemoryBound(to: UInt8.self))
  }

  /// Finds the end of an array or object.
  private func nested(
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer
  ) -> JSONScan.Pointer? {
    machine.reset()
    machine.depthLimit = options.depthLimit - 1
    var place = 0
    do throws(JSONFailure) {
      repeat {
        guard try machine.next(start, &place, end - start, isLast: true) != nil else { return nil }
      } while !machine.isDone
    } catch {
      return nil
    }
    return start + place
  }

  // MARK: - Keys

  /// Reads a key that was not the guessed one.
  ///
  /// - Returns: Whether its bytes in the text are the key itself; `nil` when it is no key.
  private func findKey(
    _ place: inout JSONScan.Pointer,
    _ end: JSONScan.Pointer,
    _ entry: inout Int
  ) -> Bool? {
    var isEscaped = false
    var problem: JSONProblem?
    let last = JSONScan.text(place, end, &isEscaped, &problem)
    guard problem == nil, last < end, last.pointee == JSONScan.quote else { return nil }
    let raw = UnsafeBufferPointer(start: place, count: last - place)
    place = last + 1
    guard isEscaped else {
      entry = self.entry(of: raw)
      return true
    }
    keyBuffer = [UInt8](unsafeUninitializedCapacity: raw.count) { room, count in
      guard let target = room.baseAddress else { return }
      count = JSONScan.unescape(last - raw.count, last, into: target)
    }
    entry = keyBuffer.withUnsafeBufferPointer { self.entry(of: $0) }
    return false
  }

  private func entry(of key: UnsafeBufferPointer<UInt8>) -> Int {
    let found = keys.find(key)
    if found >= 0 { return found }
    guard addsColumns else {
      // Keys that are left out are guessed too, unless there are very many.
      return keys.count < columnLimit + 1024 ? keys.add(key, column: -1) : -1
    }
    guard columnCount < columnLimit else {
      hasTooManyColumns = true
      return -1
    }
    if columnCount == columnCapacity { addColumns() }
    columnCount += 1
    return keys.add(key, column: columnCount - 1)
  }

  private func addColumns() {
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: columnCapacity * 2 * rowLimit)
    larger.update(from: cells, count: columnCapacity * rowLimit)
    (larger + columnCapacity * rowLimit).initialize(
      repeating: 0,
      count: columnCapacity * rowLimit
    )
    cells.deallocate()
    cells = larger
    columnCapacity *= 2
  }

  // MARK: - Cells

  private func clear() {
    // The row behind the last one may have been begun.
    let used = min(rowCount + 1, rowLimit)
    for column in 0..<columnCount {
      (cells + column * rowLimit).update(repeating: 0, count: used)
    }
    rowCount = 0
  }

  private func dropRow() {
    for column in 0..<columnCount { cells[column * rowLimit + rowCount] = 0 }
  }

  // MARK: - Refused records

  /// Finds out why a record is refused.
  ///
  /// - Returns: Where to go on; `nil` when the text is wrong and is no text of lines.
  private func reject(
    _ base: JSONScan.Pointer,
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer,
    _ block: JSONBlock
  ) -> JSONScan.Pointer? {
    let last = lineEnd(start, end)
    var behind = 0
    let reason: String
    do throws(JSONFailure) {
      reason = try self.reason(start, last - start, &behind)
    } catch {
      guard layout == .lines else {
        failure = JSONFailure(error.problem, at: block.offset + (start - base) + error.offset)
        return nil
      }
      let bytes = UnsafeBufferPointer(start: start, count: last - start)
      let found = JSONSyntaxError(error, in: bytes)
      reason = "column \(found.column): \(found.reason)"
    }
    rejects.append(JSONBlockReject(place: start - base, reason: reason))
    switch layout {
    case .lines:
      lineCount += 1
      return min(last + 1, end)
    case .array:
      let next = skipBlanks(start + behind)
      endsWithComma = next.pointee == UInt8(ascii: ",")
      if next >= end { return end }
      if endsWithComma { return next + 1 }
      failure = JSONFailure(.missingComma(next.pointee), at: block.offset + (next - base))
      return nil
    }
  }

  /// Reads a refused record by the grammar alone.
  private func reason(
    _ start: JSONScan.Pointer,
    _ count: Int,
    _ place: inout Int
  ) throws(JSONFailure) -> String {
    guard count <= lineLimit || layout == .array else {
      return "the line has \(count) bytes, and at most \(lineLimit) are allowed. Raise the limit if"
        + " that is meant."
    }
    machine.reset()
    machine.depthLimit = options.depthLimit
    var builder = JSONBuilder(options)
    var duplicate: JSONProblem?
    var first: JSONToken.Kind?
    while let token = try machine.next(start, &place, count, isLast: true) {
      first = first ?? token.kind
      do throws(JSONFailure) {
        try builder.take(token, start)
      } catch {
        duplicate = duplicate ?? error.problem
      }
      if machine.isDone, layout == .array { break }
    }
    switch first {
    case .objectStart:
      if place <= lineLimit, let duplicate { return duplicate.message }
      return "the object has more bytes than the \(lineLimit) that are allowed. Raise the limit if"
        + " that is meant."
    case .arrayStart: return Self.notAnObject("an array")
    case .text: return Self.notAnObject("a text")
    case .number: return Self.notAnObject("a number")
    default: return Self.notAnObject("a single word")
    }
  }

  private static func notAnObject(_ found: String) -> String {
    "\(found) stands where an object should. Write {\"value\": …} around it."
  }
}

/// A record of a block that was refused.
struct JSONBlockReject: Sendable {
  /// How many lines of the block end before it; counted when the block is done.
  var line = 0
  /// Where it begins in the block.
  var place: Int
  var reason: String
}
