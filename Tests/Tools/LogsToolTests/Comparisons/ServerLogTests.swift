import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// Logs that web servers of the system write while ordinary and hostile clients ask them for things.
@Suite(
  "Logs of real servers",
  .serialized,
  .timeLimit(.minutes(5)),
  .enabled(if: LogOracle.isInstalled, Comment(rawValue: LogOracle.comment))
)
struct ServerLogTests {
  @Test(
    "nginx: are told by their lines, and every request is in the report once",
    .enabled(if: LogServer.nginx.program != nil, "skipped: nginx is not installed")
  )
  func nginx() async throws { try await check(.nginx) }

  @Test(
    "Apache: are told by their lines, and every request is in the report once",
    .enabled(if: LogServer.apache.program != nil, "skipped: Apache is not installed")
  )
  func apache() async throws { try await check(.apache) }

  @Test(
    "Caddy: are told by their lines, and every request is in the report once",
    .enabled(if: LogServer.caddy.program != nil, "skipped: Caddy is not installed")
  )
  func caddy() async throws { try await check(.caddy) }

  private func check(_ server: LogServer) async throws {
    let program = try #require(server.program)
    let folder = try TemporaryDirectory()
    let driver = LogOracle.folder.appending("drive_server.py")
    let free = try await LogOracle.run(driver, ["free"], in: folder).split { $0.isWhitespace }
    let port = try #require(free.first.flatMap { Int($0) })
    let families = try #require(free.last.map(String.init))
    let arguments = try server.prepare(folder, port: port, hasIPv6: families.contains("6"))
    let output = try await program.serve(arguments, in: folder.path) {
      let client = [server.rawValue, "\(port)", folder.path.string, families]
      return try await LogOracle.run(driver, client, in: folder)
    }
    let requests = try #require(Int(output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(requests > 200)
    for log in server.logs { try await check(log, in: folder, requests: requests) }
  }

  private func check(
    _ log: LogServer.Log,
    in folder: TemporaryDirectory,
    requests: Int
  ) async throws {
    let file = folder.path.appending(log.file)
    let name = "\(log.file)"
    let analysis = try LogAnalysis([file])
    #expect(analysis.formats.count == 1)
    let told = "\(requests) of the first \(requests) lines are in the format \(log.title)"
    #expect(analysis.formats.first?.contains(told) == true, "\(analysis.formats)")
    #expect(analysis.lines == requests, "\(name)")
    #expect(analysis.rejects == [], "\(name)")
    for countsClientErrors in [false, true] {
      let question = LogAnalysis.Question(countsClientErrors: countsClientErrors)
      let report = try analysis.report(question)
      let rule = countsClientErrors ? ["--4xx-to-unique-count"] : []
      let oracle = try await LogOracle.report([file], log.oracle + rule, in: folder)
      ReportComparison.expectEqual(report, oracle, top: 1000, name)
      #expect(report.general.parsed == requests)
      #expect(report.items(.status).reduce(0) { $0 + $1.hits } == requests)
      let hosts = Set(report.items(.hosts).map(\.value))
      #expect(hosts.isSubset(of: ["127.0.0.1", "::1"]))
      #expect(report.items(.requests).allSatisfy { ($0.seconds?.p99 ?? 0) < 10 }, "\(name)")
    }
  }
}
