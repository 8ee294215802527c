import BatteryJobs
import Foundation
import HTTPTypes
import TestKit
import Testing

@testable import BatteryHub

@Suite("Access control", .timeLimit(.minutes(5))) struct AccessControlTests {
  private static let sameOrigin = ["sec-fetch-site": "same-origin"]

  private func token(of link: String) -> String { String(link.split(separator: "=").last ?? "") }

  private func signIn(_ web: WebHarness, _ token: String) async throws -> WebHarness.Answer {
    try await web.ask(
      .post,
      "/login",
      as: .nobody,
      headers: Self.sameOrigin,
      body: Array("link=\(token)".utf8)
    )
  }

  @Test("a link signs one browser in, once, and opening its page does not use it up")
  func link() async throws {
    let web = try await WebHarness()
    let link = try await web.access.makeLink(base: "http://127.0.0.1:8800/")
    #expect(link.hasPrefix("http://127.0.0.1:8800/login?link="))
    let path = String(link.dropFirst("http://127.0.0.1:8800".count))
    for _ in 1...2 {
      let page = try await web.ask(.get, path, as: .nobody)
      #expect(page.status == 200)
      #expect(page.text.contains("<form method=\"post\" action=\"/login\""))
    }
    let first = try await signIn(web, token(of: link))
    #expect(first.status == 303)
    #expect(first.headers[.location] == "/")
    let cookie = try #require(first.headers[.setCookie])
    #expect(cookie.hasPrefix("batteries-8800="))
    for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000"] {
      #expect(cookie.contains(part))
    }
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(try await web.ask(.get, "/", as: .nobody, headers: ["cookie": pair]).status == 200)
    #expect(try await signIn(web, token(of: link)).status == 401)
    let out = try await web.ask(
      .post,
      "/logout",
      as: .nobody,
      headers: ["cookie": pair, "sec-fetch-site": "same-origin"]
    )
    #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
    #expect(try await web.ask(.get, "/", as: .nobody, headers: ["cookie": pair]).status == 401)
    await web.stop()
  }

  @Test("a link works for 15 minutes") func linkExpires() async throws {
    let web = try await WebHarness()
    let late = token(of: try await web.access.makeLink(base: "http://localhost"))
    web.bench.clock.setWallClock(web.bench.clock.now.addingTimeInterval(901))
    #expect(try await signIn(web, late).status == 401)
    await web.stop()
  }

  @Test("a session lasts 30 days") func sessionExpires() async throws {
    let web = try await WebHarness()
    let start = web.bench.clock.now
    web.bench.clock.setWallClock(start.addingTimeInterval(30 * 86_400 - 1))
    #expect(try await web.ask(.get, "/", as: .session(.viewer)).status == 200)
    web.bench.clock.setWallClock(start.addingTimeInterval(30 * 86_400 + 1))
    #expect(try await web.ask(.get, "/", as: .session(.viewer)).status == 401)
    await web.stop()
  }

  @Test("a token works until it is revoked or expires, and has a name of its own")
  func tokens() async throws {
    let web = try await WebHarness()
    let expires = web.bench.clock.now.addingTimeInterval(60)
    let lasting = try await web.access.makeToken(name: "ci", role: .operator)
    let brief = try await web.access.makeToken(name: "brief", role: .viewer, expires: expires)
    #expect(lasting.hasPrefix("bat_") && lasting.count == 47)
    func status(_ token: String) async throws -> Int {
      try await web.ask(
        .get,
        "/api/v1/jobs",
        as: .nobody,
        headers: ["authorization": "Bearer \(token)"]
      ).status
    }
    #expect(try await status(lasting) == 200)
    #expect(try await status(brief) == 200)
    #expect(try await status(String(lasting.dropLast()) + "x") == 401)
    #expect(try await status("bat_" + String(repeating: "a", count: 5000)) == 401)
    await #expect(throws: HubError.self) {
      try await web.access.makeToken(name: "ci", role: .admin)
    }
    web.bench.clock.setWallClock(expires.addingTimeInterval(1))
    #expect(try await status(brief) == 401)
    #expect(try await web.access.revokeToken(named: "ci"))
    #expect(try await status(lasting) == 401)
    #expect(try await web.access.tokens().map(\.name).contains("ci") == false)
    await web.stop()
  }

  @Test("only hashes are stored") func hashes() async throws {
    let web = try await WebHarness()
    let token = try await web.access.makeToken(name: "secret", role: .viewer)
    let stored = try await web.access.tokens().first { $0.name == "secret" }
    #expect(stored?.hash == AccessToken.hash(token))
    #expect(stored?.hash.count == 64)
    #expect(AccessToken.hash("abc").hasPrefix("ba7816bf8f01cfea414140de5dae2223"))
    await web.stop()
  }
}
