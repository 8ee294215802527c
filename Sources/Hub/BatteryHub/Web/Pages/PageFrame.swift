/// What surrounds the content of every page.
struct PageFrame: Sendable {
  /// The sections that the navigation names.
  enum Section: Sendable {
    case jobs
    case runs
    case files
    case none
  }

  var title: String
  var section = Section.none
  var visitor: Visitor?
  /// Whether the page keeps itself up to date while it is open.
  var isLive = false

  /// Writes a page around content.
  func html(_ content: (inout HTMLWriter) -> Void) -> HTMLWriter {
    var html = HTMLWriter(capacity: 65_536)
    html.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">")
    html.element("title", text: "\(title) · Batteries")
    html.empty(
      HTMLTag(void: "link"),
      .of("rel", "stylesheet"),
      .href(Asset.stylesheet.path)
    )
    html.empty(HTMLTag(void: "link"), .of("rel", "icon"), .href(Asset.icon.path))
    html.empty("script", .flag("defer"), .of("src", Asset.script.path.description))
    html.raw("</head>")
    html.element("body", .flag("data-live-page", isLive)) { html in
      html.raw("<a class=\"jump\" href=\"#main\">Skip to the content</a>")
      html.element("header", .class("top")) { writeHeader(&$0) }
      html.element("main", .id("main"), content: content)
    }
    html.raw("</html>\n")
    return html
  }

  private func writeHeader(_ html: inout HTMLWriter) {
    html.raw(
      """
      <a class="brand" href="/"><svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">\
      <path class="mark" d="M3 1h15a2 2 0 0 1 2 2v2h1.5a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1-1.5 \
      1.5H20v2a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z"/>\
      <path class="cell" d="M4 4h3v8H4zM9 4h3v8H9zM14 4h3v8h-3z"/></svg>Batteries</a>
      """
    )
    guard let visitor else { return }
    html.element("nav", .label("Sections")) { html in
      html.element(
        "a",
        .href("/"),
        .of("aria-current", section == .jobs ? "page" : nil),
        text: "Jobs"
      )
      html.element(
        "a",
        .href("/runs"),
        .of("aria-current", section == .runs ? "page" : nil),
        text: "Runs"
      )
      html.element(
        "a",
        .href("/files"),
        .of("aria-current", section == .files ? "page" : nil),
        text: "Files"
      )
    }
    if isLive {
      html.raw("<span class=\"live\" id=\"live\" hidden><i></i><span>Live</span></span>")
    }
    html.element("form", .of("method", "post"), .action("/logout"), .class("who")) { html in
      html.element("span", .class("role"), text: visitor.role.rawValue)
      html.raw("<button class=\"quiet\">Sign out</button>")
    }
  }
}
