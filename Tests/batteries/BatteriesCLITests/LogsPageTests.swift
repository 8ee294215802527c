import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs the command lines of `Documentation/Cookbook/Logs.md`.
@Suite("Cookbook, logs", .timeLimit(.minutes(5))) struct LogsPageTests {
  @Test("commands print what the page shows, and its configuration is right")
  func commands() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"], width: 120)
    #expect(try await CookbookPage("Logs").run(in: console) > 7)
    let page = try String(
      contentsOfFile: console.directory.path.appending("traffic.html").string,
      encoding: .utf8
    )
    #expect(page.contains("/api/order"))
    #expect(await console.run("check").status == 0)
    #expect(await console.run("run", "errors").status == 0)
  }

  @Test("the reference shows alerts that can be read, and the columns there are")
  func reference() async throws {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let file = root.appendingPathComponent("Documentation/Logs.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let console = try CapturedConsole()
    try console.directory.write("", to: "a.log")
    let alerts = text.matches(of: /`((?:rate|count|p\d\d)\(.*?\) [<>].*?)`/).map { String($0.1) }
    #expect(alerts.count > 7)
    for alert in alerts {
      let result = await console.run("logs", "a.log", "--quiet", "--dry-run", "--alert", alert)
      #expect(result.status == 0, "\(alert): \(result.error)")
    }
    for option in Set(text.matches(of: /`(--[a-z-]+)/).map { String($0.1) }) {
      let help = await console.run("logs", "--help").output
      #expect(help.contains(option), "\(option)")
    }
  }
}
