extension CSVSniffer {
  /// How many fields a delimiter makes of the rows, to tell tables from texts in which it just occurs.
  struct Pattern {
    /// How many fields the first row has.
    var header: Int
    /// How many of the other rows have so many fields.
    var others: [Int: Int]
    /// Whether most values below the first row are numbers, times or truth values.
    var isTyped: Bool
    /// Whether there are quotes around as many fields as there are rows.
    var isQuoted: Bool
    /// Whether a quote stands where none should be.
    var isFlawed: Bool

    private static let fewestRows = 3
    private static let fewestColumns = 3

    /// Whether a delimiter makes a table of the rows, rather than parts of texts.
    func isTable(dividedBy delimiter: UInt8) -> Bool {
      switch delimiter {
      case UInt8(ascii: " "), UInt8(ascii: ":"): isCertain(delimiter)
      default: isLikely
      }
    }

    /// Under one name there is one column, unless all rows are alike below a title.
    private var isLikely: Bool {
      guard let usual = others.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
        return header > 1
      }
      if header > 1 { return true }
      return others.count == 1 && usual >= Self.fewestColumns
    }

    /// Blanks are in names and sentences, and colons in times and addresses: of these a table must
    /// be seen beyond doubt.
    private func isCertain(_ delimiter: UInt8) -> Bool {
      guard header > 1, !isFlawed, others.keys.allSatisfy({ $0 == header }) else { return false }
      if isQuoted { return true }
      let rows = 1 + (others[header] ?? 0)
      return delimiter == UInt8(ascii: " ") && isTyped && rows >= Self.fewestRows
        && header >= Self.fewestColumns
    }
  }
}
