import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// Reports of generated logs beside those of an independent program in Python.
///
/// `BATTERIES_LOG_LINES=2000000` makes the logs longer than the 20,000 lines they have otherwise.
@Suite(
  "Reports beside an oracle's",
  .serialized,
  .timeLimit(.minutes(60)),
  .enabled(if: LogOracle.isInstalled, Comment(rawValue: LogOracle.comment))
)
struct OracleTests {
  private static let lines =
    ProcessInfo.processInfo.environment["BATTERIES_LOG_LINES"].flatMap { Int($0) } ?? 20_000

  private static let top = 1000

  /// A question, and how the oracle is asked it.
  private struct Filter {
    var since: String?
    var until: String?
    var condition: String?
    var python: String?

    var options: [String] {
      (since.map { ["--since", $0] } ?? []) + (until.map { ["--until", $0] } ?? [])
        + (python.map { ["--where", $0] } ?? [])
    }

    func question() throws -> LogAnalysis.Question {
      var question = LogAnalysis.Question(top: OracleTests.top)
      question.since = try since.map(Self.seconds)
      question.until = try until.map(Self.seconds)
      question.condition = try condition.map { try TableExpression($0) }
      return question
    }

    private static func seconds(_ text: String) throws -> Int64 {
      Int64(try Date(text + "Z", strategy: .iso8601).timeIntervalSince1970)
    }
  }

  private static let filters: [Filter] = [
    Filter(since: "2026-11-03T00:00:00", until: "2026-11-05T12:30:00"),
    Filter(
      condition: "status >= 500 and path ~ '^/[a-m]'",
      python: "status is not None and status >= 500 and path and re.search('^/[a-m]', path)"
    ),
    Filter(
      condition: "method = 'POST' or referrer ~ 'google|duck'",
      python: "method == 'POST' or referrer and re.search('google|duck', referrer)"
    ),
    Filter(
      since: "2026-11-10T00:00:00",
      condition: "bytes > 20000 and host ~ '^2001:' and not (status = 206)",
      python: "bytes is not None and bytes > 20000 and re.search('^2001:', host) and status != 206"
    ),
    Filter(
      until: "2026-11-02T08:00:00",
      condition: "agent ~ 'bot' or user is not null or query = 'page=map'",
      python: "agent and 'bot' in agent or user is not None or query == 'page=map'"
    ),
    Filter(
      condition: "status = 404 and bytes is null or protocol = 'HTTP/1.0'",
      python: "status == 404 and bytes is None or protocol == 'HTTP/1.0'"
    ),
  ]

  @Test("are equal in every count of every panel", arguments: [7, 2024, 20_261_122])
  func generated(_ seed: Int) async throws {
    let directory = try TemporaryDirectory()
    let log = try await LogOracle.generate(Self.lines, seed: seed, in: directory)
    let analysis = try LogAnalysis([log])
    #expect(analysis.lines == Self.lines)

    let report = try analysis.report(LogAnalysis.Question(top: Self.top))
    let oracle = try await LogOracle.report([log], ["--top", "\(Self.top)"], in: directory)
    ReportComparison.expectEqual(report, oracle, top: Self.top)

    let all = try analysis.report(LogAnalysis.Question(top: Self.top, countsClientErrors: true))
    let everyone = try await LogOracle.report(
      [log],
      ["--top", "\(Self.top)", "--4xx-to-unique-count"],
      in: directory
    )
    ReportComparison.expectEqual(all, everyone, top: Self.top, "4xx counted")
    #expect(all.general.visitors > report.general.visitors)
  }

  @Test("are equal when only some records are asked for")
  func filtered() async throws {
    let directory = try TemporaryDirectory()
    let log = try await LogOracle.generate(Self.lines, seed: 99, in: directory)
    let analysis = try LogAnalysis([log])
    for filter in Self.filters {
      let report = try analysis.report(try filter.question())
      let oracle = try await LogOracle.report(
        [log],
        filter.options + ["--top", "\(Self.top)"],
        in: directory
      )
      let name = filter.options.joined(separator: " ")
      #expect(oracle.general.parsed > 10, "\(name)")
      #expect(oracle.general.parsed < Self.lines / 2, "\(name)")
      ReportComparison.expectEqual(report, oracle, top: Self.top, name)
    }
  }

  @Test("are equal when several logs are read as one, whichever comes first")
  func several() async throws {
    let directory = try TemporaryDirectory()
    var logs: [FilePath] = []
    for seed in [3, 4] {
      logs.append(try await LogOracle.generate(3000, seed: seed, in: directory))
    }
    let oracle = try await LogOracle.report(logs, ["--top", "\(Self.top)"], in: directory)
    for order in [logs, logs.reversed()] {
      let report = try LogAnalysis(order).report(LogAnalysis.Question(top: Self.top))
      ReportComparison.expectEqual(report, oracle, top: Self.top)
    }
  }
}
