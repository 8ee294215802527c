import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Logs as a step of a job", .timeLimit(.minutes(5))) struct LogsStepTests {
  private static let configuration = """
    jobs:
      weekly-traffic:
        timeout: 10m
        steps:
          - logs: { files: [ log/access.log* ], since: 7d, output: [traffic.json, traffic.html] }
          - run: echo done
      alarm:
        retry: { attempts: 3, backoff: 1ms }
        steps:
          - logs:
              files: log/access.log
              alerts: [ "count(status >= 500, 5m) > 0" ]
              output: alarm.html
          - run: echo not reached
      short:
        logs: { files: log/access.log }
      wrong:
        logs: { files: log/access.log, wher: status > 3 }
    """

  /// A console in whose directory there are logs of today.
  private func console(_ configuration: String) throws -> CapturedConsole {
    let console = try CapturedConsole(environment: ["TZ": "UTC"])
    try console.configure(configuration)
    let time = Date.now.formatted(
      Date.VerbatimFormatStyle(
        format: """
          \(day: .twoDigits)/\(month: .abbreviated)/\(year: .padded(4)):\
          \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):00
          """,
        locale: Locale(identifier: "en_US_POSIX"),
        timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)
      )
    )
    func line(_ path: String, _ status: Int) -> String {
      "192.0.2.1 - - [\(time) +0000] \"GET \(path) HTTP/1.1\" \(status) 10 \"-\" \"curl/8.5.0\"\n"
    }
    try console.directory.write(line("/a", 200) + line("/b", 503), to: "log/access.log")
    try console.directory.write(line("/old", 200), to: "log/access.log.1")
    return console
  }

  private static let right = configuration.components(separatedBy: "  wrong:")[0]

  private func artifact(_ name: String, of run: Int, _ console: CapturedConsole) throws -> String {
    let file = console.directory.path.appending(".batteries/runs/\(run)/artifacts/\(name)")
    return try String(contentsOfFile: file.string, encoding: .utf8)
  }

  @Test("its page and its figures are artifacts of the run")
  func artifacts() async throws {
    let console = try console(Self.right)
    let result = await console.run("run", "weekly-traffic")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == "done\n")
    #expect(result.error.contains("3 requests of 1 visitor"))
    let page = try artifact("traffic.html", of: 1, console)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("/old"))
    let data = Data(try artifact("traffic.json", of: 1, console).utf8)
    let figures = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect((figures?["general"] as? [String: Any])?["parsed"] as? Int == 3)
    let shown = await console.run("show", "weekly-traffic").output
    #expect(shown.contains("artifacts/traffic.html"))
    #expect(shown.contains("artifacts/traffic.json"))
  }

  @Test("an alert fails the run once, whatever the retries, and its page is an artifact")
  func alert() async throws {
    let console = try console(Self.right)
    let result = await console.run("run", "alarm")
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.error.contains("alert: count(status >= 500, 5m) > 0: 1 from "))
    #expect(try artifact("alarm.html", of: 1, console).contains("/b"))
    let shown = await console.run("show", "alarm").output
    #expect(shown.contains(/state +failed: logs: alert: count/))
    #expect(!shown.contains("attempt 2"))
  }

  @Test("shows the first rows where there is no output")
  func preview() async throws {
    let result = await (try console(Self.right)).run("run", "short")
    #expect(result.status == 0)
    #expect(result.output.contains(/requests +1 +50.0% +1 +10 +\/a/))
  }

  @Test("its keys are checked when the configuration is read")
  func keys() async throws {
    let result = await (try console(Self.configuration)).run("check")
    #expect(result.status == 78)
    #expect(result.error.contains("jobs.wrong.logs.wher: unknown key. Did you mean \"where\"?"))
  }
}
