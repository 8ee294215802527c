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
    html += notes
    let cards = cards
    html += "<div class=\"\(cards.isEven ? "even" : "uneven")\">\n\(cards.html.joined())"
    return html + "</div>\n<footer>Made by Batteries.</footer>\n</main>\n</body>\n</html>\n"
  }

  /// The tables and drawings in their order, and whether two beside each other are of one size.
  private var cards: (html: [String], isEven: Bool) {
    let tables = answer.sections.map(Self.section)
    let drawings = answer.drawings.map { PageDrawing($0).html }
    // A histogram is the answer; another drawing goes with its table, or with the main one.
    if answer.drawings.contains(where: { if case .histogram = $0 { true } else { false } }) {
      return (drawings + tables, true)
    }
    if tables.count == drawings.count {
      return (zip(tables, drawings).flatMap { [$0, $1] }, true)
    }
    return (tables.prefix(1) + drawings + tables.dropFirst(), false)
  }

  /// The notes; many of them are folded.
  private var notes: String {
    guard !answer.notes.isEmpty else { return "" }
    let items = answer.notes.map { "<li>\(HTMLText.escaped($0))</li>\n" }.joined()
    let list = "<ul class=\"notes\">\n\(items)</ul>\n"
    guard answer.notes.count > Self.mostNotes else { return list }
    return "<details>\n<summary>\(answer.notes.count) notes</summary>\n\(list)</details>\n"
  }

  private static let mostNotes = 6
  /// A table of more columns has the width of the page.
  private static let mostNarrow = 5

  private static func section(_ section: StatsAnswer.Section) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      let parts = zip(cells, section.table.columns).map { cell, column in
        let side = column.alignment == .trailing ? " class=\"n\"" : ""
        return "<\(tag)\(side)>\(HTMLText.escaped(cell))</\(tag)>"
      }
      return "<tr>\(parts.joined())</tr>\n"
    }
    let isWide = section.table.columns.count > mostNarrow
    guard !section.table.rows.isEmpty else {
      return "<section class=\"card\">\n<h2>\(HTMLText.escaped(section.title))</h2>\n"
        + "<p class=\"none\">None.</p>\n</section>\n"
    }
    return "<section class=\"card\(isWide ? " full" : "")\">\n"
      + "<h2>\(HTMLText.escaped(section.title))</h2>\n"
      + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\""
      + "\(HTMLText.escaped(section.title))\"><table>\n<thead>\n"
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
      --dot: #24388f; --curve: #d83a3a; --shade: rgba(20, 26, 36, .16);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1217; --card: #171b22; --line: #2a303a; --soft: #20262f; --text: #e6e9ee;
        --muted: #9aa4b2; --shadow: none; --bar: #5671d6; --dot: #c6d1ff; --curve: #ff8a80; --shade: rgba(0, 0, 0, .5);
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
    .notes { margin: 0 0 16px; padding-left: 18px; color: var(--muted); overflow-wrap: anywhere; }
    .none { margin: 0; color: var(--muted); }
    details { margin: 0 0 16px; color: var(--muted); }
    summary { cursor: pointer; }
    details .notes { margin: 8px 0 0; }
    .even {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr));
      gap: 0 16px; align-items: start;
    }
    .uneven { columns: 2 440px; column-gap: 16px; }
    .uneven .card { break-inside: avoid; }
    .full { grid-column: 1 / -1; column-span: all; }
    .plot svg { display: block; width: 100%; max-width: 580px; height: auto; margin: 0 auto; }
    .plot svg text { font-size: 10.5px; fill: var(--muted); font-variant-numeric: tabular-nums; }
    .axis { stroke: var(--line); stroke-width: 1; }
    .bar { fill: var(--bar); }
    .dot { fill: var(--dot); fill-opacity: .55; }
    .curve { fill: none; stroke: var(--curve); stroke-width: 1.6; stroke-linejoin: round; }
    .wide {
      overflow-x: auto;
      background:
        linear-gradient(to left, var(--card) 35%, transparent) right / 40px 100% no-repeat local,
        linear-gradient(to left, var(--shade), transparent) right / 14px 100% no-repeat;
    }
    table { border-collapse: separate; border-spacing: 0; min-width: min(100%, 360px); font-variant-numeric: tabular-nums; }
    th {
      font-size: 12px; font-weight: 550; color: var(--muted); text-align: left;
      border-bottom: 1px solid var(--line);
    }
    td { border-bottom: 1px solid var(--soft); vertical-align: top; }
    th, td { padding: 5px 0 5px 20px; white-space: nowrap; }
    th:first-child, td:first-child {
      padding-left: 0; padding-right: 4px; position: sticky; left: 0; background: var(--card);
    }
    .n { text-align: right; }
    tr:last-child td { border-bottom: 0; }
    footer { margin-top: 12px; color: var(--muted); font-size: 13px; }
    @media (max-width: 640px) {
      main { padding: 18px 12px 32px; }
      h1 { font-size: 22px; }
      .card { padding: 14px; margin-bottom: 12px; }
      .plot svg text { font-size: 13.5px; }
      th, td { padding-left: 14px; }
      td { font-size: 13px; }
      th:first-child, td:first-child {
        white-space: normal; overflow-wrap: break-word; max-width: 38vw;
      }
    }
    @media print { .card { break-inside: avoid; box-shadow: none; } body { background: none; } }

    """
}
