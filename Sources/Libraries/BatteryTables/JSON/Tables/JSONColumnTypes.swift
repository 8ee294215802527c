/// What the values of one column are, as a bit for each ``JSONKind`` that there is.
struct JSONTypes: Hashable, Sendable {
  private(set) var bits: UInt32 = 0

  private static let decimal: UInt32 = 1 << 12
  /// Some number, of whatever kind.
  private static let any: UInt32 = 1 << 13
  private static let texts: UInt32 =
    1 << UInt32(JSONKind.plainText) | 1 << UInt32(JSONKind.escapedText)
    | 1 << UInt32(JSONKind.nested)
  private static let truths: UInt32 = 1 << UInt32(JSONKind.no) | 1 << UInt32(JSONKind.yes)
  private static let small: UInt32 = 1 << UInt32(JSONKind.smallInteger)
  private static let large: UInt32 = 1 << UInt32(JSONKind.integer)
  private static let double: UInt32 = 1 << UInt32(JSONKind.shortNumber)
  private static let unclear: UInt32 =
    1 << UInt32(JSONKind.longInteger) | 1 << UInt32(JSONKind.number)

  /// Takes in the values of cells.
  ///
  /// - Returns: The first cell with a value, or `nil`.
  mutating func include(
    _ cells: UnsafePointer<UInt64>,
    _ count: Int,
    _ base: JSONScan.Pointer
  ) -> JSONCell? {
    var kinds: UInt32 = 0
    for row in 0..<count { kinds |= 1 << UInt32(truncatingIfNeeded: cells[row] >> 60) }
    if kinds & Self.unclear != 0, (bits | kinds) & (Self.texts | Self.decimal) == 0 {
      kinds |= lookCloser(cells, count, base)
    }
    if kinds & (Self.unclear | Self.small | Self.large | Self.double) != 0 { kinds |= Self.any }
    bits |= kinds & ~Self.unclear & ~1
    guard kinds > 1 else { return nil }
    for row in 0..<count where cells[row] != 0 { return JSONCell(word: cells[row]) }
    return nil
  }

  /// Joins what is known of other parts of the column.
  mutating func include(_ other: JSONTypes) {
    bits |= other.bits
  }

  /// Whether there are both numbers and what is none.
  var isMixed: Bool { bits & Self.any != 0 && bits & (Self.texts | Self.truths) != 0 }

  /// The narrowest type that every value fits without losing a digit; text when there was none.
  var type: ColumnType {
    let numbers = bits & (Self.small | Self.large | Self.double | Self.decimal)
    if bits & Self.texts != 0 || bits & Self.truths != 0 && numbers != 0 { return .text }
    if bits & Self.truths != 0 { return .boolean }
    if numbers == 0 { return .text }
    if numbers & Self.decimal != 0 { return .decimal }
    if numbers & Self.double == 0 { return .integer }
    return numbers & Self.large == 0 ? .double : .decimal
  }

  /// The kinds that numbers of more than 15 digits come to.
  private func lookCloser(
    _ cells: UnsafePointer<UInt64>,
    _ count: Int,
    _ base: JSONScan.Pointer
  ) -> UInt32 {
    var found: UInt32 = 0
    for row in 0..<count {
      let cell = JSONCell(word: cells[row])
      let start = base + cell.start
      switch cell.kind {
      case JSONKind.longInteger:
        found |= JSONScan.integer(start, cell.length) == nil ? Self.decimal : Self.large
      case JSONKind.number:
        found |= JSONScan.isExactlyDouble(start, cell.length) ? Self.double : Self.decimal
      default: continue
      }
      if found & Self.decimal != 0 { return found }
    }
    return found
  }
}
