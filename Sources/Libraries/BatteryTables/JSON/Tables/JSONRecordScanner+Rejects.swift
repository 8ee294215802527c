extension JSONRecordScanner {
  /// Finds out why a record is refused.
  ///
  /// - Returns: Where to go on; `nil` when the text is wrong and is no text of lines.
  func reject(
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
