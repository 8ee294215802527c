internal import CByteMasks

extension CSVRowIndex {
  /// Finds rows that all have as many fields as there are columns, and quotes only around fields.
  ///
  /// Nearly all files are made of such rows. 64 bytes at a time become one word each of
  /// delimiters, line feeds and quotes; whether a byte is quoted is the parity of the quotes before
  /// it (Langdale and Lemire, "Parsing gigabytes of JSON per second").
  ///
  /// - Returns: The row that was not taken, whose fields are to be found one by one: because it is
  ///   not of this sort, or because ``limit`` or the end is reached.
  @inline(__always)
  static func findRegular(
    in start: UnsafePointer<UInt8>,
    from: Int,
    to end: Int,
    bounds: UnsafeMutablePointer<UInt32>,
    columns: Int,
    limit: Int,
    delimiter: UInt8,
    quote: UInt8?,
    isStrict: Bool
  ) -> (rows: Int, next: Int) {
    var found = 0
    var rowStart = from
    var row = bounds
    row[0] = UInt32(truncatingIfNeeded: from)
    var target = row + 1
    // All bits are set while a quote is open.
    var inside: UInt64 = 0
    // Whether the byte before the word may stand before a quote that opens, and after one that closes.
    var mayOpen: UInt64 = 1
    var hasClosed: UInt64 = 0
    var place = from
    while place < end {
      let bytes = start + place
      let linefeeds = byte_mask_equal(bytes, 10)
      let returns = byte_mask_equal(bytes, 13)
      let quotes = quote.map { byte_mask_equal(bytes, $0) } ?? 0
      var marks = byte_mask_equal(bytes, delimiter) | linefeeds
      let edges = marks | returns | quotes
      var newlines = linefeeds
      var alone = returns
      if quotes | inside != 0 {
        let quoted = quotes.prefixParity ^ inside
        let opens = quotes & quoted
        if opens & ~(edges << 1 | mayOpen) != 0 { return (found, rowStart) }
        if isStrict {
          let closes = quotes & ~quoted
          if (closes << 1 | hasClosed) & ~edges != 0 { return (found, rowStart) }
          hasClosed = closes >> 63
        }
        inside = UInt64(bitPattern: Int64(bitPattern: quoted) >> 63)
        marks &= ~quoted
        newlines &= ~quoted
        alone &= ~quoted
      }
      mayOpen = edges >> 63
      if alone != 0 {
        // A CR is left to the LF that follows; without one it ends a row itself.
        let follows = linefeeds >> 1 | (bytes[64] == 10 ? 1 << 63 : 0)
        if alone & ~follows != 0 { return (found, rowStart) }
      }
      if end &- place < 64 {
        let valid = (1 as UInt64) << UInt64(end &- place) &- 1
        marks &= valid
        newlines &= valid
      }
      let base = UInt32(truncatingIfNeeded: place &+ 1)
      while newlines != 0 {
        let newline = newlines & (0 &- newlines)
        let fields = marks & (newline &- 1)
        target = write(fields, base, target)
        guard target == row + columns else { return (found, rowStart) }
        let mark = place &+ newline.trailingZeroBitCount
        let hasReturn = mark > rowStart && start[mark &- 1] == 13
        target[0] = UInt32(truncatingIfNeeded: hasReturn ? mark : mark &+ 1)
        row += columns &+ 1
        rowStart = mark &+ 1
        row[0] = UInt32(truncatingIfNeeded: rowStart)
        target = row + 1
        found &+= 1
        if found == limit { return (found, rowStart) }
        marks &= ~(fields | newline)
        newlines &= newlines &- 1
      }
      target = write(marks, base, target)
      if target > row + columns { return (found, rowStart) }
      place &+= 64
    }
    return (found, rowStart)
  }

  /// Writes the place after each mark.
  @inline(__always)
  private static func write(
    _ marks: UInt64,
    _ base: UInt32,
    _ target: UnsafeMutablePointer<UInt32>
  ) -> UnsafeMutablePointer<UInt32> {
    var marks = marks
    var target = target
    while marks != 0 {
      target.pointee = base &+ UInt32(truncatingIfNeeded: marks.trailingZeroBitCount)
      target += 1
      marks &= marks &- 1
    }
    return target
  }
}
