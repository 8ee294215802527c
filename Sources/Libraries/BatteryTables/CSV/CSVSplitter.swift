internal import CByteMasks

/// Finds where the rows in a block end, at the speed of memory: only quotes are looked at.
///
/// A newline between quotes is no end of a row, and a quote in the middle of an unquoted field is
/// none that opens, so quotes are followed one by one rather than counted.
struct CSVSplitter {
  /// What a look at some bytes finds; they begin with a row.
  struct Split: Hashable {
    /// Where the last row ends that is there whole; 0 when none is.
    var end = 0
    /// Where the quote is that is still open at the end.
    var openQuote: Int?
  }

  /// Only in so many bytes before the end the last row is looked for at first.
  private static let tail = 8192

  let dialect: CSVDialect

  /// Looks at bytes; `isWhole` says that nothing comes after them.
  func split(_ start: UnsafePointer<UInt8>, _ count: Int, isWhole: Bool) -> Split {
    guard dialect.isPlain else { return slowSplit(start, count) }
    guard let quote = dialect.quote else {
      return Split(end: lastEnd(start, from: 0, to: count, of: count) ?? 0)
    }
    let split = split(start, count, quote, isWhole, from: max(0, count - Self.tail))
    return split.end > 0 || count <= Self.tail
      ? split : self.split(start, count, quote, isWhole, from: 0)
  }

  private func split(
    _ start: UnsafePointer<UInt8>,
    _ count: Int,
    _ quote: UInt8,
    _ isWhole: Bool,
    from tail: Int
  ) -> Split {
    var split = Split()
    var place = regularEnd(start, quote, upTo: tail)
    var segment = place  // where the bytes outside of quotes begin
    while true {
      let open = ByteScan.first(quote, in: start, from: place, to: count)
      if open == count { break }
      guard open == 0 || endsField(start[open - 1]) else {
        place = open + 1
        continue
      }
      if open > tail, let end = lastEnd(start, from: segment, to: open, of: count) {
        split.end = end
      }
      var close = open + 1
      while true {
        close = ByteScan.first(quote, in: start, from: close, to: count)
        if close == count || close + 1 == count && !isWhole {
          split.openQuote = open
          return split
        }
        guard close + 1 < count, start[close + 1] == quote else { break }
        close += 2
      }
      place = close + 1
      segment = place
    }
    if let end = lastEnd(start, from: segment, to: count, of: count) { split.end = end }
    return split
  }

  /// A place up to which quotes stand only around whole fields and none is open: there the parity of
  /// the quotes says what is quoted.
  private func regularEnd(_ start: UnsafePointer<UInt8>, _ quote: UInt8, upTo limit: Int) -> Int {
    var place = 0
    var outside = 0
    // All bits are set while a quote is open.
    var inside: UInt64 = 0
    while place &+ 64 <= limit {
      let quotes = byte_mask_equal(start + place, quote)
      if quotes != 0 {
        let quoted = quotes.prefixParity ^ inside
        var opens = quotes & quoted
        while opens != 0 {
          let open = place &+ opens.trailingZeroBitCount
          // After a quote that has just closed it is the second of two.
          guard open == 0 || endsField(start[open &- 1]) || start[open &- 1] == quote else {
            return outside
          }
          opens &= opens &- 1
        }
        inside = UInt64(bitPattern: Int64(bitPattern: quoted) >> 63)
      }
      place &+= 64
      if inside == 0, start[place &- 1] != quote { outside = place }
    }
    return outside
  }

  @inline(__always)
  private func endsField(_ byte: UInt8) -> Bool {
    byte == dialect.delimiter || byte == 10 || byte == 13
  }

  /// Where the last row ends between two places; a CR at the very end may be the half of a CR LF.
  private func lastEnd(
    _ start: UnsafePointer<UInt8>,
    from: Int,
    to: Int,
    of count: Int
  ) -> Int? {
    var place = to
    while place > from {
      place -= 1
      if start[place] == 10 { return place + 1 }
      if start[place] == 13, place + 1 < count, start[place + 1] != 10 { return place + 1 }
    }
    return nil
  }

  private func slowSplit(_ start: UnsafePointer<UInt8>, _ count: Int) -> Split {
    var machine = CSVMachine(dialect)
    var split = Split()
    for place in 0..<count {
      let wasOpen = machine.isOpen
      let event = machine.step(start[place])
      if event == .rowEnd {
        let isHalf = start[place] == 13 && (place + 1 == count || start[place + 1] == 10)
        if !isHalf { split.end = place + 1 }
      }
      if machine.isOpen {
        if !wasOpen, machine.state == .quoted, event == .nothing { split.openQuote = place }
      } else if machine.state != .afterQuote {
        split.openQuote = nil
      }
    }
    if machine.state == .afterQuote { split.openQuote = nil }
    return split
  }
}
