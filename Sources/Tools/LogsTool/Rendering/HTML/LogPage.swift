import BatteryTables
import Crypto
import Foundation

/// A report as one page of HTML that needs nothing else.
///
/// The page's policy lets only this program's own style and script run, by their digests; no value
/// is ever part of a script, a style or an address.
struct LogPage: Sendable {
  let report: LogReport
  let title: String
  let subject: String?
  let selection: String?

  init(_ report: LogReport, title: String, subject: String?, selection: String? = nil) {
    self.report = report
    self.title = title
    self.subject = subject
    self.selection = selection
  }

  /// Writes the page piece by piece.
  func write(to sink: inout some ByteSink) throws {
    var html = Markup()
    writeHead(&html)
    html.raw("<body>\n<a class=\"jump\" href=\"#tables\">Skip to the tables</a>\n<main>\n")
    writeTitle(&html)
    if let emptiness = ReportTotals(report.general).emptiness {
      html.raw("<p class=\"card empty\">")
      html.text(emptiness)
      html.raw("</p>\n")
    } else {
      writeTotals(&html)
      ReportCharts(report).write(&html)
      try html.drain(to: &sink)
    }
    try writePanels(&html, to: &sink)
    html.raw("<footer>")
    html.raw("Visitors are different addresses with different user agents on different days.")
    html.raw(" Made by Batteries.</footer>\n</main>\n<script>")
    html.raw(LogPageScript.text)
    html.raw("</script>\n</body>\n</html>\n")
    try html.finish(to: &sink)
  }

  private func writeHead(_ html: inout Markup) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
    html.raw("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-")
    html.text(Self.styleDigest)
    html.raw("'; script-src 'sha256-")
    html.text(Self.scriptDigest)
    html.raw("'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
    html.raw("<meta name=\"robots\" content=\"noindex\">\n<title>")
    html.text(title)
    html.raw("</title>\n<style>")
    html.raw(LogPageStyle.text)
    html.raw("</style>\n</head>\n")
  }

  private func writeTitle(_ html: inout Markup) {
    html.raw("<header>\n<h1>")
    html.text(title)
    html.raw("</h1>\n")
    if let period = ReportTotals(report.general).period {
      html.raw("<p class=\"lead\">")
      html.text(period, limit: 200)
      html.raw("</p>\n")
    }
    if let subject {
      html.raw("<p class=\"lead\">")
      html.text(subject, limit: 500)
      html.raw("</p>\n")
    }
    if let selection {
      html.raw("<p class=\"lead chosen\"><b>Selected:</b> ")
      html.text(selection, limit: 1000)
      html.raw("</p>\n")
    }
    html.raw("</header>\n")
  }

  private func writeTotals(_ html: inout Markup) {
    html.raw("<h2 class=\"sr\">Totals</h2>\n<dl class=\"totals\">\n")
    for card in TotalCards(report, isSelection: selection != nil).cards {
      html.raw("<div class=\"card ")
      html.raw(card.colour)
      html.raw("\"><dt>")
      html.raw(card.name)
      html.raw("</dt><dd>")
      html.text(card.value)
      html.raw("</dd><dd class=\"note\">")
      html.text(card.note)
      html.raw("</dd></div>\n")
    }
    html.raw("</dl>\n")
  }

  static let styleDigest = digest(LogPageStyle.text)
  static let scriptDigest = digest(LogPageScript.text)

  private static func digest(_ text: StaticString) -> String {
    let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return Data(hash.finalize()).base64EncodedString()
  }
}
