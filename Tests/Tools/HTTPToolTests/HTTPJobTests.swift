import BatteryJobs
import Foundation
import TestKit
import Testing

@testable import HTTPTool

@Suite("HTTP job configuration") struct HTTPJobTests {
  @Test("reads the address alone and the long form")
  func decoding() throws {
    let short = try JSONDecoder().decode(HTTPJob.self, from: Data(#""https://a.example""#.utf8))
    #expect(short.url == "https://a.example")
    #expect(short.expect == HTTPJob.success)
    let long = """
      {"url": "https://a.example", "method": "POST", "body": "x", "bearer": {"secret": "s"},
      "headers": {"A": "b", "K": {"secret": "k"}}, "expect": [200, "3xx", "410-411"],
      "timeout": "5s", "retries": {"attempts": 2}, "maxBody": "10kB", "output": "a.json"}
      """
    let job = try JSONDecoder().decode(HTTPJob.self, from: Data(long.utf8))
    #expect(job.headers["K"] == .secret(SecretName(secret: "k")))
    #expect(job.expect.map(\.description) == ["200", "3xx", "410-411"])
    #expect(job.retries == HTTPRetries(attempts: 2, backoff: .seconds(1)))
    let again = try JSONDecoder().decode(HTTPJob.self, from: JSONEncoder().encode(job))
    #expect(again.headers == job.headers)
    #expect(again.expect == job.expect)
  }

  @Test("takes one status without a list", arguments: ["201", "\"201\"", "[201]", "[\"201-201\"]"])
  func singleStatus(_ text: String) throws {
    let json = #"{"url": "https://a.example", "expect": \#(text)}"#
    let job = try JSONDecoder().decode(HTTPJob.self, from: Data(json.utf8))
    #expect(job.expect.map(\.range) == [201...201])
  }

  @Test(
    "refuses what is no status",
    arguments: ["", "2x", "0xx", "6xx", "99", "600", "300-200", "a"]
  )
  func noStatus(_ text: String) {
    #expect(StatusRange(text) == nil)
  }

  @Test("has exactly the keys of the schema")
  func schema() throws {
    let job = HTTPJob(
      url: "https://a.example",
      headers: ["A": .text("b")],
      body: "x",
      bearer: SecretName(secret: "s"),
      retries: HTTPRetries(attempts: 2),
      output: "a"
    )
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(job))
    let keys = try #require(object as? [String: Any]).keys
    #expect(Set(keys) == Set(HTTPJob.schema.fields.map(\.name)))
  }

  @Test(
    "says which field is wrong",
    arguments: [
      (HTTPJob(url: ""), "url"), (HTTPJob(url: "ftp://a.example"), "url"),
      (HTTPJob(url: "example.org"), "url"), (HTTPJob(url: "https://"), "url"),
      (HTTPJob(url: "https://me:pw@a.example"), "url"),
      (HTTPJob(url: "https://a.example", method: "get"), "method"),
      (HTTPJob(url: "https://a.example", method: "GET X"), "method"),
      (HTTPJob(url: "https://a.example", body: "x"), "body"),
      (HTTPJob(url: "https://a.example", headers: ["A B": .text("")]), "headers.A B"),
      (HTTPJob(url: "https://a.example", headers: ["A": .text("b\r\nC: d")]), "headers.A"),
      (
        HTTPJob(
          url: "https://a.example",
          headers: ["authorization": .text("x")],
          bearer: SecretName(secret: "s")
        ), "headers.authorization"
      ),
      (HTTPJob(url: "https://a.example", expect: []), "expect"),
      (HTTPJob(url: "https://a.example", timeout: .zero), "timeout"),
      (HTTPJob(url: "https://a.example", retries: HTTPRetries(attempts: 0)), "retries.attempts"),
      (HTTPJob(url: "https://a.example", output: "../a"), "output"),
      (HTTPJob(url: "https://a.example", output: "/etc/a"), "output"),
    ]
  )
  func validation(_ job: HTTPJob, _ path: String) {
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test(
    "shows addresses without what may be secret",
    arguments: [
      ("https://a.example/b?token=x#y", "https://a.example/b?…"),
      ("https://u:p@a.example/b", "https://a.example/b"),
      ("http://[::1]:8080/", "http://[::1]:8080/"),
    ]
  )
  func shownURL(_ url: String, _ shown: String) {
    #expect(ShownURL.text(url) == shown)
  }

  @Test(
    "reads when to come back",
    arguments: [
      ("120", TimeSpan.seconds(120)), (" 0 ", .zero), ("", nil), ("soon", nil), ("-1", nil),
      ("Thu, 01 Jan 2026 00:01:30 GMT", .seconds(90)),
      ("Wed, 31 Dec 2025 23:59:00 GMT", .zero),
    ] as [(String, TimeSpan?)]
  )
  func retryAfter(_ text: String, _ wait: TimeSpan?) {
    #expect(RetryAfter.wait(text, now: ManualTimeSource().now) == wait)
  }
}
