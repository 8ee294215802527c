import BatteryJobs
import Foundation

/// One directory with what is in it, or one file with a preview.
struct FilePage: Sendable {
  var visitor: Visitor?
  var parts: PageParts
  var file: BrowsedFile
  var parents: [BrowsedFile]
  /// What is in a directory, from `first` on.
  var files: [BrowsedFile] = []
  var first = 0
  var limit = 0
  /// What is shown of a file; `nil` when it is not there any more.
  var preview: FilePreview?

  /// The page.
  var html: HTMLWriter {
    let name = DisplayText.harmless(file.name)
    return PageFrame(title: name, section: .files, visitor: visitor).html { html in
      let pieces = FileParts(parts: parts)
      html.element("section", .class("card")) { html in
        pieces.crumbs(parents, to: &html)
        html.element("div", .class("title")) { html in
          html.element("div") { html in
            html.element("h1") { html in
              html.text(name)
              pieces.tags(file.tags, to: &html)
            }
          }
        }
        if file.isDirectory {
          pieces.search(FileSearchFields(), to: &html)
          writeList(pieces, to: &html)
        } else {
          writeFile(to: &html)
        }
      }
    }
  }

  private func writeList(_ pieces: FileParts, to html: inout HTMLWriter) {
    if files.isEmpty {
      html.raw("<p class=\"empty\">The catalog has nothing here.</p>")
    } else {
      pieces.table(files, showsPlace: false, to: &html)
    }
    html.element("nav", .class("pages"), .label("Pages")) { html in
      let page: LocalPath = "/files/\(file.id)"
      if first > 0 {
        html.element("a", .href(page.with("from", "\(max(0, first - limit))")), text: "Before")
      }
      if files.count == limit {
        html.element("a", .href(page.with("from", "\(first + limit)")), text: "More")
      }
    }
  }

  private func writeFile(to html: inout HTMLWriter) {
    html.element("dl", .class("facts wide")) { html in
      html.raw("<div><dt>Kind</dt>")
      html.element("dd", text: file.kind)
      html.raw("</div><div><dt>Size</dt>")
      html.element("dd", text: ByteCount(bytes: file.size).description)
      html.raw("</div><div><dt>Changed</dt>")
      html.element("dd") { parts.clock(file.modified, of: "", to: &$0) }
      html.raw("</div>")
    }
    html.element("div", .class("preview")) { html in
      switch preview {
      case .image:
        html.empty(
          HTMLTag(void: "img"),
          .of("src", ("/files/\(file.id)/image" as LocalPath).description),
          .of("alt", DisplayText.harmless(file.name)),
          .of("loading", "lazy")
        )
      case .text(let text, let isWhole):
        html.element("pre", text: text)
        if !isWhole { html.raw("<p class=\"note\">This is its beginning.</p>") }
      case .some(.none): html.raw("<p class=\"empty\">There is no preview of such a file.</p>")
      case nil:
        html.raw("<p class=\"empty\">The file is not there any more, or cannot be read.</p>")
      }
    }
  }
}
