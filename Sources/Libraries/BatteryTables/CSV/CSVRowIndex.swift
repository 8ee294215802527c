/// Where the fields of some rows are in a block.
///
/// Field `c` of row `r` begins at `bounds[r * stride + c]` and ends before
/// `bounds[r * stride + c + 1] - 1`, quotes included.
struct CSVRowIndex: ~Copyable {
  /// Why a row cannot be read.
  enum Flaw: Hashable {
    case tooFew(Int)
    case tooMany(Int)
    case textAfterQuote
    case quoteInField
    case escapeAtEnd
  }

  /// Up to how many fields have places at once: of more than two hundred columns, fewer rows are
  /// taken.
  private static let fieldsOfBatch = 4 << 20

  let columns: Int
  let stride: Int
  let limit: Int
  let bounds: UnsafeMutablePointer<UInt32>
  private(set) var rows = 0
  /// Rows that were left out, by where they begin.
  private(set) var flaws: [(place: Int, flaw: Flaw)] = []
  /// The most fields that a row had.
  private(set) var widest = 0
  private let dialect: CSVDialect
  private let pads: Bool

  init(_ layout: CSVLayout) {
    columns = layout.names.count
    stride = columns + 1
    // A table of very many columns is read in batches of few rows.
    limit = min(layout.batchRows, max(1, Self.fieldsOfBatch / stride))
    dialect = layout.dialect
    pads = layout.ragged != .error
    // A word of marks is written before it is known whether the row has so many columns.
    bounds = .allocate(capacity: (limit + 2) * stride + 64)
    widest = columns
  }

  deinit { bounds.deallocate() }

  /// Finds the rows from a place on, at most ``limit`` of them.
  ///
  /// - Returns: Where the next row begins.
  mutating func find(in start: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int {
    precondition(end < Int(UInt32.max) - 64, "a block is too large for its index")
    rows = 0
    flaws.removeAll(keepingCapacity: true)
    return dialect.isPlain
      ? findPlain(in: start, from: from, to: end) : findSlowly(in: start, from: from, to: end)
  }

  private mutating func findPlain(
    in start: UnsafePointer<UInt8>,
    from: Int,
    to end: Int
  ) -> Int {
    let delimiter = dialect.delimiter
    // Without a quote character, one that is a mark already.
    let quote = dialect.quote ?? 10
    let delimiters = SIMD16(repeating: delimiter)
    let quotes = SIMD16(repeating: quote)
    let linefeeds = SIMD16<UInt8>(repeating: 10)
    let returns = SIMD16<UInt8>(repeating: 13)
    let isStrict = dialect.strict
    let regular = Self.findRegular(
      in: start,
      from: from,
      to: end,
      bounds: bounds,
      columns: columns,
      limit: limit,
      delimiter: delimiter,
      quote: dialect.quote,
      isStrict: isStrict
    )
    if regular.rows == limit || regular.next >= end {
      rows = regular.rows
      return regular.next
    }
    var row = Row(bounds: bounds + regular.rows * stride, columns: columns, from: regular.next)
    var found = regular.rows
    var place = regular.next
    scan: while place < end {
      let bytes = ByteScan.load(start, place)
      let mask =
        (bytes .== delimiters) .| (bytes .== linefeeds) .| (bytes .== quotes)
        .| (bytes .== returns)
      let bits = ByteScan.bits(mask)
      for half in 0..<2 {
        var word = bits[half]
        while word != 0 {
          let mark = place &+ half &* 8 &+ word.trailingZeroBitCount >> 3
          word &= word &- 1
          let byte = start[mark]
          if byte == delimiter {
            row.endField(at: mark)
          } else if byte == 10 || byte == 13 {
            var fieldEnd = mark
            if byte == 13 {
              if start[mark &+ 1] == 10 { continue }
            } else if mark > row.start, start[mark &- 1] == 13 {
              fieldEnd = mark &- 1
            }
            if row.isWhole {
              row.finish(at: fieldEnd, next: mark &+ 1)
              found &+= 1
              if found == limit {
                rows = found
                return mark &+ 1
              }
            } else if finish(&row, at: fieldEnd, next: mark &+ 1) {
              found &+= 1
              if found == limit {
                rows = found
                return mark &+ 1
              }
            }
          } else if mark == row.fieldStart {
            let after = Self.afterQuoted(start, mark, end, quote)
            let next = start[after]
            if isStrict, after < end, next != delimiter, next != 10, next != 13 {
              row.flaw = row.flaw ?? .textAfterQuote
            }
            place = after
            continue scan
          } else if isStrict {
            row.flaw = row.flaw ?? .quoteInField
          }
        }
      }
      place &+= 16
    }
    rows = found
    return end
  }

  /// Where a quoted field goes on after its closing quote.
  @inline(__always)
  private static func afterQuoted(
    _ start: UnsafePointer<UInt8>,
    _ open: Int,
    _ end: Int,
    _ quote: UInt8
  ) -> Int {
    var close = open &+ 1
    while true {
      close = ByteScan.first(quote, in: start, from: close, to: end)
      if close >= end { return end }
      if start[close &+ 1] != quote { return close &+ 1 }
      close &+= 2
    }
  }

  /// Ends a row that has too few fields, too many, or a flaw.
  ///
  /// - Returns: Whether it counts.
  @inline(never)
  private mutating func finish(_ row: inout Row, at fieldEnd: Int, next: Int) -> Bool {
    if row.number == 0, fieldEnd == row.start, row.flaw == nil {
      row.restart(at: next)  // an empty line
      return false
    }
    let fields = row.number + row.extra + 1
    widest = max(widest, fields)
    var flaw = row.flaw
    if flaw == nil {
      if row.extra > 0 { flaw = .tooMany(fields) }
      if fields < columns, !pads { flaw = .tooFew(fields) }
    }
    if let flaw {
      flaws.append((row.start, flaw))
      row.restart(at: next)
      return false
    }
    row.pad(at: fieldEnd)
    row.finish(at: nil, next: next)
    return true
  }

  private mutating func findSlowly(
    in start: UnsafePointer<UInt8>,
    from: Int,
    to end: Int
  ) -> Int {
    var machine = CSVMachine(dialect)
    var row = Row(bounds: bounds, columns: columns, from: from)
    var place = from
    while place < end {
      let wasAfterQuote = machine.state == .afterQuote
      let event = machine.step(start[place])
      switch event {
      case .nothing, .value: break
      case .misplaced:
        if dialect.strict {
          row.flaw = row.flaw ?? (wasAfterQuote ? .textAfterQuote : .quoteInField)
        }
      case .fieldEnd: row.endField(at: place)
      case .rowEnd:
        let fieldEnd = place
        if start[place] == 13, place + 1 < end, start[place + 1] == 10 { place += 1 }
        if row.isWhole {
          row.finish(at: fieldEnd, next: place + 1)
          rows += 1
        } else if finish(&row, at: fieldEnd, next: place + 1) {
          rows += 1
        }
        if rows == limit { return place + 1 }
      }
      place += 1
    }
    // An escape at the very end takes the meaning from the end of the row.
    if row.start < end {
      if dialect.strict { row.flaw = .escapeAtEnd }
      if row.isWhole {
        row.finish(at: end, next: end)
        rows += 1
      } else if finish(&row, at: end, next: end) {
        rows += 1
      }
    }
    return end
  }

  /// The row that is being read.
  private struct Row {
    var bounds: UnsafeMutablePointer<UInt32>
    let last: Int
    let stride: Int
    var start: Int
    var fieldStart: Int
    /// How many fields have ended.
    var number = 0
    /// How many ended that there is no column for.
    var extra = 0
    var flaw: Flaw?

    @inline(__always)
    init(bounds: UnsafeMutablePointer<UInt32>, columns: Int, from: Int) {
      self.bounds = bounds
      last = columns &- 1
      stride = columns &+ 1
      start = from
      fieldStart = from
      bounds[0] = UInt32(truncatingIfNeeded: from)
    }

    @inline(__always)
    var isWhole: Bool { number == last && extra == 0 && flaw == nil }

    @inline(__always)
    mutating func endField(at mark: Int) {
      fieldStart = mark &+ 1
      if number < last {
        number &+= 1
        bounds[number] = UInt32(truncatingIfNeeded: mark &+ 1)
      } else {
        extra &+= 1
      }
    }

    @inline(__always)
    mutating func finish(at fieldEnd: Int?, next: Int) {
      if let fieldEnd { bounds[last &+ 1] = UInt32(truncatingIfNeeded: fieldEnd &+ 1) }
      bounds += stride
      restart(at: next)
    }

    @inline(__always)
    mutating func restart(at place: Int) {
      start = place
      fieldStart = place
      number = 0
      extra = 0
      flaw = nil
      bounds[0] = UInt32(truncatingIfNeeded: place)
    }

    /// Adds empty fields up to the number of columns.
    mutating func pad(at fieldEnd: Int) {
      var bound = UInt32(truncatingIfNeeded: fieldEnd &+ 1)
      for field in number + 1...last + 1 {
        bounds[field] = bound
        bound &+= 1
      }
    }
  }
}
