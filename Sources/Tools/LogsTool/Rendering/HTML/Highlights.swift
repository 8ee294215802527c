/// What stands out in a report, in words.
struct Highlights: Sendable {
  private struct Fact {
    let name: StaticString
    let value: String
    let note: String
    /// Whether the value is from the log, and not words of this program.
    var isQuoted = true
  }

  private let report: LogReport

  init(_ report: LogReport) { self.report = report }

  func write(_ html: inout Markup) {
    let facts = self.facts
    guard !facts.isEmpty else { return }
    html.raw("<section class=\"card\">\n<h2>At a glance</h2>\n<dl class=\"glance\">\n")
    for fact in facts {
      html.raw("<div><dt>")
      html.raw(fact.name)
      html.raw("</dt><dd>")
      if fact.isQuoted {
        html.raw("<code>")
        html.value(fact.value, limit: 80)
        html.raw("</code>")
      } else {
        html.text(fact.value, limit: 80)
      }
      html.raw(" <small>")
      html.text(fact.note)
      html.raw("</small></dd></div>\n")
    }
    html.raw("</dl>\n</section>\n")
  }

  private var facts: [Fact] {
    [
      busiestDay, busiestHour, mostRequested, mostSent, mostMissing, slowest, referrer, crawler,
      crawlers,
    ]
    .compactMap(\.self)
  }

  private var busiestDay: Fact? {
    let days = report.items(.days)
    guard days.count > 1, let day = days.max(by: { $0.hits < $1.hits }) else { return nil }
    let name = LogDay(day.value)?.full ?? day.value
    return Fact(name: "Busiest day", value: name, note: hits(day), isQuoted: false)
  }

  private var busiestHour: Fact? {
    let hours = report.items(.hours)
    guard hours.count > 1, let hour = hours.max(by: { $0.hits < $1.hits }) else { return nil }
    let name = hour.value.utf8.count == 2 ? "\(hour.value):00–\(hour.value):59" : hour.value
    return Fact(name: "Busiest hour", value: name, note: hits(hour), isQuoted: false)
  }

  private var mostRequested: Fact? {
    report.items(.requests).max { $0.hits < $1.hits }.map {
      Fact(name: "Most requested", value: $0.value, note: hits($0))
    }
  }

  private var mostSent: Fact? {
    guard let item = report.items(.requests).max(by: { $0.bytes < $1.bytes }), item.bytes > 0 else {
      return nil
    }
    let share = Figures.percent(Figures.share(item.bytes, of: report.general.bytes))
    let note = "\(Figures.bytes(item.bytes)), \(share) of all bytes"
    return Fact(name: "Most bytes", value: item.value, note: note)
  }

  private var mostMissing: Fact? {
    report.items(.notFound).max { $0.hits < $1.hits }.map {
      Fact(name: "Most often missing", value: $0.value, note: hits($0))
    }
  }

  /// Rare requests say little about how fast a server is.
  private var slowest: Fact? {
    let floor = report.general.parsed / 1000
    let timed = report.items(.requests).filter { $0.hits >= floor }
      .compactMap { item in item.seconds.map { (item.value, $0.p95) } }
    guard let slowest = timed.max(by: { $0.1 < $1.1 }) else { return nil }
    let note = "95% within \(Figures.duration(slowest.1))"
    return Fact(name: "Slowest path", value: slowest.0, note: note)
  }

  private var referrer: Fact? {
    report.items(.referrers).filter { !["", "-"].contains($0.value) }.max { $0.hits < $1.hits }
      .map { Fact(name: "Top referrer", value: $0.value, note: hits($0)) }
  }

  private var crawler: Fact? {
    report.items(.crawlers).max { $0.hits < $1.hits }.map {
      Fact(name: "Busiest crawler", value: $0.value, note: hits($0))
    }
  }

  private var crawlers: Fact? {
    let crawlers = report.items(.crawlers)
    guard crawlers.count > 1 else { return nil }
    let sum = crawlers.reduce(0) { $0 + $1.hits }
    let share = Figures.percent(Figures.share(sum, of: report.general.parsed))
    return Fact(
      name: "All crawlers",
      value: "\(share) of hits",
      note: "\(Figures.count(sum)) hits",
      isQuoted: false
    )
  }

  private func hits(_ item: LogReport.Item) -> String {
    "\(Figures.count(item.hits)) hits, \(Figures.percent(item.share))"
  }
}
