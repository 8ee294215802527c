/// The classes of statuses as a ring.
struct StatusDonut: Sendable {
  private struct Part {
    let name: StaticString
    let colour: StaticString
    let hits: Int
  }

  private let parts: [Part]
  private let total: Int
  /// How many answers were no errors.
  private let fine: Int

  /// Sorts hits by the first digit of the status; `nil` without any.
  init?(_ report: LogReport) {
    guard report.hasMostHits(.status) else { return nil }
    var hits: [Character: Int] = [:]
    for item in report.items(.status) {
      guard let digit = item.value.first else { continue }
      hits[digit, default: 0] += item.hits
    }
    let classes: [(Character, StaticString, StaticString)] = [
      ("2", "Success", "ok"), ("3", "Redirect", "run"), ("4", "Client error", "warn"),
      ("5", "Server error", "fail"), ("1", "Information", "wait"),
    ]
    parts = classes.compactMap { digit, name, colour in
      hits[digit].map { Part(name: name, colour: colour, hits: $0) }
    }.filter { $0.hits > 0 }
    total = parts.reduce(0) { $0 + $1.hits }
    fine = hits["1", default: 0] + hits["2", default: 0] + hits["3", default: 0]
    guard total > 0 else { return nil }
  }

  func write(_ html: inout Markup) {
    html.raw("<section class=\"card\">\n<h2>Answers</h2>\n<div class=\"donut\">\n")
    html.raw("<svg viewBox=\"0 0 120 120\" role=\"img\" aria-labelledby=\"answers\">")
    html.raw("<title id=\"answers\">")
    let share = Figures.percent(Figures.share(fine, of: total))
    html.text("Answers by status: \(share) are no errors.")
    html.raw("</title>\n")
    var before = 0
    for part in parts {
      html.raw("<circle class=\"s-")
      html.raw(part.colour)
      html.raw("\" cx=\"60\" cy=\"60\" r=\"48\" pathLength=\"10000\" stroke-dasharray=\"")
      // A gap between two parts shows where one ends; a part hardly there is seen all the same.
      let length = max(40, part.hits * 10_000 / total - (parts.count > 1 ? 60 : 0))
      html.number(length)
      html.raw(" 10000\" stroke-dashoffset=\"")
      html.number(-(before * 10_000 / total))
      html.raw("\"/>")
      before += part.hits
    }
    html.raw("<text x=\"60\" y=\"62\" class=\"large\">")
    html.text(share)
    html.raw("</text><text x=\"60\" y=\"78\">no error</text></svg>\n<ul>\n")
    for part in parts {
      html.raw("<li><span class=\"k s-")
      html.raw(part.colour)
      html.raw("\">")
      html.raw(part.name)
      html.raw("</span> <b>")
      html.text(Figures.percent(Figures.share(part.hits, of: total)))
      html.raw("</b> <small>")
      html.text(Figures.count(part.hits))
      html.raw("</small></li>\n")
    }
    html.raw("</ul>\n</div>\n</section>\n")
  }
}
