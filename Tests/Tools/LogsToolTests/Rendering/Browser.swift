import BatteryJobs
import Foundation
import SystemPackage
import TestKit

@testable import LogsTool

/// A browser that prints the document and ends.
enum Browser {
  static let executable = ["/usr/bin/chromium", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Returns the document after a page was loaded.
  static func load(_ page: String) async throws -> String {
    let directory = try TemporaryDirectory()
    let file = try directory.write(page, to: "page.html")
    let output = Lines()
    let profile = directory.path.appending("profile").string
    let arguments = [
      executable ?? "", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--user-data-dir=\(profile)", "--virtual-time-budget=3000", "--dump-dom",
      "file://\(file.string)",
    ]
    let request = ProcessRequest(
      .arguments(arguments),
      environment: ProcessInfo.processInfo.environment,
      directory: directory.path,
      grace: .seconds(2)
    )
    // Several at once leave each other too little time to draw.
    await turns.wait()
    do {
      _ = try await ProcessRunner.run(request) { lines in
        await output.add(lines.filter { $0.source == .output }.map(\.text))
      }
    } catch {
      await turns.pass()
      throw error
    }
    await turns.pass()
    return await output.lines.joined(separator: "\n")
  }

  /// Returns the title of the document after a page was loaded.
  static func title(_ page: String) async throws -> String {
    let parts = try await load(page).components(separatedBy: "<title>")
    return parts.dropFirst().first?.components(separatedBy: "</title>").first ?? "none"
  }

  /// Runs a script of the test's own in the example's page, without the policy that would stop it,
  /// and returns what it said.
  static func run(_ script: String) async throws -> String {
    try await run(script, in: LogReportRenderer(.html).render(.example))
  }

  /// Runs a script of the test's own in a page, without the policy that would stop it.
  static func run(_ script: String, in page: String) async throws -> String {
    let page =
      page
      .replacing("http-equiv", with: "data-none", maxReplacements: 1)
      .replacing(
        "</body>",
        with: """
          <script>
          const said = [];
          const say = (...values) => said.push(values.join(" "));
          const done = () => { document.title = said.join("|"); };
          try { \(script) } catch (error) { say(error); done(); }
          </script></body>
          """
      )
    return try await title(page)
  }

  private static let turns = Turns()

  /// Lets one at a time go on.
  private actor Turns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
      guard isTaken else { return isTaken = true }
      await withCheckedContinuation { waiting.append($0) }
    }

    func pass() {
      guard !waiting.isEmpty else { return isTaken = false }
      waiting.removeFirst().resume()
    }
  }

  private actor Lines {
    private(set) var lines: [String] = []

    func add(_ more: [String]) { lines += more }
  }
}
