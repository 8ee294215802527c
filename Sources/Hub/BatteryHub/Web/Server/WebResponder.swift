import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers every request: finds its route, checks who asks, and guards the answer.
struct WebResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let site: Site
  let table: RouteTable

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    await respond(to: request)
  }

  /// Answers a request.
  func respond(to request: Request) async -> Response {
    var response: Response
    do {
      response = try await answer(request)
    } catch let problem as Problem {
      response = refuse(request, problem)
    } catch let error as HubError {
      response = refuse(request, Problem(error))
    } catch let error as any HTTPResponseError {
      response = refuse(
        request,
        Problem(error.status, "bad-request", "The request could not be read.")
      )
    } catch {
      site.logger.error(
        "a request failed",
        metadata: ["path": "\(request.uri.path)", "error": "\(error)"]
      )
      response = refuse(
        request,
        Problem(
          .internalServerError,
          "internal",
          "The hub could not answer. Its log says why; try again."
        )
      )
    }
    SecurityHeaders.apply(to: &response, isSecure: site.isSecure)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ request: Request) async throws -> Response {
    guard site.origins.allows(authority: request.head.authority) else {
      throw Problem(
        .misdirectedRequest,
        "wrong-host",
        "This hub does not answer for that host name. Use its address, or set hub.url."
      )
    }
    guard request.head.path?.hasPrefix("/") == true, !request.hasSecondHost else {
      throw Problem.badRequest("The request needs a path that begins with / and one Host.")
    }
    switch table.match(request.method, request.uri.path) {
    case .missing:
      throw Problem.notFound("There is nothing at this address.")
    case .wrongMethod(let allowed):
      var problem = Problem(
        .methodNotAllowed,
        "method-not-allowed",
        "This address does not take \(request.method.rawValue). Use \(allowed.joined(separator: ", "))."
      )
      problem.headers[.allow] = allowed.joined(separator: ", ")
      throw problem
    case .found(let route, let parameters):
      let visitor = try await admit(request, to: route)
      let visit = Visit(
        request: request,
        parameters: parameters,
        query: FormFields(request.uri.query ?? ""),
        visitor: visitor,
        now: site.hub.clock.now
      )
      return try await route.handle(visit)
    }
  }

  /// Checks who asks.
  ///
  /// A token is sent by programs on purpose; a cookie is sent by browsers on their own, also for
  /// other sites' pages, so that what changes things needs a proof of where it comes from.
  private func admit(_ request: Request, to route: Route) async throws -> Visitor? {
    if route.access == .signed { return nil }
    let authorization = request.headers[values: .authorization]
    if !authorization.isEmpty {
      guard authorization.count == 1, let token = Self.bearerToken(authorization[0]),
        let visitor = try await site.access.visitor(.token, token: token)
      else { throw Self.unauthorized("The token is not valid. Make a new one.") }
      return try check(visitor, for: route)
    }
    if !route.isSafe, !site.origins.isSameOrigin(request.head) {
      throw Problem(
        .forbidden,
        "cross-site",
        "The request does not come from a page of this hub. Programs use a token instead."
      )
    }
    guard let token = request.cookies[site.cookieName]?.value,
      let visitor = try await site.access.visitor(.session, token: token)
    else {
      if route.access == .open { return nil }
      throw Self.unauthorized("You are not signed in. Open a sign-in link, or send a token.")
    }
    return try check(visitor, for: route)
  }

  private func check(_ visitor: Visitor, for route: Route) throws(Problem) -> Visitor {
    guard case .role(let role) = route.access, visitor.role < role else { return visitor }
    throw Problem(
      .forbidden,
      "forbidden",
      "This needs the role \(role.rawValue); \(visitor.cause) is a \(visitor.role.rawValue)."
    )
  }

  private static func bearerToken(_ field: String) -> String? {
    let parts = field.split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  private static func unauthorized(_ detail: String) -> Problem {
    var problem = Problem(.unauthorized, "unauthorized", detail)
    problem.headers[.wwwAuthenticate] = "Bearer realm=\"batteries\""
    return problem
  }

  /// Tells a person by a page, and a program by a problem.
  private func refuse(_ request: Request, _ problem: Problem) -> Response {
    let path = request.uri.path
    let isProgram = path.hasPrefix("/api/") || path == "/metrics" || path == "/healthz"
    return isProgram ? problem.response : ErrorPage(problem: problem).response
  }
}

extension Request {
  /// Whether there is a `Host` beside the one that became the authority.
  fileprivate var hasSecondHost: Bool {
    headers.contains { $0.name.canonicalName == "host" }
  }
}
