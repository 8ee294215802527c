import BatteryTables

extension LogReportRenderer {
  /// How many bytes of a value Markdown and text show.
  static let valueLimit = 240

  /// Writes headings and tables of GitHub-flavoured Markdown.
  func writeMarkdown(_ report: LogReport, to sink: inout some ByteSink) throws {
    var output = PieceBuffer()
    output.append(literal: "# ")
    appendCell(title, to: &output)
    output.append(literal: "\n\n")
    if let subject {
      appendCell(subject, to: &output)
      output.append(literal: "\n\n")
    }
    if let selection {
      output.append(literal: "Selected: ")
      appendCell(selection, to: &output)
      output.append(literal: "\n\n")
    }
    appendTotals(report.general, to: &output)
    if let emptiness = ReportTotals(report.general).emptiness { output.append("\n\(emptiness)\n") }
    for panel in report.orderedPanels {
      output.append("\n## \(panel.name.heading)\n\n")
      if panel.items.count < panel.distinct { output.append("\(panel.extent)\n\n") }
      output.append("| \(panel.name.column) | Hits | Share | Visitors | Bytes |")
      output.append(panel.hasSeconds ? " p50 | p95 | p99 |\n" : "\n")
      output.append(literal: "| --- | ---: | ---: | ---: | ---: |")
      output.append(panel.hasSeconds ? " ---: | ---: | ---: |\n" : "\n")
      for item in panel.items {
        append(item, of: report, hasSeconds: panel.hasSeconds, to: &output)
        try output.drain(to: &sink)
      }
    }
    try output.finish(to: &sink)
  }

  private func appendTotals(_ general: LogReport.General, to output: inout PieceBuffer) {
    output.append(literal: "| Total | |\n| --- | ---: |\n")
    for (name, value) in ReportTotals(general).facts {
      output.append("| \(name) | ")
      appendCell(value, to: &output)
      output.append(literal: " |\n")
    }
  }

  private func append(
    _ item: LogReport.Item,
    of report: LogReport,
    hasSeconds: Bool,
    to output: inout PieceBuffer
  ) {
    output.append(literal: "| ")
    appendCell(item.value, to: &output)
    output.append(" | \(Figures.count(item.hits)) | \(Figures.percent(item.share)) | ")
    output.append("\(Figures.count(item.visitors)) | \(report.bytes(item.bytes)) |")
    if hasSeconds {
      for time in [item.seconds?.p50, item.seconds?.p95, item.seconds?.p99] {
        output.append(" \(time.map(Figures.duration) ?? "–") |")
      }
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// Adds a text in which nothing is markup, a link or a mention of somebody.
  private func appendCell(_ text: String, to output: inout PieceBuffer) {
    let visible = VisibleText(text, limit: Self.valueLimit)
    // What the last characters were: `://` and `www.` would become links by themselves.
    var previous: Unicode.Scalar = " "
    var ws = 0
    for piece in visible {
      guard case .plain(let scalar) = piece else {
        if case .hidden(let hidden) = piece {
          output.append(VisibleText.picture(of: hidden).replacing("<", with: "&lt;"))
        }
        continue
      }
      switch scalar {
      case "&": output.append(literal: "&amp;")
      case "<": output.append(literal: "&lt;")
      case ">": output.append(literal: "&gt;")
      case "@": output.append(literal: "&#64;")
      case "#": output.append(literal: "&#35;")
      case "/" where previous == ":": output.append(literal: "&#47;")
      case "." where ws >= 3: output.append(literal: "&#46;")
      case "|", "\\", "`", "*", "_", "[", "]", "~", "$", "!":
        output.append(UInt8(ascii: "\\"))
        output.append(scalar)
      default: output.append(scalar)
      }
      previous = scalar
      ws = scalar == "w" || scalar == "W" ? ws + 1 : 0
    }
    if visible.isCut { output.append(literal: "…") }
  }
}
