#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension JSONRecordScanner {
  /// Reads a record.
  ///
  /// - Returns: The byte behind it and what separates it from the next; `nil` when it is refused.
  func record(
    _ base: JSONScan.Pointer,
    _ start: JSONScan.Pointer,
    _ end: JSONScan.Pointer
  ) -> JSONScan.Pointer? {
    var touched = touched
    touched[0] = 0
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
        touched = self.touched
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
          if cell.pointee == 0 {
            touched[0] &+= 1
            touched[touched[0]] = column
          } else if !keepsDuplicates {
            return nil
          }
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
  func skipBlanks(_ start: JSONScan.Pointer) -> JSONScan.Pointer {
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

  func lineEnd(_ place: JSONScan.Pointer, _ end: JSONScan.Pointer) -> JSONScan.Pointer {
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
}
