import BatteryJobs
import Foundation

/// The top of the files: folders, tags and saved searches.
struct FilesPage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  /// What there is; `nil` when there is no catalog.
  var overview: FileOverview?
  /// What keeps the catalog from being shown.
  var problem: String?

  /// The page.
  var html: HTMLWriter {
    PageFrame(title: "Files", section: .files, visitor: visitor).html { html in
      html.element("section", .class("card")) { html in
        html.element("div", .class("head")) { html in
          html.raw("<h1>Files</h1>")
          if let indexed = overview?.indexed {
            html.element("span", .class("muted")) { html in
              html.raw("Indexed ")
              parts.moment(indexed, of: "", to: &html)
            }
          }
        }
        if let overview {
          FileParts(parts: parts).search(FileSearchFields(), to: &html)
          write(overview, to: &html)
        } else {
          writeSetup(&html)
        }
      }
    }
  }

  private func write(_ overview: FileOverview, to html: inout HTMLWriter) {
    html.raw("<h2>Folders</h2>")
    if overview.folders.isEmpty { html.raw("<p class=\"empty\">No folder is indexed yet.</p>") }
    html.element("ul", .class("places")) { html in
      for folder in overview.folders {
        html.element("li") { html in
          html.element("a", .href("/files/\(folder.id)"), text: DisplayText.harmless(folder.name))
        }
      }
    }
    if !overview.tags.isEmpty {
      html.raw("<h2>Tags</h2>")
      html.element("p", .class("tagged")) { html in
        for tag in overview.tags {
          html.element(
            "a",
            .class("chip"),
            .href(("/files/search" as LocalPath).with("tag", tag.name))
          ) { html in
            html.text(tag.name)
            html.element("b", text: "\(tag.count)")
          }
        }
      }
    }
    if !overview.searches.isEmpty {
      html.raw("<h2>Saved searches</h2>")
      html.element("ul", .class("places")) { html in
        for name in overview.searches {
          html.element("li") { html in
            html.element(
              "a",
              .href(("/files/search" as LocalPath).with("saved", name)),
              text: name
            )
          }
        }
      }
    }
  }

  private func writeSetup(_ html: inout HTMLWriter) {
    if let problem {
      html.element("p", .class("note fail"), text: DisplayText.harmless(problem))
      return
    }
    html.raw(
      """
      <p class="empty">No job of this hub indexes files. Add one to the configuration, and its \
      folders are shown here:</p><pre>jobs:
        index-files:
          on: { every: 1h }
          files: { folders: [~/Documents], text: true }</pre>
      """
    )
  }
}
