import BatteryJobs
import Foundation

/// The first page: what runs, what failed, and how every job stands.
struct DashboardPage: Sendable {
  /// A job with what its row shows.
  struct Row: Sendable {
    var status: JobStatus
    var ticks: [JobHistory.Tick]
    var statistics: JobStatistics

    init(_ status: JobStatus, _ ticks: [JobHistory.Tick]) {
      self.status = status
      self.ticks = ticks
      statistics = JobStatistics(ticks)
    }

    var name: String { status.definition.name }
  }

  var visitor: Visitor?
  var parts: PageParts
  var rows: [Row]
  /// The runs that go on, with how far they are.
  var running: [(run: RunRecord, progress: RunProgress?)]
  /// The latest failure of each job that has not succeeded since.
  var failures: [RunRecord]
  var counts: [RunState: Int]
  var problems: ConfigurationProblems?
  /// What the list of jobs is filtered by.
  var filter: String

  private var mayAct: Bool { (visitor?.role ?? .viewer) >= .operator }

  /// The page.
  var html: HTMLWriter {
    PageFrame(title: "Jobs", section: .jobs, visitor: visitor, isLive: true).html { html in
      html.raw("<h1 class=\"sr\">Jobs</h1>")
      html.element("div", .id("banner"), .flag("data-live")) { writeProblems(&$0) }
      html.element("ul", .class("tally"), .id("tally"), .flag("data-live")) { writeTally(&$0) }
      html.element("div", .id("running"), .flag("data-live")) { writeRunning(&$0) }
      html.element("div", .id("failed"), .flag("data-live")) { writeFailures(&$0) }
      writeJobs(&html)
    }
  }

  private func writeProblems(_ html: inout HTMLWriter) {
    guard let problems else { return }
    html.element("section", .class("card banner"), .of("role", "alert")) { html in
      html.raw("<h2>The configuration could not be read</h2>")
      html.raw("<p>The hub goes on with the one before it. Mend the file; it is read again.</p>")
      html.element("ul") { html in
        for problem in problems.problems {
          html.element("li") { html in html.element("code", text: problem.description) }
        }
        if problems.omitted > 0 { html.element("li", text: "… and \(problems.omitted) more.") }
      }
      if visitor?.role == .admin {
        parts.button("Read again", to: "/reload", html: &html)
      }
    }
  }

  private func writeTally(_ html: inout HTMLWriter) {
    let failing = rows.filter { $0.statistics.failuresInARow > 0 }.count
    let paused = rows.filter(\.status.isPaused).count
    let figures: [(name: String, value: Int, colour: String)] = [
      (rows.count == 1 ? "job" : "jobs", rows.count, "plain"), ("running", running.count, "run"),
      ("queued", counts[.queued] ?? 0, "wait"), ("failing", failing, "fail"),
      ("paused", paused, "skip"),
    ]
    for figure in figures {
      html.element("li", .class(figure.value == 0 ? "zero" : figure.colour)) { html in
        html.element("b", text: "\(figure.value)")
        html.element("span", text: figure.name)
      }
    }
  }

  private func writeRunning(_ html: inout HTMLWriter) {
    guard !running.isEmpty else { return }
    html.element("section", .class("card")) { html in
      html.raw("<h2>Running now</h2><ul class=\"lines\">")
      for item in running {
        html.element("li") { html in
          html.element("div", .class("what")) { html in
            html.raw("<span class=\"badge run only\"><i></i></span>")
            html.element("a", .href("/jobs/\(item.run.job)"), .class("name"), text: item.run.job)
            html.element("a", .href("/runs/\(item.run.id)"), .class("id"), text: "#\(item.run.id)")
          }
          parts.progress(item.progress, run: item.run.id, to: &html)
          html.element("div", .class("took num")) { html in
            if let start = item.run.startedAt { parts.elapsed(since: start, to: &html) }
            if let usual = rows.first(where: { $0.name == item.run.job })?.statistics.usualSeconds {
              html.element("span", .class("muted"), text: " of ~\(SpokenTime.elapsed(usual))")
            }
          }
          if mayAct {
            parts.button(
              "Stop",
              to: ("/runs/\(item.run.id)/stop" as LocalPath).with("from", "list"),
              style: "danger",
              accessibleName: "Stop run \(item.run.id) of \(item.run.job)",
              isInline: true,
              html: &html
            )
          }
        }
      }
      html.raw("</ul>")
    }
  }

  private func writeFailures(_ html: inout HTMLWriter) {
    guard !failures.isEmpty else { return }
    html.element("section", .class("card failures")) { html in
      html.raw("<h2>Failed lately</h2><ul class=\"lines\">")
      for run in failures.prefix(8) {
        html.element("li") { html in
          html.element("div", .class("what")) { html in
            html.raw("<span class=\"badge fail only\"><i></i></span>")
            html.element("a", .href("/jobs/\(run.job)"), .class("name"), text: run.job)
            html.element("a", .href("/runs/\(run.id)"), .class("id"), text: "#\(run.id)")
          }
          html.element("div", .class("reason"), text: run.reason ?? run.state.rawValue)
          html.element("div", .class("muted num")) { html in
            parts.moment(run.finishedAt ?? run.createdAt, of: run.job, to: &html)
          }
          if mayAct {
            parts.button(
              "Run again",
              to: "/jobs/\(run.job)/run",
              accessibleName: "Run \(run.job) again",
              html: &html
            )
          }
        }
      }
      html.raw("</ul>")
      if failures.count > 8 {
        html.raw("<p class=\"more\"><a href=\"/runs?state=failed\">All failed runs</a></p>")
      }
    }
  }

  private func writeJobs(_ html: inout HTMLWriter) {
    html.element("section", .class("card jobs")) { html in
      html.element("div", .class("head")) { html in
        html.raw("<h2>All jobs</h2>")
        html.element("form", .of("role", "search"), .action("/"), .class("filter")) { html in
          html.empty(
            .input,
            .id("filter"),
            .of("type", "search"),
            .of("name", "q"),
            .of("value", filter.isEmpty ? nil : filter),
            .of("placeholder", "Filter jobs"),
            .label("Filter jobs by name, schedule or state"),
            .of("aria-keyshortcuts", "/")
          )
          html.raw("<kbd aria-hidden=\"true\">/</kbd>")
        }
      }
      if rows.isEmpty {
        html.element(
          "p",
          .class("empty"),
          text: filter.isEmpty
            ? "There are no jobs yet. Add some under jobs: in the configuration."
            : "No job fits this filter."
        )
        return
      }
      html.raw(
        """
        <form method="post" id="act"></form><table class="grid list"><thead><tr>\
        <th scope="col">Job</th><th scope="col">Latest 30 runs</th><th scope="col">Last</th>\
        <th scope="col">Next</th><th scope="col"><span class="sr">Actions</span></th></tr></thead>
        """
      )
      html.element("tbody", .id("jobs"), .flag("data-live-rows")) { html in
        for row in rows { write(row, to: &html) }
      }
      html.raw("</table><p class=\"empty\" id=\"none\" hidden>No job fits this filter.</p>")
    }
  }

  private func write(_ row: Row, to html: inout HTMLWriter) {
    let job = row.status.definition
    let state = Self.state(row)
    html.element("tr", .id("job-\(row.name)"), .flag("data-row")) { html in
      html.element("td", .class("job")) { html in
        html.element("span", .class("badge only \(state.colour)"), .title(state.name)) { html in
          html.raw("<i></i><span class=\"sr\">")
          html.text(state.name)
          html.raw("</span>")
        }
        html.element("a", .class("name"), .href("/jobs/\(row.name)"), text: row.name)
        if row.status.isPaused { html.raw("<span class=\"chip\">paused</span>") }
        if !job.isEnabled { html.raw("<span class=\"chip\">off</span>") }
        if row.statistics.failuresInARow > 1 {
          html.element(
            "span",
            .class("chip fail"),
            text: "failed \(row.statistics.failuresInARow)×"
          )
        }
        html.element("small", text: Self.schedule(job))
      }
      html.element("td", .class("history")) { RunStrip(ticks: row.ticks).write(to: &$0) }
      html.element("td", .class("last")) { writeLast(row, to: &$0) }
      html.element("td", .class("next")) { html in
        if let next = row.status.nextFire, !row.status.isPaused {
          parts.moment(next, of: row.name, to: &html)
          html.element("small") { html in
            html.text(TimeText.short(next, now: parts.now, in: job.triggers.timezone))
            html.text(" \(Self.zone(job.triggers.timezone))")
          }
        } else {
          html.raw("<span class=\"muted\">–</span>")
        }
      }
      html.element("td", .class("act")) { html in
        guard mayAct else { return }
        writeButton("Run now", "/jobs/\(row.name)/run", "Run \(row.name) now", &html)
        if row.status.isPaused {
          writeButton("Resume", "/jobs/\(row.name)/resume?from=list", "Resume \(row.name)", &html)
        } else {
          writeButton("Pause", "/jobs/\(row.name)/pause?from=list", "Pause \(row.name)", &html)
        }
      }
    }
  }

  private func writeButton(
    _ label: String,
    _ path: LocalPath,
    _ name: String,
    _ html: inout HTMLWriter
  ) {
    html.element(
      "button",
      .of("form", "act"),
      .formaction(path),
      .label(name),
      .flag("data-inline", label != "Run now"),
      text: label
    )
  }

  private func writeLast(_ row: Row, to html: inout HTMLWriter) {
    guard let last = row.statistics.last, let started = last.started else {
      html.raw("<span class=\"muted\">never</span>")
      return
    }
    if let seconds = last.seconds {
      html.text(SpokenTime.elapsed(seconds))
    } else {
      parts.elapsed(since: started, to: &html)
    }
    if let usual = row.statistics.usualSeconds {
      html.element("span", .class("muted"), text: " ~\(SpokenTime.elapsed(usual))")
    }
    html.element("small") { parts.moment(last.finished ?? started, of: row.name, to: &$0) }
  }

  private static func state(_ row: Row) -> (name: String, colour: String) {
    if row.ticks.contains(where: { $0.state == .running }) { return ("running", "run") }
    if row.status.isPaused { return ("paused", "skip") }
    guard let last = row.statistics.last else { return ("never run", "none") }
    return (last.state.rawValue, StateBadge.colour(last.state, hasWarnings: last.hasWarnings))
  }

  private static func schedule(_ job: JobDefinition) -> String {
    let triggers = JobFacts.triggers(of: job)
    return triggers.isEmpty ? "only by hand" : triggers.joined(separator: " · ")
  }

  /// The last part of a zone's name: `Berlin` for `Europe/Berlin`.
  private static func zone(_ zone: TimeZoneRules) -> String {
    let name = zone.identifier.split(separator: "/").last.map(String.init) ?? zone.identifier
    return name.replacing("_", with: " ")
  }

  /// Whether a job fits a filter.
  static func fits(_ row: Row, filter: String) -> Bool {
    guard !filter.isEmpty else { return true }
    let text = "\(row.name) \(schedule(row.status.definition)) \(state(row).name)"
    return text.lowercased().contains(filter.lowercased())
  }
}
