import BatteryJobs
import Crypto
import Foundation
import HTTPTypes
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

@Suite("Webhook", .timeLimit(.minutes(5))) struct WebhookTests {
  private static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private static func sign(_ id: String, _ time: Int, _ body: String, key: Data? = nil) -> String {
    let bytes = key ?? Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? Data()
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(id).\(time).\(body)".utf8),
      using: SymmetricKey(data: bytes)
    )
    return "v1," + Data(code).base64EncodedString()
  }

  private func harness() async throws -> (WebHarness, TemporaryDirectory) {
    let directory = try TemporaryDirectory()
    let keys = ["new": Self.key, "old": "an old key of many letters\n"]
    for (name, text) in keys {
      let file = try directory.write(text, to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
    }
    let web = try await WebHarness("  plain: { probe: { key: hook-nothing } }")
    let path = directory.path
    let secrets = "{ new: { file: \(path)/new }, old: { file: \(path)/old } }"
    let text = """
      hub: { secrets: \(secrets) }
      jobs:
        deploy: { on: { webhook: { secret: [new, old] } }, probe: { key: hook-nothing } }
        plain: { probe: { key: hook-nothing } }

      """
    _ = try web.bench.directory.write(text, to: "batteries.yaml")
    #expect(await web.hub.reload() == nil)
    return (web, directory)
  }

  private func send(
    _ web: WebHarness,
    job: String = "deploy",
    id: String = "msg_1",
    time: Int? = nil,
    body: String = "{}",
    signature: String? = nil
  ) async throws -> Int {
    let time = time ?? Int(web.bench.clock.now.timeIntervalSince1970)
    return try await web.ask(
      .post,
      "/api/v1/hooks/\(job)",
      as: .nobody,
      headers: [
        "webhook-id": id, "webhook-timestamp": "\(time)",
        "webhook-signature": signature ?? Self.sign(id, time, body),
      ],
      body: Array(body.utf8)
    ).status
  }

  @Test("agrees with the example of the specification") func vector() throws {
    let signature = try #require(
      WebhookSignature(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp: "1614265330",
        signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
      )
    )
    let body = Array(#"{"test": 2432232314}"#.utf8)
    #expect(signature.isValid(body: body, keys: [Secret(Self.key.utf8)]))
    for index in body.indices {
      var changed = body
      changed[index] ^= 1
      #expect(!signature.isValid(body: changed, keys: [Secret(Self.key.utf8)]))
    }
    #expect(!signature.isValid(body: body, keys: []))
    #expect(!signature.isValid(body: body, keys: [Secret("another key".utf8)]))
  }

  @Test("starts the job by a signed message, and once only") func replay() async throws {
    let (web, keys) = try await harness()
    defer { withExtendedLifetime(keys) {} }
    #expect(try await send(web) == 202)
    let run = try await web.bench.wait(for: "deploy", .succeeded)[0]
    #expect(run.trigger == .webhook)
    #expect(run.cause == "webhook msg_1")
    #expect(try await send(web) == 409)
    #expect(try await send(web, id: "msg_2") == 202)
    await web.stop()
  }

  @Test("takes messages by the older key while keys are changed, and one good signature of several")
  func rotation() async throws {
    let (web, keys) = try await harness()
    defer { withExtendedLifetime(keys) {} }
    let time = Int(web.bench.clock.now.timeIntervalSince1970)
    let old = Self.sign("a", time, "{}", key: Data("an old key of many letters".utf8))
    #expect(try await send(web, id: "a", signature: old) == 202)
    let several = "v1,AAAA v2,zzz " + Self.sign("b", time, "{}")
    #expect(try await send(web, id: "b", signature: several) == 202)
    await web.stop()
  }

  @Test("refuses what is unsigned, altered, early, late or for another job") func refusals()
    async throws
  {
    let (web, keys) = try await harness()
    defer { withExtendedLifetime(keys) {} }
    let now = Int(web.bench.clock.now.timeIntervalSince1970)
    #expect(try await send(web, id: "c", signature: "v1,AAAA") == 401)
    #expect(try await send(web, id: "c", signature: "") == 401)
    #expect(try await send(web, id: "c", body: "{ }", signature: Self.sign("c", now, "{}")) == 401)
    #expect(try await send(web, id: "d", signature: Self.sign("c", now, "{}")) == 401)
    #expect(try await send(web, id: "c", time: now - 301) == 401)
    #expect(try await send(web, id: "c", time: now + 301) == 401)
    #expect(try await send(web, id: "c", time: now - 299) == 202)
    #expect(try await send(web, job: "plain", id: "e") == 401)
    #expect(try await send(web, job: "missing", id: "e") == 401)
    #expect(try await web.ask(.post, "/api/v1/hooks/deploy", as: .token(.admin)).status == 401)
    await web.stop()
  }

  @Test("refuses a body that is too large") func size() async throws {
    let (web, keys) = try await harness()
    defer { withExtendedLifetime(keys) {} }
    let body = String(repeating: "a", count: (1 << 20) + 1)
    #expect(try await send(web, id: "big", body: body) == 413)
    await web.stop()
  }
}
