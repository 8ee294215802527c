extension TableRenderer {
  private static let gap = 2
  private static let narrowest = 8

  func text(_ table: ReportTable) -> String {
    guard !table.columns.isEmpty else { return "" }
    let names = table.columns.map { MeasuredText(harmless: $0.name) }
    // A table may have millions of rows: each cell is looked at once, and all bytes go to one place.
    let rows = table.rows.map { $0.map { MeasuredText(harmless: $0) } }
    let widths = columnWidths(table.columns, names, rows)
    var output: [UInt8] = []
    write(names, table.columns, widths, to: &output) { _ in styler == nil ? nil : .bold }
    for row in rows {
      write(row, table.columns, widths, to: &output) { place in
        styler?(table.columns[place].name, row[place].text)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Makes the widest columns of texts narrower until a row fits; figures are never cut.
  private func columnWidths(
    _ columns: [ReportTable.Column],
    _ names: [MeasuredText],
    _ rows: [[MeasuredText]]
  ) -> [Int] {
    var widths = names.map(\.width)
    for row in rows {
      for place in 0..<min(row.count, widths.count) {
        widths[place] = max(widths[place], row[place].width)
      }
    }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
    while excess > 0 {
      let shrinkable = columns.indices.filter {
        columns[$0].alignment == .leading && widths[$0] > Self.narrowest
      }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      let next = shrinkable.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.narrowest
      let step = min(excess, max(1, widths[widest] - max(next, Self.narrowest)))
      widths[widest] -= step
      excess -= step
    }
    return widths
  }

  private func write(
    _ cells: [MeasuredText],
    _ columns: [ReportTable.Column],
    _ widths: [Int],
    to output: inout [UInt8],
    style: (Int) -> TerminalStyle?
  ) {
    let start = output.count
    var owed = 0
    for (index, column) in columns.enumerated() where index < cells.count {
      let cell = cells[index].fitted(to: widths[index])
      let padding = max(0, widths[index] - cell.width)
      let isTrailing = column.alignment == .trailing
      // Spaces are written only before a further cell, so that no line ends in spaces.
      output.append(contentsOf: repeatElement(0x20, count: owed + (isTrailing ? padding : 0)))
      output.append(contentsOf: (style(index)?.applied(to: cell.text) ?? cell.text).utf8)
      owed = (isTrailing ? 0 : padding) + Self.gap
    }
    while output.count > start, output.last == 0x20 { output.removeLast() }
    output.append(0x0A)
  }
}

/// A text that a terminal does not obey, and how many of its columns it takes.
private struct MeasuredText {
  var text: String
  var width: Int

  init(harmless text: String) {
    if let width = DisplayText.widthOfPlain(text) {
      self.text = text
      self.width = width
    } else {
      self.text = DisplayText.harmless(text)
      width = DisplayText.width(of: self.text)
    }
  }

  /// The start of the text that fits into some columns.
  func fitted(to columns: Int) -> MeasuredText {
    width > columns ? MeasuredText(harmless: DisplayText.fitted(text, to: columns)) : self
  }
}
