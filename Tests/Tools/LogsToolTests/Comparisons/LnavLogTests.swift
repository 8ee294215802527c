import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// The logs that lnav's tests read (github.com/tstack/lnav, `test/logfile_*`, BSD-2-Clause).
@Suite(
  "Logs of lnav's tests",
  .timeLimit(.minutes(5)),
  .enabled(
    if: LogFiles.folder.map { FileManager.default.fileExists(atPath: "\($0)/lnav") } ?? false,
    "skipped: there is no folder lnav in ../shared/conformance/logs"
  )
)
struct LnavLogTests {
  /// The formats that we have and what of lnav's is in them, by the files' names without `logfile_`.
  private static let formats: [(title: String, files: String)] = [
    (
      "combined",
      "access_log.0 access_log.1 access_log_dupe.0 bad_access_log.0 shop_access_log.0"
    ),
    ("vhost combined", "regexp_access_log.0"),
    ("Caddy's JSON", "caddy_log.1"),
    (
      "JSON lines",
      "bunyan.0 cloudflare.1 cloudflare.json ecs_log.json invalid_json.json invalid_json2.json "
        + "journald.json json.json json2.json json3.json json_invalid.json jsonid.json mixed_json2.json "
        + "muxed_syslog.0 nested_json.json nextcloud.0 pino.0 rust_tracing.0"
    ),
    ("logfmt", "grafana.0 logfmt.0"),
    ("W3C extended", "w3c.0 w3c.1 w3c.3 w3c.4 w3c.6 w3c_big.0"),
    (
      "syslog (RFC 3164)",
      "bad_syslog.0 blued.0 dst.0 filter.0 for_join.0 haproxy.0 partitions.0 rollover.1 rollover.2 "
        + "syslog.0 syslog.1 syslog.2 syslog_with_access_log.0 syslog_with_header.0 "
        + "syslog_with_mixed_times.0"
    ),
  ]

  /// In formats that we have, but not told: fewer than half of the lines begin a record, or the columns
  /// are not those that the header names, or the day is in the header alone.
  private static let untold: Set<String> = ["syslog.3", "pretty.0", "w3c.2", "w3c.5"]

  @Test("are all read or refused, in the right formats, and every line is accounted for")
  func all() throws {
    let folder = try #require(LogFiles.folder?.appending("lnav"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    var expected: [String: String] = [:]
    for format in Self.formats {
      for name in format.files.split(separator: " ") { expected[String(name)] = format.title }
    }
    var wrong: [String] = []
    for file in names where file.hasPrefix("logfile_") {
      let name = String(file.dropFirst("logfile_".count))
      let bytes = try Data(contentsOf: URL(filePath: folder.appending(file).string))
      let guess = LogFormat.detect(in: Array(bytes.prefix(1 << 18)))
      let title = guess.confidence >= 0.5 ? guess.format?.title : nil
      if title != expected[name] { wrong.append("\(name): \(title ?? "none")") }
      guard let analysis = try? LogAnalysis([folder.appending(file)]) else { continue }
      let general = try analysis.report().general
      #expect(general.parsed + general.rejected == general.lines, "\(name)")
      #expect(general.parsed == 0 || general.from != nil, "\(name)")
      #expect(title != nil || general.lines == 0, "\(name)")
    }
    #expect(names.count > 100)
    #expect(wrong == [])
    #expect(Self.untold.isDisjoint(with: expected.keys))
  }
}
