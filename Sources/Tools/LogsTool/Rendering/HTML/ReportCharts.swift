/// The drawings of the page: traffic over time, statuses, browsers and systems.
struct ReportCharts: Sendable {
  private let report: LogReport

  init(_ report: LogReport) { self.report = report }

  /// Writes what the report has the rows for.
  func write(_ html: inout Markup) {
    let time = TrafficSeries(report)
    if let days = time.days { write(days, &html) }
    html.raw("<div class=\"pair\">\n")
    if let hours = time.hours { write(hours, &html) }
    Highlights(report).write(&html)
    html.raw("</div>\n<div class=\"trio\">\n")
    StatusDonut(report)?.write(&html)
    ShareList("Browsers", report.items(.browsers), report.general)?.write(&html)
    ShareList("Systems", report.items(.systems), report.general)?.write(&html)
    html.raw("</div>\n")
  }

  private func write(_ chart: BarChart, _ html: inout Markup) {
    html.raw("<section class=\"card\">\n")
    chart.write(&html)
    html.raw("</section>\n")
  }
}
