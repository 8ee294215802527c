import BatteryJobs
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestKit
import Testing

@testable import BatteryHub

@Suite("Event stream", .timeLimit(.minutes(5))) struct EventStreamTests {
  /// Reads a stream until the hub ends it.
  private func read(
    _ web: WebHarness,
    _ path: String,
    last: String? = nil,
    while body: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> String {
    var headers: HTTPFields = [
      .authorization: "Bearer \(web.token(.viewer))"
    ]
    if let last, let name = HTTPField.Name("Last-Event-ID") { headers[name] = last }
    let fields = headers
    return try await web.server.application.test(.router) { client in
      async let answer = client.execute(uri: path, method: .get, headers: fields)
      try await body()
      return String(buffer: try await answer.body)
    }
  }

  private func names(_ text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { String($0.dropFirst(7)) }
  }

  @Test("tells what happens, and goes on after the event that was seen last")
  func resume() async throws {
    let web = try await WebHarness()
    let run = try await web.hub.trigger("hello", by: .manual, cause: nil)
    _ = try await web.bench.wait(for: "hello", .succeeded)
    let epoch = web.server.site.epoch
    let all = try await read(web, "/api/v1/events", last: "\(epoch)-0") {
      web.hub.events.finish()
    }
    #expect(all.hasPrefix("retry: 2000\n\n"))
    #expect(all.contains("id: \(epoch)-1\nevent: "))
    #expect(all.contains("\"id\":\(run.id),\"job\":\"hello\",\"state\":\"succeeded\""))
    #expect(!names(all).contains("reset"))
    let last = web.hub.events.lastID
    let rest = try await read(web, "/api/v1/events", last: "\(epoch)-\(last - 1)")
    #expect(names(rest).count == 1)
    #expect(rest.contains("id: \(epoch)-\(last)\n"))
    await web.stop()
  }

  @Test(
    "tells a watcher to look at everything anew when events were lost",
    arguments: ["1-5", "nonsense", "99999999999999-1", "-"]
  )
  func reset(last: String) async throws {
    let web = try await WebHarness()
    web.hub.events.finish()
    let text = try await read(web, "/api/v1/events", last: last)
    #expect(names(text) == ["reset"])
    let epoch = web.server.site.epoch
    let ahead = try await read(web, "/api/v1/events", last: "\(epoch)-999999")
    #expect(names(ahead) == ["reset"])
    await web.stop()
  }

  @Test("shows that it is alive when nothing happens") func heartbeat() async throws {
    let web = try await WebHarness()
    let clock = web.bench.clock
    let text = try await read(web, "/api/v1/events") {
      await clock.waitForSleepers(4)
      clock.advance(by: .seconds(15))
      await clock.waitForSleepers(4)
      web.hub.events.finish()
    }
    #expect(text.contains(": alive\n\n"))
    await web.stop()
  }

  @Test("follows a log line by line from where the watcher was, to its end") func log() async throws
  {
    let web = try await WebHarness()
    let now = web.bench.clock.now
    let lines = (1...1200).map { LogLine(source: .output, time: now, text: "\u{1B}[31mline \($0)") }
    try await SampleHistory(store: web.store, now: now)
      .add("hello", ago: 60, seconds: 1, lines: lines)
    let text = try await read(web, "/api/v1/runs/1/events", last: "3")
    let ids = text.split(separator: "\n").filter { $0.hasPrefix("id: ") }.map { $0.dropFirst(4) }
    #expect(ids.map(String.init) == (4...1200).map(String.init))
    #expect(text.contains(#""text":"\u001b[31mline 4"}"#))
    #expect(names(text).last == "end")
    let spans = try await read(web, "/api/v1/runs/1/events?format=spans&after=1199")
    #expect(spans.contains(#""spans":[["f1","line 1200"]]"#))
    await web.stop()
  }

  @Test("follows a run that prints while it is watched") func live() async throws {
    let gate = Gate()
    ProbeJob.set("print") { context in
      for index in 1...3 { await context.log("printed \(index)") }
      await gate.wait()
      await context.log("printed last")
    }
    let web = try await WebHarness("  hello: { probe: { key: print } }")
    let run = try await web.hub.trigger("hello", by: .manual, cause: nil)
    _ = try await web.bench.wait(for: "hello", .running)
    let text = try await read(web, "/api/v1/runs/\(run.id)/events") {
      gate.open()
      // The writer of logs waits a little for more lines; the clock is the test's.
      while try await web.store.run(run.id)?.state != .succeeded {
        web.bench.clock.advance(by: .milliseconds(200))
        await Task.yield()
      }
    }
    #expect(text.contains("printed 1") && text.contains("printed last"))
    #expect(names(text).last == "end")
    await web.stop()
  }
}
