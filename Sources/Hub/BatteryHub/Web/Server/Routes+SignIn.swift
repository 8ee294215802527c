import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out.
extension Routes {
  var signInRoutes: [Route] {
    [
      // Opening the address changes nothing, so that previews of links do not use them up.
      Route(.get, "/login", .open) { visit in
        guard let link = visit.query["link"], !link.isEmpty else {
          if visit.visitor != nil { return .seeOther("/") }
          return .html(SignInPage(link: nil, message: nil).html)
        }
        return .html(SignInPage(link: link, message: nil).html)
      },
      Route(.post, "/login", .open) { visit in
        let body = try await visit.body(
          limit: 4096,
          within: site.settings.bodyTime,
          clock: site.hub.clock
        )
        let link = FormFields(String(decoding: body, as: UTF8.self))["link"] ?? ""
        guard let session = try await site.access.openSession(link: link) else {
          let message = "This link was used already, or is older than 15 minutes."
          return .html(
            SignInPage(link: nil, message: message).html,
            status: .unauthorized
          )
        }
        var response = Response.seeOther("/")
        response.headers[.setCookie] = cookie(
          session,
          maxAge: Int(AccessControl.sessionLifetime.seconds)
        )
        return response
      },
      Route(.post, "/logout", .open) { visit in
        if let session = visit.request.cookies[site.cookieName]?.value {
          try await site.access.closeSession(session)
        }
        var response = Response.seeOther("/login")
        response.headers[.setCookie] = cookie("", maxAge: 0)
        return response
      },
    ]
  }

  private func cookie(_ value: String, maxAge: Int) -> String {
    "\(site.cookieName)=\(value); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax"
      + (site.isSecure ? "; Secure" : "")
  }
}
