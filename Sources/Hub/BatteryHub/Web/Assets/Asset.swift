import Hummingbird

/// A file that pages refer to; it is part of the program.
struct Asset: Sendable {
  /// The address, which changes with the content, so that browsers may keep it for ever.
  let path: LocalPath
  private let name: String
  private let type: String
  private let content: [UInt8]

  private init(_ name: String, type: String, _ content: String) {
    self.name = name
    self.type = type
    self.content = Array(content.utf8)
    let version = AccessToken.hash(content).prefix(12)
    path = ("/assets/\(name)" as LocalPath).with("v", String(version))
  }

  static let stylesheet = Asset("style.css", type: "text/css; charset=utf-8", Stylesheet.text)
  static let script = Asset("script.js", type: "text/javascript; charset=utf-8", Script.text)
  static let icon = Asset("icon.svg", type: "image/svg+xml", Icon.text)

  /// All files.
  static let all = [stylesheet, script, icon]

  /// The route that answers with the file.
  var route: Route {
    let content = content
    let type = type
    return Route(.get, "/assets/\(name)", .open) { _ in
      var response = Response.bytes(content, type: type)
      response.headers[.cacheControl] = "public, max-age=31536000, immutable"
      return response
    }
  }
}

extension Routes {
  var assetRoutes: [Route] { Asset.all.map(\.route) }
}
