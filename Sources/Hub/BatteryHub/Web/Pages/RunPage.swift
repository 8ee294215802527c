import BatteryJobs
import Foundation

/// One run: what it did, how long it took, and what it printed.
struct RunPage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  var run: RunRecord
  var attempts: [AttemptRecord]
  var steps: [StepRecord]
  var artifacts: [ArtifactRecord]
  var progress: RunProgress?
  /// How long runs of the job usually take.
  var usualSeconds: Double?
  var log: LogView

  private var mayAct: Bool { (visitor?.role ?? .viewer) >= .operator }

  /// The page.
  var html: HTMLWriter {
    PageFrame(
      title: "\(run.job) #\(run.id)",
      section: .runs,
      visitor: visitor,
      isLive: !run.state.isFinal
    ).html { html in
      html.element("nav", .class("crumbs"), .label("Path")) { html in
        html.raw("<a href=\"/\">Jobs</a> / ")
        html.element("a", .href("/jobs/\(run.job)"), text: run.job)
      }
      html.element("div", .class("title"), .id("title"), .flag("data-live")) { writeTitle(&$0) }
      html.element("div", .id("facts"), .flag("data-live")) { html in
        writeFacts(&html)
        writeAttempts(&html)
        writeSteps(&html)
        writeArtifacts(&html)
      }
      log.write(to: &html)
    }
  }

  private func writeTitle(_ html: inout HTMLWriter) {
    html.element("div") { html in
      html.element("h1") { html in
        html.text(run.job)
        html.element("span", .class("id"), text: " #\(run.id) ")
        StateBadge.write(run.state, hasWarnings: run.warnings > 0, to: &html)
      }
      if let text = run.reason ?? run.summary {
        html.element("p", .class("lead"), text: text)
      }
    }
    guard mayAct else { return }
    html.element("div", .class("actions")) { html in
      if run.state.isFinal {
        parts.button("Run again", to: "/jobs/\(run.job)/run", style: "primary", html: &html)
      } else {
        parts.button("Stop", to: "/runs/\(run.id)/stop", style: "danger", html: &html)
      }
    }
  }

  private func writeFacts(_ html: inout HTMLWriter) {
    html.element("section", .class("card")) { html in
      html.raw("<h2 class=\"sr\">Facts</h2>")
      if run.state == .running { parts.progress(progress, run: run.id, to: &html) }
      html.element("dl", .class("facts wide")) { html in
        fact("Trigger", &html) { html in
          html.text(run.trigger.rawValue)
          if let cause = run.cause {
            html.element("span", .class("muted"), text: " by \(cause)")
          }
        }
        if let slot = run.scheduledFor {
          fact("Scheduled for", &html) { html in
            parts.clock(slot, of: run.job, to: &html)
            if let end = run.scheduledUntil {
              html.text(" to ")
              parts.clock(end, of: run.job, to: &html)
            }
          }
        }
        fact("Queued", &html) { parts.clock(run.createdAt, of: run.job, to: &$0) }
        if let started = run.startedAt {
          fact("Started", &html) { html in
            parts.clock(started, of: run.job, to: &html)
            let wait = started.timeIntervalSince(run.scheduledFor ?? run.createdAt)
            if wait >= 1 {
              html.element("span", .class("muted"), text: " after \(SpokenTime.elapsed(wait))")
            }
          }
        }
        if let finished = run.finishedAt {
          fact("Finished", &html) { parts.clock(finished, of: run.job, to: &$0) }
        }
        if let started = run.startedAt {
          fact("Duration", &html) { html in
            if let finished = run.finishedAt {
              html.text(SpokenTime.elapsed(finished.timeIntervalSince(started)))
            } else {
              parts.elapsed(since: started, to: &html)
            }
            if let usualSeconds {
              html.element(
                "span",
                .class("muted"),
                text: " · usual \(SpokenTime.elapsed(usualSeconds))"
              )
            }
          }
        }
        if let status = run.exitStatus {
          fact("Exit status", &html) { $0.text("\(status)") }
        }
      }
    }
  }

  private func fact(
    _ name: StaticString,
    _ html: inout HTMLWriter,
    _ content: (inout HTMLWriter) -> Void
  ) {
    html.element("div") { html in
      html.raw("<dt>")
      html.raw(name)
      html.raw("</dt>")
      html.element("dd", content: content)
    }
  }

  private func writeAttempts(_ html: inout HTMLWriter) {
    guard attempts.count > 1 else { return }
    html.element("section", .class("card")) { html in
      html.raw("<h2>Attempts</h2><ol class=\"lines attempts\">")
      for attempt in attempts {
        html.element("li") { html in
          html.element("div", .class("what")) { html in
            html.element("span", .class("id"), text: "\(attempt.number)")
            StateBadge.write(attempt.state, to: &html)
          }
          html.element("div", .class("reason"), text: attempt.reason ?? "")
          html.element("div", .class("muted num")) { html in
            parts.clock(attempt.startedAt, of: run.job, to: &html)
            if let finished = attempt.finishedAt {
              html.text(
                " · \(SpokenTime.elapsed(finished.timeIntervalSince(attempt.startedAt)))"
              )
            }
          }
        }
      }
      html.raw("</ol>")
    }
  }

  private func writeSteps(_ html: inout HTMLWriter) {
    let latest = steps.map(\.attempt).max() ?? 0
    let shown = steps.filter { $0.attempt == latest }
    guard !shown.isEmpty else { return }
    html.element("section", .class("card")) { html in
      html.element("h2", text: shown.count == 1 ? "Step" : "Steps")
      html.raw("<ol class=\"lines steps\">")
      for step in shown { html.element("li") { write(step, to: &$0) } }
      html.raw("</ol>")
    }
  }

  private func write(_ step: StepRecord, to html: inout HTMLWriter) {
    html.element("div", .class("what")) { html in
      StateBadge.write(step.state, hasWarnings: !step.warnings.isEmpty, to: &html)
      html.element("b", text: step.kind)
      if step.title != step.kind { html.element("code", text: step.title) }
    }
    html.element("div", .class("reason"), text: step.summary ?? "")
    html.element("div", .class("muted num")) { html in
      guard let started = step.startedAt else { return }
      if let finished = step.finishedAt {
        html.text(SpokenTime.elapsed(finished.timeIntervalSince(started)))
      } else {
        parts.elapsed(since: started, to: &html)
      }
    }
    if !step.warnings.isEmpty {
      html.element("ul", .class("warnings")) { html in
        for warning in step.warnings.prefix(50) { html.element("li", text: warning) }
      }
    }
    if let table = step.table, !table.rows.isEmpty { write(table, to: &html) }
  }

  private func write(_ table: ReportTable, to html: inout HTMLWriter) {
    html.element(
      "div",
      .class("scroll"),
      .of("tabindex", "0"),
      .of("role", "region"),
      .label("Report")
    ) {
      html in
      html.element("table", .class("report")) { html in
        html.raw("<thead><tr>")
        for column in table.columns {
          html.element(
            "th",
            .of("scope", "col"),
            .of("class", column.alignment == .trailing ? "num" : nil),
            text: column.name
          )
        }
        html.raw("</tr></thead><tbody>")
        for row in table.rows.prefix(200) {
          html.element("tr") { html in
            for (column, cell) in zip(table.columns, row) {
              html.element(
                "td",
                .of("class", column.alignment == .trailing ? "num" : nil),
                text: cell
              )
            }
          }
        }
        html.raw("</tbody>")
      }
    }
    if table.rows.count > 200 {
      html.element("p", .class("muted"), text: "\(table.rows.count - 200) further rows")
    }
  }

  private func writeArtifacts(_ html: inout HTMLWriter) {
    guard !artifacts.isEmpty else { return }
    html.element("section", .class("card")) { html in
      html.raw("<h2>Files</h2><ul class=\"files\">")
      for artifact in artifacts {
        html.element("li") { html in
          html.element(
            "a",
            .href("/api/v1/runs/\(run.id)/artifacts/\(artifact.id)"),
            .flag("download"),
            text: artifact.name
          )
          html.element("span", .class("muted"), text: " \(Self.size(artifact.size))")
          if ArtifactPresentation(opening: artifact.name) != .download {
            html.raw(" ")
            html.element(
              "a",
              .href("/runs/\(run.id)/artifacts/\(artifact.id)"),
              .of("target", "_blank"),
              .of("rel", "noopener"),
              .label("Open \(artifact.name)"),
              text: "Open"
            )
          }
        }
      }
      html.raw("</ul>")
    }
  }

  private static func size(_ bytes: Int64) -> String {
    var value = Double(bytes)
    for unit in ["bytes", "kB", "MB", "GB"] {
      if value < 1000 {
        return unit == "bytes" ? "\(bytes) bytes" : "\((value * 10).rounded() / 10) \(unit)"
      }
      value /= 1000
    }
    return "\((value * 10).rounded() / 10) TB"
  }
}
