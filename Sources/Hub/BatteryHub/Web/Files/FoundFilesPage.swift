import BatteryJobs

/// What a search found.
struct FoundFilesPage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  var fields: FileSearchFields
  var files: [BrowsedFile]
  /// How many are shown at most.
  var limit: Int
  /// Why the search cannot be made.
  var problem: String?

  /// The page.
  var html: HTMLWriter {
    PageFrame(title: "Find files", section: .files, visitor: visitor).html { html in
      let pieces = FileParts(parts: parts)
      html.element("section", .class("card")) { html in
        pieces.crumbs([], to: &html)
        html.element("div", .class("head")) { html in
          html.element("h1", text: title)
        }
        pieces.search(fields, to: &html)
        if let problem {
          html.element("p", .class("note fail"), text: DisplayText.harmless(problem))
        } else if files.isEmpty {
          html.raw("<p class=\"empty\">No file fits.</p>")
        } else {
          html.element("p", .class("note"), text: count)
          pieces.table(files, showsPlace: true, to: &html)
        }
      }
    }
  }

  private var title: String {
    if !fields.tag.isEmpty { return "Tagged \(fields.tag)" }
    return fields.saved.isEmpty ? "Find files" : fields.saved
  }

  private var count: String {
    if files.count >= limit { return "The first \(limit) files. Add a word to see fewer." }
    return files.count == 1 ? "1 file" : "\(files.count) files"
  }
}
