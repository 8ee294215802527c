import HTTPTypes
import Hummingbird

/// The headers that keep a browser from doing with an answer what it is not meant for.
enum SecurityHeaders {
  /// Scripts, styles and connections only from this server, none of them inline.
  static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// For files that jobs made: no scripts, no styles, an origin of its own.
  static let sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'"

  /// For pages that jobs made and somebody opens: their own scripts and styles run, in an origin of
  /// their own that reaches nothing.
  static let sandboxWithScripts =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    + "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    + "sandbox allow-scripts"

  /// The name of the header that says which windows share a group.
  static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")

  /// Adds the headers that the answer does not have yet.
  static func apply(to response: inout Response, isSecure: Bool) {
    set(.contentSecurityPolicy, contentSecurityPolicy, in: &response)
    set(.xContentTypeOptions, "nosniff", in: &response)
    // With `no-referrer`, browsers would send `Origin: null` with our own forms.
    set(HTTPField.Name("Referrer-Policy"), "same-origin", in: &response)
    set(openerPolicy, "same-origin", in: &response)
    set(HTTPField.Name("Cross-Origin-Resource-Policy"), "same-origin", in: &response)
    set(HTTPField.Name("X-Frame-Options"), "DENY", in: &response)
    set(
      HTTPField.Name("Permissions-Policy"),
      "camera=(), geolocation=(), microphone=()",
      in: &response
    )
    set(.cacheControl, "no-store", in: &response)
    if isSecure { set(.strictTransportSecurity, "max-age=31536000", in: &response) }
  }

  private static func set(_ name: HTTPField.Name?, _ value: String, in response: inout Response) {
    guard let name, response.headers[name] == nil else { return }
    response.headers[name] = value
  }
}
