import HTTPTypes

/// What a browser does with a file that a run made.
///
/// A page runs its own scripts in an origin that is nobody's: it has no cookies, cannot ask the hub for
/// anything as whoever looks at it, loads nothing, and sends no form.
enum ArtifactPresentation: Hashable, Sendable {
  /// Keeps it.
  case download
  /// Shows it as a page.
  case page
  /// Shows it as it is written.
  case text

  /// How a file is shown to somebody who opens it; ``download`` where that would not be safe or of
  /// use.
  init(opening name: String) {
    let name = name.lowercased()
    self =
      if [".html", ".htm"].contains(where: name.hasSuffix) {
        .page
      } else if [".txt", ".md", ".csv", ".json"].contains(where: name.hasSuffix) {
        .text
      } else {
        .download
      }
  }

  /// The type of the answer, and what keeps its content where it belongs.
  var headers: HTTPFields {
    var headers = HTTPFields()
    switch self {
    case .download:
      headers[.contentType] = "application/octet-stream"
      headers[.contentSecurityPolicy] = SecurityHeaders.sandbox
    case .page:
      headers[.contentType] = "text/html; charset=utf-8"
      headers[.contentSecurityPolicy] = SecurityHeaders.sandboxWithScripts
    case .text:
      headers[.contentType] = "text/plain; charset=utf-8"
      headers[.contentSecurityPolicy] = SecurityHeaders.sandbox
    }
    if self != .download, let name = SecurityHeaders.openerPolicy {
      // A browser shows nothing that is in a sandbox and asks for a group of its own.
      headers[name] = "unsafe-none"
    }
    return headers
  }
}
