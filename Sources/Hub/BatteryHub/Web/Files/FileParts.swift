import BatteryJobs
import Foundation

/// Pieces that the pages of files have in common.
struct FileParts: Sendable {
  static let kinds = [
    "image", "video", "audio", "document", "table", "text", "code", "archive", "font", "other",
    "directory",
  ]

  let parts: PageParts

  /// Writes a form that searches.
  func search(_ fields: FileSearchFields, to html: inout HTMLWriter) {
    html.element("form", .action("/files/search"), .class("seek"), .of("role", "search")) { html in
      html.empty(
        .input,
        .of("type", "search"),
        .of("name", "q"),
        .of("value", fields.words),
        .of("placeholder", "Words of the name"),
        .label("Words of the name"),
        .of("maxlength", "500")
      )
      html.empty(
        .input,
        .of("type", "search"),
        .of("name", "text"),
        .of("value", fields.text),
        .of("placeholder", "Words of the text"),
        .label("Words of the text"),
        .of("maxlength", "500")
      )
      html.element("select", .of("name", "kind"), .label("Kind")) { html in
        html.raw("<option value=\"\">Any kind</option>")
        for kind in Self.kinds {
          html.element("option", .flag("selected", kind == fields.kind), text: kind)
        }
      }
      for (name, value) in [("tag", fields.tag), ("saved", fields.saved)] where !value.isEmpty {
        html.empty(.input, .of("type", "hidden"), .of("name", name), .of("value", value))
      }
      html.raw("<button class=\"primary\">Find</button>")
    }
  }

  /// Writes the way to a directory or file.
  func crumbs(_ parents: [BrowsedFile], to html: inout HTMLWriter) {
    html.element("nav", .class("crumbs"), .label("Place")) { html in
      html.element("a", .href("/files"), text: "Files")
      // Of a very deep place the middle is left out.
      let isLong = parents.count > 12
      let shown = isLong ? Array(parents.prefix(3) + parents.suffix(8)) : parents
      for (number, parent) in shown.enumerated() {
        html.raw("<span> / </span>")
        if isLong, number == 3 { html.raw("<span>… / </span>") }
        html.element("a", .href("/files/\(parent.id)"), text: DisplayText.harmless(parent.name))
      }
    }
  }

  /// Writes a table of files.
  func table(_ files: [BrowsedFile], showsPlace: Bool, to html: inout HTMLWriter) {
    html.element("table", .class("grid names")) { html in
      html.raw("<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th>")
      html.raw(
        "<th scope=\"col\" class=\"num\">Size</th><th scope=\"col\">Changed</th></tr></thead>"
      )
      html.element("tbody") { html in
        for file in files { row(file, showsPlace: showsPlace, to: &html) }
      }
    }
  }

  private func row(_ file: BrowsedFile, showsPlace: Bool, to html: inout HTMLWriter) {
    html.element("tr") { html in
      html.element("td", .class("file")) { html in
        html.element("a", .href("/files/\(file.id)")) { html in
          html.text(DisplayText.harmless(file.name) + (file.isDirectory ? "/" : ""))
        }
        tags(file.tags, to: &html)
        if showsPlace { html.element("small", text: DisplayText.harmless(file.place)) }
      }
      html.element("td", .class("kind muted"), text: file.kind)
      html.element("td", .class("num size")) { html in
        if file.isDirectory {
          html.raw("<span class=\"muted\">–</span>")
        } else {
          html.text(ByteCount(bytes: file.size).description)
        }
      }
      html.element("td", .class("when")) { parts.moment(file.modified, of: "", to: &$0) }
    }
  }

  /// Writes tags, each of which finds what has it.
  func tags(_ tags: [String], to html: inout HTMLWriter) {
    for tag in tags {
      html.element(
        "a",
        .class("chip"),
        .href(("/files/search" as LocalPath).with("tag", tag)),
        text: tag
      )
    }
  }
}
