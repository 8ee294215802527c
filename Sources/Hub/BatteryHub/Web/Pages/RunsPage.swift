import Foundation

/// All runs, filtered by job and state, page by page.
struct RunsPage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  var runs: [RunRecord]
  var jobs: [String]
  var filter: RunFilter

  /// The page.
  var html: HTMLWriter {
    // A page of older runs does not change any more.
    let isLive = filter.before == nil
    return PageFrame(title: "Runs", section: .runs, visitor: visitor, isLive: isLive).html { html in
      html.element("section", .class("card")) { html in
        html.element("div", .class("head")) { html in
          html.raw("<h1>Runs</h1>")
          writeFilter(&html)
        }
        if runs.isEmpty {
          html.raw("<p class=\"empty\">No run fits.</p>")
        } else {
          parts.runTable(runs, showsJob: true, to: &html)
        }
        html.element("nav", .class("pages"), .label("Pages")) { html in
          if filter.before != nil { html.element("a", .href(page), text: "Newest") }
          if runs.count == filter.limit, let last = runs.last {
            html.element("a", .href(page.with("before", "\(last.id)")), text: "Older")
          }
        }
      }
    }
  }

  private var page: LocalPath {
    ("/runs" as LocalPath).with("job", filter.job).with("state", filter.states.first?.rawValue)
  }

  private func writeFilter(_ html: inout HTMLWriter) {
    html.element("form", .action("/runs"), .class("filter")) { html in
      html.element("select", .of("name", "job"), .label("Job")) { html in
        html.raw("<option value=\"\">All jobs</option>")
        let gone = filter.job.map { jobs.contains($0) ? [] : [$0] } ?? []
        for job in jobs + gone {
          html.element(
            "option",
            .of("value", job),
            .flag("selected", job == filter.job),
            text: job
          )
        }
      }
      html.element("select", .of("name", "state"), .label("State")) { html in
        html.raw("<option value=\"\">All states</option>")
        for state in RunState.allCases {
          html.element(
            "option",
            .of("value", state.rawValue),
            .flag("selected", filter.states.contains(state)),
            text: state.rawValue
          )
        }
      }
      html.raw("<button>Show</button>")
    }
  }
}
