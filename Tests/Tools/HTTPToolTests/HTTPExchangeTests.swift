import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage
import TestKit
import Testing

@testable import HTTPTool

@Suite("HTTP job against a server", .timeLimit(.minutes(5))) struct HTTPExchangeTests {
  let directory: TemporaryDirectory
  let clock = ManualTimeSource()
  private let log = EventRecorder()

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("sends the method, the headers, the secrets and the body")
  func request() async throws {
    try await LoopbackServer.run({ _, _ in .text("hello") }) { server in
      let job = HTTPJob(
        url: server.url("/path?q=1"),
        method: "POST",
        headers: ["X-A": .text("b"), "X-Key": .secret(SecretName(secret: "key"))],
        body: "the body",
        bearer: SecretName(secret: "token")
      )
      let report = try await job.run(in: context())
      #expect(report.status == 200)
      #expect(report.bytes == 5)
      #expect(report.attempts == 1)
      let seen = try #require(server.log.all.first)
      #expect(seen.method == "POST")
      #expect(seen.path == "/path?q=1")
      #expect(seen.body == "the body")
      #expect(seen.headers["x-a"] == "b")
      #expect(seen.headers["x-key"] == "key-key-key")
      #expect(seen.headers["authorization"] == "Bearer token-token")
      #expect(seen.headers["user-agent"] == "batteries")
    }
    #expect(log.lines.count == 1)
    #expect(log.lines.first?.contains("/path?…: 200 OK, ") == true)
    #expect(!log.lines.joined().contains("token"))
  }

  @Test(
    "says what an unexpected status means, shows the answer, and knows whether to come back",
    arguments: [
      (400, "invalid-input"), (401, "denied"), (403, "denied"), (404, "not-found"),
      (409, "invalid-input"), (410, "not-found"), (204, "invalid-input"), (500, "unavailable"),
      (503, "unavailable"), (408, "unavailable"), (425, "unavailable"), (429, "unavailable"),
    ]
  )
  func unexpectedStatus(_ status: Int, _ code: String) async throws {
    let words = status == 204 ? "" : "the reason\nin words"
    try await LoopbackServer.run({ _, _ in .text(words, status: .init(code: status)) }) { server in
      let job = HTTPJob(
        url: server.url("/"),
        expect: [try #require(StatusRange("200"))],
        retries: HTTPRetries(attempts: 1)
      )
      let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
      #expect(error?.code.name == code)
      #expect(error?.code.isRetryable == (code == "unavailable"))
      #expect(error?.message.contains("answered \(status).") == true)
      #expect(server.log.all.count == 1)
    }
    if !words.isEmpty { #expect(log.lines.suffix(2) == ["the reason", "in words"]) }
  }

  @Test("shows only the beginning of a long answer that was not expected")
  func longFailure() async throws {
    let words = String(repeating: "0123456789\n", count: 100_000)
    try await LoopbackServer.run({ _, _ in .text(words, status: .badRequest) }) { server in
      await #expect(throws: JobError.self) {
        try await HTTPJob(url: server.url("/")).run(in: context())
      }
    }
    #expect(log.lines.count == 21)
  }

  @Test("sends again what does no harm, and waits longer each time")
  func retries() async throws {
    try await LoopbackServer.run({ _, count in
      count < 3 ? .text("", status: .serviceUnavailable) : .text("at last")
    }) { server in
      let job = HTTPJob(url: server.url("/"), retries: HTTPRetries(attempts: 4))
      async let report = job.run(in: context())
      for seconds in [1, 2, 4] {
        await clock.waitForSleepers(1)
        #expect(server.log.all.count == [1: 1, 2: 2, 4: 3][seconds])
        clock.advance(by: .seconds(seconds))
      }
      let finished = try await report
      #expect(finished.attempts == 4)
      #expect(finished.seconds == 7)
    }
  }

  @Test("waits as long as the server asks for")
  func retryAfter() async throws {
    try await LoopbackServer.run({ _, count in
      count > 0
        ? .text("")
        : .text("", status: .tooManyRequests, headers: [.retryAfter: "30"])
    }) { server in
      async let report = HTTPJob(url: server.url("/")).run(in: context())
      await clock.waitForSleepers(1)
      clock.advance(by: .seconds(29))
      #expect(clock.sleeperCount == 1)
      clock.advance(by: .seconds(1))
      let finished = try await report
      #expect(finished.attempts == 2)
    }
  }

  @Test("gives up when the server asks for too long")
  func longRetryAfter() async throws {
    try await LoopbackServer.run({ _, _ in
      .text("", status: .serviceUnavailable, headers: [.retryAfter: "3600"])
    }) { server in
      let error = await #expect(throws: JobError.self) {
        try await HTTPJob(url: server.url("/")).run(in: context())
      }
      #expect(error?.code.name == "unavailable")
      #expect(server.log.all.count == 1)
    }
  }

  @Test("sends a POST once unless it is told otherwise")
  func post() async throws {
    try await LoopbackServer.run({ _, _ in .text("", status: .badGateway) }) { server in
      await #expect(throws: JobError.self) {
        try await HTTPJob(url: server.url("/"), method: "POST").run(in: context())
      }
      #expect(server.log.all.count == 1)
    }
  }

  // MARK: - Redirects

  @Test("follows redirects, and keeps the secrets on the same server")
  func redirects() async throws {
    try await LoopbackServer.run({ seen, _ in
      seen.path == "/end" ? .text("end") : .moved(to: "/end", status: 307)
    }) { server in
      let job = HTTPJob(
        url: server.url("/start"),
        method: "PUT",
        body: "x",
        bearer: SecretName(secret: "token")
      )
      #expect(try await job.run(in: context()).status == 200)
      let last = try #require(server.log.all.last)
      #expect(last.path == "/end")
      #expect(last.method == "PUT")
      #expect(last.body == "x")
      #expect(last.headers["authorization"] == "Bearer token-token")
    }
  }

  @Test("tells another server no secret")
  func crossOrigin() async throws {
    try await LoopbackServer.run({ _, _ in .text("other") }) { other in
      try await LoopbackServer.run({ _, _ in .moved(to: other.url("/there")) }) { server in
        let job = HTTPJob(
          url: server.url("/"),
          headers: [
            "X-Key": .secret(SecretName(secret: "key")), "Cookie": .text("c"), "X-A": .text("b"),
          ],
          bearer: SecretName(secret: "token")
        )
        #expect(try await job.run(in: context()).status == 200)
        let seen = try #require(other.log.all.first)
        #expect(seen.headers["authorization"] == nil)
        #expect(seen.headers["x-key"] == nil)
        #expect(seen.headers["cookie"] == nil)
        #expect(seen.headers["x-a"] == "b")
      }
    }
  }

  @Test("turns a POST into a GET where browsers do", arguments: [(302, "GET"), (307, "POST")])
  func redirectedPost(_ status: Int, _ method: String) async throws {
    try await LoopbackServer.run({ seen, _ in
      seen.path == "/end" ? .text("end") : .moved(to: "/end", status: status)
    }) { server in
      _ = try await HTTPJob(url: server.url("/"), method: "POST", body: "x").run(in: context())
      #expect(server.log.all.last?.method == method)
    }
  }

  @Test("gives up after five redirects")
  func redirectLoop() async throws {
    try await LoopbackServer.run({ _, _ in .moved(to: "/again") }) { server in
      let error = await #expect(throws: JobError.self) {
        try await HTTPJob(url: server.url("/")).run(in: context())
      }
      #expect(error?.code.isRetryable == false)
      #expect(server.log.all.count == 6)
    }
  }

  @Test("takes a redirect for the answer when that is what is expected")
  func expectedRedirect() async throws {
    try await LoopbackServer.run({ _, _ in .moved(to: "/again") }) { server in
      let job = HTTPJob(url: server.url("/"), expect: [try #require(StatusRange("302"))])
      #expect(try await job.run(in: context()).status == 302)
    }
  }

  // MARK: - The answer

  @Test("writes the body into a file of the run, which history keeps")
  func output() async throws {
    let text = String(repeating: "0123456789", count: 50_000)
    try await LoopbackServer.run({ _, _ in .text(text) }) { server in
      let job = HTTPJob(url: server.url("/"), output: "sub/answer.txt")
      let report = try await job.run(in: context())
      #expect(report.bytes == 500_000)
      #expect(report.output == "sub/answer.txt")
    }
    let file = directory.path.appending("sub").appending("answer.txt").string
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    #expect(log.artifacts == ["sub/answer.txt"])
  }

  @Test("takes no more than it may, and leaves no half file")
  func tooLarge() async throws {
    let text = String(repeating: "0123456789", count: 500_000)
    try await LoopbackServer.run({ _, _ in .text(text) }) { server in
      let job = HTTPJob(url: server.url("/"), output: "answer")
      let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
      #expect(error?.message.contains("more than 1.0 MiB. Raise maxBody.") == true)
      #expect(error?.code.isRetryable == false)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
    #expect(names.isEmpty)
  }

  // MARK: - No answer

  @Test("says that nobody answers at the address")
  func refused() async throws {
    try await LoopbackServer.run({ _, _ in .text("") }) { server in
      #expect(server.port > 0)
    }
    let job = HTTPJob(url: "http://127.0.0.1:1/", retries: HTTPRetries(attempts: 1))
    let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
    #expect(error?.code.name == "unavailable")
    #expect(error?.message.contains("connection refused") == true)
  }

  @Test("says that the name of a host is not known")
  func unknownHost() async {
    let job = HTTPJob(url: "http://no-such-host.invalid/", retries: HTTPRetries(attempts: 1))
    let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
    #expect(error?.code.name == "unavailable")
  }

  @Test("gives up when the timeout is over")
  func timeout() async throws {
    let gate = AsyncStream<Void>.makeStream()
    try await LoopbackServer.run({ _, _ in
      for await _ in gate.stream { break }
      return .text("late")
    }) { server in
      let job = HTTPJob(
        url: server.url("/"),
        timeout: TimeSpan(milliseconds: 50),
        retries: HTTPRetries(attempts: 1)
      )
      let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
      #expect(error?.code.name == "timed-out")
      #expect(error?.message.contains("did not answer within 50ms") == true)
      gate.continuation.finish()
    }
  }

  @Test("ends when it is cancelled")
  func cancelled() async throws {
    let gate = AsyncStream<Void>.makeStream()
    let arrived = AsyncStream<Void>.makeStream()
    try await LoopbackServer.run({ _, _ in
      arrived.continuation.yield()
      for await _ in gate.stream { break }
      return .text("late")
    }) { server in
      let context = context()
      let run = Task { try await HTTPJob(url: server.url("/")).run(in: context) }
      for await _ in arrived.stream { break }
      run.cancel()
      await #expect(throws: CancellationError.self) { try await run.value }
      gate.continuation.finish()
    }
  }

  private func context() -> JobContext {
    JobContext(
      job: "test",
      directory: directory.path,
      clock: clock,
      secrets: FixedSecrets(values: ["key": "key-key-key", "token": "token-token"]),
      sink: { [log] in log.take($0) }
    )
  }
}
