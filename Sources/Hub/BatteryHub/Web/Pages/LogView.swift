import BatteryJobs
import Foundation

/// The log of a run on its page: the latest lines, or those from some line on, or those with a text.
struct LogView: Sendable {
  /// How many lines a page shows.
  static let limit = 1000

  var run: RunRecord
  var zone: TimeZoneRules
  var lines: [StoredLine]
  /// The text that the lines contain; empty for all lines.
  var search: String
  /// The number of the line before the first one wanted; `nil` for the latest.
  var after: Int64?

  /// Whether new lines belong at the end of what is shown.
  private var follows: Bool { !run.state.isFinal && search.isEmpty && after == nil }

  /// Writes the log with its tools.
  func write(to html: inout HTMLWriter) {
    html.element("section", .class("card log"), .id("log-card")) { html in
      html.element("div", .class("head")) { html in
        html.raw("<h2>Log</h2>")
        writeTools(&html)
      }
      writeNavigation(&html)
      html.element(
        "div",
        .class("lines"),
        .id("log"),
        .of("role", "log"),
        .of("tabindex", "0"),
        .label("Output of the run"),
        .of(
          "data-follow",
          follows
            ? ("/api/v1/runs/\(run.id)/events" as LocalPath).with("format", "spans")
              .with("after", "\(lines.last?.number ?? 0)").description : nil
        )
      ) { html in
        for line in lines { write(line, to: &html) }
      }
      if lines.isEmpty {
        html.element(
          "p",
          .class("empty"),
          .id("no-log"),
          text: search.isEmpty
            ? (run.state.isFinal
              ? "The run printed nothing, or its log was removed." : "Nothing was printed yet.")
            : "No line contains this text."
        )
      }
      if follows {
        html.raw("<noscript><p class=\"empty\">Reload the page to see new lines.</p></noscript>")
      } else if lines.count == Self.limit, let last = lines.last, after != nil || !search.isEmpty {
        html.element("nav", .class("pages"), .label("Pages of the log")) { html in
          html.element(
            "a",
            .href(page.with("search", search).with("after", "\(last.number)").at("log-card")),
            text: "Later lines"
          )
        }
      }
    }
  }

  private var page: LocalPath { "/runs/\(run.id)" }

  private var found: String {
    if lines.count == 1 { return "1 line" }
    return "\(lines.count)\(lines.count == Self.limit ? " or more" : "") lines"
  }

  private func writeTools(_ html: inout HTMLWriter) {
    html.element("div", .class("tools")) { html in
      html.element("form", .of("role", "search"), .action(page), .class("filter")) { html in
        html.empty(
          .input,
          .id("filter"),
          .of("type", "search"),
          .of("name", "search"),
          .of("value", search.isEmpty ? nil : search),
          .of("placeholder", "Search the log"),
          .label("Search the log")
        )
        html.raw("<kbd aria-hidden=\"true\">/</kbd>")
      }
      if follows {
        html.raw(
          "<label class=\"follow\" hidden><input type=\"checkbox\" id=\"follow\" checked> Follow</label>"
        )
      }
      html.element(
        "a",
        .class("button"),
        .href("/api/v1/runs/\(run.id)/log.txt"),
        .flag("download"),
        text: "Download"
      )
    }
  }

  private func writeNavigation(_ html: inout HTMLWriter) {
    if !search.isEmpty || after != nil {
      html.element("p", .class("note")) { html in
        html.text(
          search.isEmpty
            ? "Lines from \((after ?? 0) + 1) on. "
            : "\(found) with “\(search)”. "
        )
        html.element("a", .href(page.at("log-card")), text: "Show the latest lines")
      }
    } else if let first = lines.first, first.number > 1 {
      html.element("p", .class("note")) { html in
        html.text("The latest \(lines.count) lines. ")
        html.element(
          "a",
          .href(page.with("after", "0").at("log-card")),
          text: "Show from the start"
        )
      }
    }
  }

  private func write(_ line: StoredLine, to html: inout HTMLWriter) {
    let text = ANSIText(line.line.bytes)
    html.element(
      "div",
      .class("line \(APIEncoder.name(line.line.source))"),
      .id("L\(line.number)")
    ) { html in
      html.element("a", .href(page.at("L\(line.number)")), text: "\(line.number)")
      html.element("time", text: TimeText.clock(line.line.time, in: zone))
      html.element("span") { html in
        for span in text.spans {
          if span.classes.isEmpty {
            html.text(span.text)
          } else {
            html.element("span", .class(span.classes), text: span.text)
          }
        }
        if text.omitted > 0 {
          html.element("em", text: " … \(text.omitted) more bytes; download the log to see them")
        }
      }
    }
  }
}
