import BatteryJobs
import Foundation

/// Pieces that several pages have in common.
struct PageParts: Sendable {
  /// When the page is made.
  let now: Date
  /// The configuration's zones.
  let encoder: APIEncoder

  /// Writes a moment as how far away it is, with the time in full for who points at it.
  func moment(_ date: Date, of job: String, to html: inout HTMLWriter) {
    let zone = encoder.zone(of: job)
    html.element(
      "time",
      .of("datetime", ISO8601.format(date, in: zone)),
      .flag("data-relative"),
      .title("\(TimeText.full(date, in: zone)) \(zone.identifier)"),
      text: SpokenTime.relative(date, to: now)
    )
  }

  /// Writes a moment as the zone's clock shows it.
  func clock(_ date: Date, of job: String, to html: inout HTMLWriter) {
    let zone = encoder.zone(of: job)
    html.element(
      "time",
      .of("datetime", ISO8601.format(date, in: zone)),
      .title("\(TimeText.full(date, in: zone)) \(zone.identifier)"),
      text: TimeText.short(date, now: now, in: zone)
    )
  }

  /// Writes how long a run has taken so far; it goes on counting in the browser.
  func elapsed(since start: Date, to html: inout HTMLWriter) {
    html.element(
      "span",
      .class("elapsed"),
      .of("data-since", "\(Int64(start.timeIntervalSince1970 * 1000))"),
      text: SpokenTime.elapsed(now.timeIntervalSince(start))
    )
  }

  /// Writes how far a run is.
  func progress(_ progress: RunProgress?, run: Int64, to html: inout HTMLWriter) {
    let share = progress.flatMap { progress in
      progress.total.map { "\(progress.done)" + " of \($0)" }
    }
    html.element("div", .class("progress"), .of("data-progress", "\(run)")) { html in
      if let progress, let total = progress.total, total > 0 {
        html.empty(
          "progress",
          .of("value", "\(min(progress.done, total))"),
          .of("max", "\(total)"),
          .label("Progress")
        )
      } else {
        html.empty("progress", .label("Progress"))
      }
      let parts = [progress?.label ?? "", share ?? ""].filter { !$0.isEmpty }
      html.element("span", text: parts.joined(separator: " · "))
    }
  }

  /// Writes a button that sends a form of its own.
  func button(
    _ label: String,
    to path: LocalPath,
    style: String = "",
    accessibleName: String? = nil,
    isInline: Bool = false,
    html: inout HTMLWriter
  ) {
    html.element("form", .of("method", "post"), .action(path)) { html in
      html.element(
        "button",
        .class(style),
        .label(accessibleName),
        .flag("data-inline", isInline),
        text: label
      )
    }
  }

  /// Writes a table of runs.
  func runTable(_ runs: [RunRecord], showsJob: Bool, to html: inout HTMLWriter) {
    html.element("table", .class("grid runs")) { html in
      html.raw("<thead><tr><th scope=\"col\">Run</th>")
      if showsJob { html.raw("<th scope=\"col\">Job</th>") }
      html.raw("<th scope=\"col\">State</th><th scope=\"col\">Trigger</th>")
      html.raw("<th scope=\"col\">When</th><th scope=\"col\" class=\"num\">Duration</th>")
      html.raw("<th scope=\"col\" class=\"wide\">Result</th></tr></thead>")
      html.element("tbody", .id("runs"), .flag("data-live-rows")) { html in
        for run in runs { row(run, showsJob: showsJob, to: &html) }
      }
    }
  }

  private func row(_ run: RunRecord, showsJob: Bool, to html: inout HTMLWriter) {
    html.element("tr", .id("run-\(run.id)")) { html in
      html.element("td", .class("id")) { html in
        html.element("a", .href("/runs/\(run.id)"), text: "#\(run.id)")
      }
      if showsJob {
        html.element("td", .class("job")) { html in
          html.element("a", .href("/jobs/\(run.job)"), text: run.job)
        }
      }
      html.element("td", .class("state")) {
        StateBadge.write(run.state, hasWarnings: run.warnings > 0, to: &$0)
      }
      html.element("td", .class("trigger muted"), text: run.trigger.rawValue)
      html.element("td", .class("when")) { html in
        clock(run.startedAt ?? run.scheduledFor ?? run.createdAt, of: run.job, to: &html)
      }
      html.element("td", .class("num took")) { html in
        if run.state == .running, let start = run.startedAt {
          elapsed(since: start, to: &html)
        } else if let seconds = run.duration(now: now), run.finishedAt != nil {
          html.text(SpokenTime.elapsed(seconds))
        } else {
          html.raw("<span class=\"muted\">–</span>")
        }
      }
      html.element("td", .class("wide result")) { html in
        html.text(run.reason ?? run.summary ?? "")
        if run.attempt > 1 {
          html.element("span", .class("muted"), text: " \(run.attempt) attempts")
        }
      }
    }
  }
}
