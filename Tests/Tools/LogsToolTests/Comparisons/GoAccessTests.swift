import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// Our reports beside those of GoAccess 1.7, by its rule that answers of 4xx make no visitors.
@Suite(
  "Reports beside GoAccess's",
  .serialized,
  .timeLimit(.minutes(10)),
  .enabled(if: GoAccessReport.program != nil, "skipped: goaccess is not installed")
)
struct GoAccessTests {
  @Test(
    "are equal in the totals and in every row",
    .enabled(if: LogOracle.isInstalled, Comment(rawValue: LogOracle.comment))
  )
  func generated() async throws {
    let directory = try TemporaryDirectory()
    let log = try await LogOracle.generate(20_000, seed: 5, in: directory)
    let theirs = try await GoAccessReport(log, in: directory)
    let ours = try Self.report(log)
    Self.expectEqualTotals(ours, theirs)
    for (panel, rows) in theirs.panels { #expect(Self.rows(ours, panel) == rows, "\(panel)") }
    #expect(theirs.panels[.requests]?.count ?? 0 > 1000)
  }

  /// Logs of others, in which GoAccess 1.7 shortens and decodes some addresses, and loses a few
  /// visitors of rows whose hashes are equal (mended in its version 1.11): a page that was answered
  /// once, with 200, then has none.
  @Test(
    "are equal in all but what GoAccess shortens or loses, in logs of others",
    .enabled(
      if: LogFiles.folder != nil,
      "skipped: there are no logs of others in ../shared/conformance/logs"
    ),
    arguments: ["apache_logs", "lnav/logfile_shop_access_log.0"]
  )
  func others(_ name: String) async throws {
    let folder = try #require(LogFiles.folder)
    let directory = try TemporaryDirectory()
    // GoAccess takes a line that was cut off; whatever we turn down is left out for both.
    let log = try Self.copy(folder.appending(name), into: directory)
    let theirs = try await GoAccessReport(log, in: directory)
    let ours = try Self.report(log)
    Self.expectEqualTotals(ours, theirs)
    for panel in [LogReport.Name.days, .hosts, .hours, .status, .staticFiles, .requests] {
      let rows = Self.rows(ours, panel)
      let expected = theirs.panels[panel] ?? [:]
      var other = 0
      for (value, row) in expected {
        let mine = rows[value]
        let isEqual =
          mine?.hits == row.hits && mine?.bytes == row.bytes
          && row.visitors...(row.visitors + 2) ~= mine?.visitors ?? -1
        if !isEqual { other += 1 }
      }
      #expect(other * 100 <= (panel == .requests ? expected.count * 2 : 0), "\(panel): \(other)")
    }
  }

  private static func report(_ log: FilePath) throws -> LogReport {
    try LogAnalysis([log]).report(LogAnalysis.Question(top: .max))
  }

  private static func copy(_ log: FilePath, into directory: TemporaryDirectory) throws -> FilePath {
    let rejects = Set(try LogAnalysis([log]).rejects.map(\.line))
    let bytes = try Data(contentsOf: URL(filePath: log.string))
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    #expect(rejects.count * 1000 < lines.count)
    let kept = lines.enumerated().filter { !rejects.contains($0.offset + 1) }.map(\.element)
    let copy = directory.path.appending("copy.log")
    try Data(kept.joined(separator: [10])).write(to: URL(filePath: copy.string))
    return copy
  }

  private static func expectEqualTotals(_ ours: LogReport, _ theirs: GoAccessReport) {
    #expect(ours.general.lines == theirs.lines)
    #expect(ours.general.rejected == theirs.failed)
    #expect(ours.general.bytes == theirs.bytes)
    #expect(ours.general.visitors == theirs.visitors)
  }

  /// The rows of a panel by what GoAccess calls them: it decodes percent signs in addresses.
  private static func rows(
    _ report: LogReport,
    _ panel: LogReport.Name
  ) -> [String: GoAccessReport.Row] {
    let isAddress = [.requests, .notFound, .staticFiles].contains(panel)
    let rows = report.items(panel).map { item in
      (
        isAddress ? item.value.removingPercentEncoding ?? item.value : item.value,
        GoAccessReport.Row(hits: item.hits, visitors: item.visitors, bytes: item.bytes)
      )
    }
    return Dictionary(rows) { first, second in first.hits > second.hits ? first : second }
  }
}
