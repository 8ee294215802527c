import Foundation
import HTTPTypes
import Testing

@testable import BatteryHub

/// Walks every route there is, so that a new one is checked without anybody thinking of it.
@Suite("Route access", .timeLimit(.minutes(5))) struct RouteAccessTests {
  /// Where a request says that it comes from.
  private static let origins: [(name: String, headers: [String: String], isOwn: Bool)] = [
    ("same-origin", ["sec-fetch-site": "same-origin"], true),
    ("typed by a person", ["sec-fetch-site": "none"], true),
    ("same-site", ["sec-fetch-site": "same-site"], false),
    ("cross-site", ["sec-fetch-site": "cross-site"], false),
    ("unknown", ["sec-fetch-site": "sideways"], false),
    ("own Origin", ["origin": "http://127.0.0.1:8800"], true),
    ("other Origin", ["origin": "http://evil.example"], false),
    ("other port", ["origin": "http://127.0.0.1:9999"], false),
    ("null Origin", ["origin": "null"], false),
    ("nothing", [:], false),
    (
      "cross-site with our Origin",
      ["sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8800"], false
    ),
  ]

  /// A path of the route to things that are not there, so that what is allowed changes nothing.
  private static func path(_ route: Route) -> String {
    route.path.replacing("{job}", with: "nothing").replacing("{run}", with: "999999")
      .replacing("{artifact}", with: "1")
  }

  private static let refusals: Set<Int> = [401, 403]

  @Test("each route serves the roles it is for, and nobody else") func roles() async throws {
    let web = try await WebHarness()
    let callers: [(WebHarness.Caller, Role?)] =
      [(.nobody, nil)] + Role.allCases.flatMap { [(.token($0), $0), (.session($0), $0)] }
    for route in web.server.routes where route.path != "/api/v1/events" {
      for (caller, role) in callers {
        let answer = try await web.ask(
          route.method,
          Self.path(route),
          as: caller,
          headers: ["sec-fetch-site": "same-origin"]
        )
        let what = "\(route.method) \(route.path) as \(caller): \(answer.status)"
        switch route.access {
        case .role(let least):
          let isAllowed = role.map { $0 >= least } ?? false
          #expect(Self.refusals.contains(answer.status) != isAllowed, "\(what)")
          if role == nil { #expect(answer.status == 401, "\(what)") }
        case .signed: #expect(answer.status == 401, "\(what)")
        case .open: #expect(answer.status != 403, "\(what)")
        }
      }
    }
    await web.stop()
  }

  @Test("what a browser is made to send by another site changes nothing") func origins()
    async throws
  {
    let web = try await WebHarness()
    for route in web.server.routes where route.access != .signed && !route.isSafe {
      for origin in Self.origins {
        let answer = try await web.ask(
          route.method,
          Self.path(route),
          as: .session(.admin),
          headers: origin.headers
        )
        #expect(
          (answer.status == 403) != origin.isOwn,
          "\(route.method) \(route.path), \(origin.name): \(answer.status)"
        )
        if !origin.isOwn { #expect(answer.text.contains("does not come from a page of this hub")) }
      }
      let program = try await web.ask(route.method, Self.path(route), as: .token(.admin))
      #expect(!Self.refusals.contains(program.status) || route.path == "/login")
    }
    await web.stop()
  }

  @Test("safe routes change nothing and are the only ones that need no proof of origin")
  func safeMethods() async throws {
    let web = try await WebHarness()
    #expect(web.server.routes.allSatisfy { [.get, .post].contains($0.method) })
    let open = web.server.routes.filter { $0.access == .open }.map { "\($0.method) \($0.path)" }
    #expect(
      open.sorted() == [
        "GET /api/v1/openapi.json", "GET /assets/icon.svg", "GET /assets/script.js",
        "GET /assets/style.css", "GET /healthz", "GET /login", "POST /login", "POST /logout",
      ]
    )
    let signed = web.server.routes.filter { $0.access == .signed }.map(\.path)
    #expect(signed == ["/api/v1/hooks/{job}"])
    await web.stop()
  }

  @Test(
    "answers only for its own names, so that DNS rebinding leads nowhere",
    arguments: [
      ("127.0.0.1:8800", 200), ("localhost:8800", 200), ("LOCALHOST", 200), ("[::1]:8800", 200),
      ("evil.example:8800", 421), ("127.0.0.1.evil.example", 421), ("192.168.1.5:8800", 421),
      ("", 421), (nil, 421),
    ] as [(String?, Int)]
  )
  func hosts(host: String?, status: Int) async throws {
    let web = try await WebHarness()
    #expect(try await web.ask(.get, "/healthz", as: .nobody, host: host).status == status)
    await web.stop()
  }

  @Test("refuses a request with two hosts, or a path that is none") func oddRequests() async throws
  {
    let web = try await WebHarness()
    let two = try await web.ask(.get, "/healthz", headers: ["host": "evil.example"])
    #expect(two.status == 400)
    #expect(try await web.ask(.get, "http://evil.example/healthz").status == 400)
    #expect(try await web.ask(.get, "*").status == 400)
    await web.stop()
  }

  @Test("off loopback, addresses are good and unknown names are not")
  func offLoopback() {
    let policy = OriginPolicy(listen: "0.0.0.0", publicURL: "https://Jobs.Example.org/hub")
    #expect(policy.allows(authority: "192.168.1.5:8800"))
    #expect(policy.allows(authority: "[fe80::1]:8800"))
    #expect(policy.allows(authority: "jobs.example.org"))
    #expect(!policy.allows(authority: "evil.example"))
    #expect(!policy.allows(authority: "1.2.3.4.evil.example"))
  }

  @Test("every answer forbids inline scripts, sniffing and framing") func headers() async throws {
    let web = try await WebHarness()
    for route in web.server.routes where route.path != "/api/v1/events" {
      let answer = try await web.ask(route.method, Self.path(route))
      let policy = answer.headers[.contentSecurityPolicy] ?? ""
      #expect(policy.hasPrefix("default-src 'none'"), "\(route.path)")
      #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
      #expect(answer.headers[.xContentTypeOptions] == "nosniff")
      if !route.path.hasPrefix("/assets/") { #expect(answer.headers[.cacheControl] == "no-store") }
    }
    await web.stop()
  }

  @Test("no page has a script, a style or a handler of its own") func inlineFree() async throws {
    let web = try await WebHarness()
    for path in ["/", "/jobs/hello", "/runs", "/missing", "/login?link=abc"] {
      let caller: WebHarness.Caller = path.hasPrefix("/login") ? .nobody : .session(.admin)
      let text = try await web.ask(.get, path, as: caller).text
      #expect(!text.contains(" style=") && !text.contains(" onclick") && !text.contains("<style"))
      #expect(text.components(separatedBy: "<script").count == 2, "\(path)")
      #expect(text.contains("<script defer src=\"/assets/script.js?v="))
    }
    await web.stop()
  }
}
