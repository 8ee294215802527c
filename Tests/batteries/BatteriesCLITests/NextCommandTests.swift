import Foundation
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("batteries next") struct NextCommandTests {
  @Test("prints the instants strictly after --from, with the zone's offset")
  func strictlyAfter() async throws {
    let result = await (try CapturedConsole()).run(
      "next",
      "0 3 * * *",
      "--from",
      "2026-03-28T03:00:00+01:00",
      "--count",
      "2",
      "--timezone",
      "Europe/Berlin"
    )
    #expect(result.status == 0)
    #expect(result.output == "2026-03-29T03:00:00+02:00\n2026-03-30T03:00:00+02:00\n")
  }

  @Test("reads a time without an offset in the zone")
  func localFrom() async throws {
    let result = await (try CapturedConsole()).run(
      "next",
      "daily at 12:00",
      "--from",
      "2026-07-01T13:00",
      "-n",
      "1",
      "--tz",
      "Asia/Tokyo"
    )
    #expect(result.output == "2026-07-02T12:00:00+09:00\n")
  }

  @Test("prints JSON with the schedule and the zone")
  func json() async throws {
    struct Answer: Decodable, Equatable {
      var schedule: String
      var timezone: String
      var next: [String]
    }
    let result = await (try CapturedConsole()).run(
      "next",
      "every 6h",
      "--from",
      "2026-01-01T00:00:00Z",
      "--count",
      "1",
      "--timezone",
      "UTC",
      "--format",
      "json"
    )
    let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    #expect(answer.schedule == "every 6h")
    #expect(answer.timezone == "UTC")
    #expect(answer.next.count == 1)
  }

  @Test("begins now unless told otherwise")
  func now() async throws {
    let clock = ManualTimeSource(now: Date(timeIntervalSince1970: 1_767_225_600))
    let result = await (try CapturedConsole(clock: clock)).run(
      "next",
      "0 0 * * *",
      "--count",
      "1",
      "--timezone",
      "UTC"
    )
    #expect(result.output == "2026-01-02T00:00:00+00:00\n")
  }

  @Test("prints an empty list for a schedule that is over, as JSON")
  func over() async throws {
    let result = await (try CapturedConsole()).run(
      "next",
      "2020-01-01T00:00:00Z",
      "--from",
      "2026-01-01T00:00:00Z",
      "--format",
      "json"
    )
    #expect(result.status == 0)
    #expect(
      result.output.replacing(" ", with: "").replacing("\n", with: "").contains("\"next\":[]")
    )
  }
}
