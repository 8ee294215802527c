import BatteryJobs
import Foundation

/// One job: how it is defined, how it went, what comes next, and why.
struct JobPage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  var status: JobStatus
  var explanation: JobExplanation
  /// The latest runs, newest first.
  var runs: [RunRecord]

  private var name: String { status.definition.name }
  private var mayAct: Bool { (visitor?.role ?? .viewer) >= .operator }

  /// The page.
  var html: HTMLWriter {
    let facts = JobFacts(status.definition)
    let ticks = runs.map { JobHistory.Tick($0) }
    let statistics = JobStatistics(ticks)
    return PageFrame(title: name, section: .jobs, visitor: visitor, isLive: true).html { html in
      html.raw("<nav class=\"crumbs\" aria-label=\"Path\"><a href=\"/\">Jobs</a></nav>")
      html.element("div", .class("title"), .id("title"), .flag("data-live")) { html in
        writeTitle(facts, statistics, &html)
      }
      html.element("div", .class("columns")) { html in
        html.element("div") { html in
          html.element("section", .class("card"), .id("history"), .flag("data-live")) { html in
            html.raw("<h2>Latest runs</h2>")
            RunStrip(ticks: ticks).write(to: &html)
            DurationChart(ticks: ticks, usual: statistics.usualSeconds).write(to: &html)
          }
          html.element("section", .class("card why"), .id("why"), .flag("data-live")) { html in
            writeWhy(&html)
          }
        }
        html.element("div") { html in
          html.element("section", .class("card"), .id("schedule"), .flag("data-live")) { html in
            writeSchedule(facts, &html)
          }
          html.element("section", .class("card")) { html in writeDefinition(facts, &html) }
        }
      }
      html.element("section", .class("card")) { html in
        html.element("div", .class("head")) { html in
          html.raw("<h2>Runs</h2>")
          html.element("a", .href(("/runs" as LocalPath).with("job", name)), text: "All runs")
        }
        if runs.isEmpty {
          html.raw("<p class=\"empty\">This job has not run yet.</p>")
        } else {
          parts.runTable(Array(runs.prefix(15)), showsJob: false, to: &html)
        }
      }
    }
  }

  private func writeTitle(
    _ facts: JobFacts,
    _ statistics: JobStatistics,
    _ html: inout HTMLWriter
  ) {
    html.element("div") { html in
      html.element("h1") { html in
        html.text(name)
        if status.isPaused { html.raw("<span class=\"chip\">paused</span>") }
        if !facts.isEnabled { html.raw("<span class=\"chip\">off</span>") }
        if statistics.failuresInARow > 1 {
          html.element(
            "span",
            .class("chip fail"),
            text: "failed \(statistics.failuresInARow)×"
          )
        }
      }
      if let description = facts.description {
        html.element("p", .class("lead"), text: description)
      }
    }
    guard mayAct else { return }
    html.element("div", .class("actions")) { html in
      parts.button("Run now", to: "/jobs/\(name)/run", style: "primary", html: &html)
      if status.isPaused {
        parts.button("Resume", to: "/jobs/\(name)/resume", isInline: true, html: &html)
      } else {
        parts.button("Pause", to: "/jobs/\(name)/pause", isInline: true, html: &html)
      }
    }
  }

  private func writeWhy(_ html: inout HTMLWriter) {
    html.raw("<h2>Why did this not run?</h2>")
    html.element("p", .class("answer"), text: explanation.answer)
    guard !explanation.facts.isEmpty else { return }
    html.element("ul") { html in
      for fact in explanation.facts { html.element("li", text: fact) }
    }
  }

  private func writeSchedule(_ facts: JobFacts, _ html: inout HTMLWriter) {
    html.raw("<h2>Next</h2>")
    html.element("p") { html in
      html.text(facts.triggers.isEmpty ? "Only by hand." : facts.triggers.joined(separator: " · "))
      if let schedule = facts.schedule, schedule != facts.scheduleSummary {
        html.raw(" ")
        html.element("code", text: schedule)
      }
    }
    guard !explanation.upcoming.isEmpty else { return }
    html.element("ol", .class("next")) { html in
      for date in explanation.upcoming.prefix(5) {
        html.element("li") { html in
          html.element("span", text: TimeText.full(date, in: facts.zone))
          html.raw(" ")
          parts.moment(date, of: name, to: &html)
        }
      }
    }
    html.element("p", .class("muted"), text: "Times in \(facts.zone.identifier)")
    if status.isPaused {
      html.raw("<p class=\"note\">The job is paused: these times will be recorded as skipped.</p>")
    }
  }

  private func writeDefinition(_ facts: JobFacts, _ html: inout HTMLWriter) {
    html.raw("<h2>Steps</h2>")
    html.element("ol", .class("steps")) { html in
      for step in facts.steps {
        html.element("li") { html in
          html.element("b", text: step.kind)
          if step.title != step.kind {
            html.raw(" ")
            html.element("code", text: step.title)
          }
        }
      }
    }
    html.raw("<h2>Policies</h2>")
    html.element("dl", .class("facts")) { html in
      for policy in facts.policies {
        html.element("dt", text: policy.name)
        html.element("dd", text: policy.value)
      }
    }
  }
}
