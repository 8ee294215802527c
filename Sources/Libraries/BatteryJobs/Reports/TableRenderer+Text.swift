extension TableRenderer {
  private static let gap = "  "
  private static let narrowest = 8

  func text(_ table: ReportTable) -> String {
    guard !table.columns.isEmpty else { return "" }
    let rows = table.rows.map { $0.map(DisplayText.harmless) }
    let names = table.columns.map { DisplayText.harmless($0.name) }
    let widths = columnWidths(table.columns, rows: [names] + rows)
    var lines = [line(names, table.columns, widths) { _ in styler == nil ? nil : .bold }]
    for row in rows {
      lines.append(
        line(row, table.columns, widths) { styler?(table.columns[$0].name, row[$0]) }
      )
    }
    return lines.joined()
  }

  /// Makes the widest columns of texts narrower until a row fits; figures are never cut.
  private func columnWidths(_ columns: [ReportTable.Column], rows: [[String]]) -> [Int] {
    var widths = columns.indices.map { column in
      rows.lazy.map { $0.indices.contains(column) ? DisplayText.width(of: $0[column]) : 0 }.max()
        ?? 0
    }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
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

  private func line(
    _ cells: [String],
    _ columns: [ReportTable.Column],
    _ widths: [Int],
    style: (Int) -> TerminalStyle?
  ) -> String {
    var line = ""
    var owed = ""
    for (index, column) in columns.enumerated() where index < cells.count {
      let cell = DisplayText.fitted(cells[index], to: widths[index])
      let padding = String(
        repeating: " ",
        count: max(0, widths[index] - DisplayText.width(of: cell))
      )
      let styled = style(index)?.applied(to: cell) ?? cell
      line += owed + (column.alignment == .trailing ? padding + styled : styled)
      // Spaces are written only before a further cell, so that no line ends in spaces.
      owed = (column.alignment == .leading ? padding : "") + Self.gap
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}
