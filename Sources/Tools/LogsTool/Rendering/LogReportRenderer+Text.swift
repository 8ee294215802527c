import BatteryJobs
import BatteryTables

extension LogReportRenderer {
  /// Writes the totals, and a table with bars for each panel.
  func writeText(_ report: LogReport, to sink: inout some ByteSink) throws {
    var output = PieceBuffer()
    for (name, value) in ReportTotals(report.general, selection: selection).facts {
      let label = name + String(repeating: " ", count: max(0, 10 - name.count))
      output.append(hasColours ? TerminalStyle.dim.applied(to: label) : label)
      output.append(VisibleText.line(value, limit: Self.valueLimit))
      output.append(UInt8(ascii: "\n"))
    }
    if let emptiness = ReportTotals(report.general).emptiness { output.append("\n\(emptiness)\n") }
    for panel in report.orderedPanels {
      output.append(UInt8(ascii: "\n"))
      let heading = panel.name.heading
      output.append(hasColours ? TerminalStyle.bold.applied(to: heading) : heading)
      output.append("  \(panel.extent)\n")
      let styler = hasColours ? style(of: panel) : nil
      output.append(
        TableRenderer(.text, width: width, styler: styler).render(table(panel, of: report))
      )
      try output.drain(to: &sink)
    }
    try output.finish(to: &sink)
  }

  private static let barColumn = " "

  /// Figures stand before the value, so that they are read without looking for the end of a path.
  private func table(_ panel: LogReport.Panel, of report: LogReport) -> ReportTable {
    let isRoomy = width.map { $0 >= 100 } ?? true
    let cells = barCells(beside: panel.hasSeconds)
    let times: [any KeyPath<LogReport.Percentiles, Double> & Sendable] =
      !panel.hasSeconds ? [] : isRoomy ? [\.p50, \.p95, \.p99] : [\.p95]
    var columns: [ReportTable.Column] = ["Hits", "Share", "Visitors", "Bytes"].map {
      ReportTable.Column($0, .trailing)
    }
    columns += (isRoomy ? ["p50", "p95", "p99"] : ["p95"]).prefix(times.count)
      .map { .init($0, .trailing) }
    // A column on the right is never made narrower; the bars bring their own padding.
    if cells > 0 { columns.append(.init(Self.barColumn, .trailing)) }
    columns.append(.init(panel.name.column))
    let most = panel.items.lazy.map(\.hits).max() ?? 0
    let rows = panel.items.map { item in
      var row = [
        Figures.count(item.hits), Figures.percent(item.share), Figures.count(item.visitors),
        report.bytes(item.bytes),
      ]
      row += times.map { time in item.seconds.map { Figures.duration($0[keyPath: time]) } ?? "–" }
      if cells > 0 { row.append(Self.bar(Figures.share(item.hits, of: most), cells: cells)) }
      row.append(VisibleText.line(item.value, limit: Self.valueLimit))
      return row
    }
    return ReportTable(columns: columns, rows: rows)
  }

  /// How many columns a bar takes: none where the terminal has hardly room for the figures.
  private func barCells(beside hasSeconds: Bool) -> Int {
    switch width {
    case .some(let width) where width < (hasSeconds ? 110 : 72): 0
    case .some(let width) where width < (hasSeconds ? 140 : 110): 8
    default: 16
    }
  }

  /// A bar in eighths of a column, filled up with spaces.
  private static func bar(_ share: Double, cells: Int) -> String {
    let eighths = min(cells * 8, max(share > 0 ? 1 : 0, Int((share * Double(cells * 8)).rounded())))
    var bar = String(repeating: "█", count: eighths / 8)
    let part = eighths % 8
    if part > 0 { bar.append(["▏", "▎", "▍", "▌", "▋", "▊", "▉"][part - 1]) }
    return bar + String(repeating: " ", count: cells - (eighths + 7) / 8)
  }

  private func style(of panel: LogReport.Panel) -> TableRenderer.Styler {
    let isStatus = panel.name == .status
    return { column, cell in
      switch column {
      case Self.barColumn: .blue
      case "Share", "Bytes": .dim
      case "Status" where isStatus:
        switch cell.utf8.first {
        case UInt8(ascii: "2"): .green
        case UInt8(ascii: "3"): .cyan
        case UInt8(ascii: "4"): .yellow
        case UInt8(ascii: "5"): .red
        default: nil
        }
      default: nil
      }
    }
  }
}
