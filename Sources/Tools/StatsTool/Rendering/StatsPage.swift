import BatteryJobs

/// An answer as one page of HTML that needs nothing else, and has no script.
struct StatsPage {
  private let title: String
  private let answer: StatsAnswer

  init(_ title: String, _ answer: StatsAnswer) {
    self.title = title
    self.answer = answer
  }

  /// The page.
  var text: String {
    var html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    html += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
    html += " base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'\">\n"
    html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    html += "<meta name=\"color-scheme\" content=\"light dark\">\n"
    html += "<meta name=\"referrer\" content=\"no-referrer\">\n<title>\(HTMLText.escaped(title))"
    html += "</title>\n<style>\(StatsPageStyle.text)</style>\n</head>\n<body>\n<main>\n"
    html += "<header><h1>\(HTMLText.escaped(title))</h1></header>\n"
    if !answer.notes.isEmpty {
      html += "<section class=\"card notes\">\n<h2>Notes</h2>\n<ul>\n"
      html += answer.notes.map { "<li>\(HTMLText.escaped($0))</li>\n" }.joined()
      html += "</ul>\n</section>\n"
    }
    if !answer.drawings.isEmpty {
      html += "<div class=\"drawings\">\n"
      html += answer.drawings.map { PageDrawing($0).html }.joined()
      html += "</div>\n"
    }
    html += answer.sections.map(Self.section).joined()
    return html + "<footer>Made by Batteries.</footer>\n</main>\n</body>\n</html>\n"
  }

  private static func section(_ section: StatsAnswer.Section) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      let parts = zip(cells, section.table.columns).map { cell, column in
        let side = column.alignment == .trailing ? " class=\"n\"" : ""
        return "<\(tag)\(side)>\(HTMLText.escaped(cell))</\(tag)>"
      }
      return "<tr>\(parts.joined())</tr>\n"
    }
    return "<section class=\"card\">\n<h2>\(HTMLText.escaped(section.title))</h2>\n"
      + "<div class=\"wide\"><table>\n<thead>\n"
      + row(section.table.columns.map(\.name), "th") + "</thead>\n<tbody>\n"
      + section.table.rows.map { row($0, "td") }.joined()
      + "</tbody>\n</table></div>\n</section>\n"
  }
}

/// Texts in HTML.
enum HTMLText {
  /// A text with nothing in it that HTML would obey, nor what cannot be seen.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in DisplayText.harmless(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// The style of the page: the colours and parts of the other pages.
enum StatsPageStyle {
  static let text = """

    :root {
      color-scheme: light dark;
      --page: #f5f6f8; --card: #ffffff; --line: #e0e4ea; --soft: #eceff3; --text: #171b22;
      --muted: #59626f; --shadow: 0 1px 2px rgba(20, 26, 36, .05); --bar: #7b95ee;
      --dot: #24388f; --curve: #d83a3a;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1217; --card: #171b22; --line: #2a303a; --soft: #20262f; --text: #e6e9ee;
        --muted: #9aa4b2; --shadow: none; --bar: #5671d6; --dot: #c6d1ff; --curve: #ff8a80;
      }
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", Arial, sans-serif;
    }
    main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 40px; }
    header { margin-bottom: 20px; }
    h1 {
      margin: 0; font-size: 26px; line-height: 1.2; font-weight: 680; letter-spacing: -.015em;
      overflow-wrap: anywhere;
    }
    h2 { margin: 0 0 10px; font-size: 15px; font-weight: 650; overflow-wrap: anywhere; }
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      padding: 16px 18px; margin: 0 0 16px; box-shadow: var(--shadow); min-width: 0;
    }
    .notes ul { margin: 0; padding-left: 18px; color: var(--muted); overflow-wrap: anywhere; }
    .drawings { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 16px; }
    .card svg { display: block; width: 100%; height: auto; }
    .card svg text { font-size: 12px; fill: var(--muted); }
    .axis { stroke: var(--line); stroke-width: 1; }
    .bar { fill: var(--bar); }
    .dot { fill: var(--dot); fill-opacity: .55; }
    .curve { fill: none; stroke: var(--curve); stroke-width: 2; stroke-linejoin: round; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; min-width: 50%; }
    th {
      font-size: 12px; font-weight: 550; color: var(--muted); text-align: left;
      padding: 4px 18px 6px 0; border-bottom: 1px solid var(--line); white-space: nowrap;
    }
    td {
      padding: 5px 18px 5px 0; border-bottom: 1px solid var(--soft); white-space: nowrap;
      vertical-align: top;
    }
    .n { text-align: right; padding: 5px 0 5px 18px; }
    tr:last-child td { border-bottom: 0; }
    footer { margin-top: 12px; color: var(--muted); font-size: 13px; }
    @media (max-width: 640px) {
      main { padding: 18px 12px 32px; }
      h1 { font-size: 22px; }
      .card { padding: 14px; margin-bottom: 12px; }
      .card svg text { font-size: 15px; }
    }
    @media print { .card { break-inside: avoid; box-shadow: none; } body { background: none; } }

    """
}
