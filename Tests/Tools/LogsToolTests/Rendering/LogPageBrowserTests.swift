import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// The page in a real browser, which prints what has become of it.
@Suite(
  "Log page in a browser",
  .serialized,
  .timeLimit(.minutes(2)),
  .enabled(if: Browser.executable != nil, "Skipped: chromium is not installed.")
)
struct LogPageBrowserTests {
  private static let attack =
    "<script>document.title=1337</script><img src=x onerror=document.title=1337>"

  @Test(
    "runs no script that an attacker sends, and its own",
    arguments: [ReportExample.hostile, .hostileCharts]
  )
  func hostile(_ example: ReportExample) async throws {
    let page = LogReportRenderer(.html).render(example.report)
    let shown = try await Browser.load(page)
    let has = { (text: String) in shown.contains(text) }
    let count = { (text: String) in shown.components(separatedBy: text).count - 1 }
    #expect(has("<title>Traffic report</title>"))
    #expect(has("<html lang=\"en\" class=\"live\">"))
    #expect(has(">Show all 51</button>"))
    for tag in ["<script", "<style", "<title>", "<body", "<form"] {
      #expect(count(tag) == 1, "\(tag)")
    }
    for tag in ["<img", "<iframe", "<base", "<link", "<details", "<math", "<!--"] {
      #expect(!has(tag), "\(tag)")
    }
  }

  @Test("would notice a script, and stops one that got into the page")
  func policy() async throws {
    let page = LogReportRenderer(.html).render(.small)
      .replacing("</main>", with: "\(Self.attack)</main>")
    #expect(try await Browser.title(page) == "Traffic report")
    let open = page.replacing("http-equiv", with: "data-none")
    #expect(try await Browser.title(open) == "1337")
  }

  @Test("sorts by each column, filters all tables and shows the rest of a table")
  func script() async throws {
    let result = try await Browser.run(
      """
      const cells = (id, column) => Array.from(document.querySelectorAll(`#${id} tbody tr`))
        .filter((row) => row.checkVisibility()).map((row) => row.cells[column].textContent);
      const click = (id, column) =>
        document.querySelectorAll(`#${id} th button`)[column].click();
      const isSorted = (list) => list.every((x, i) => i === 0 || list[i - 1] >= x);
      const hits = (id) => cells(id, 1).map((text) => Number(text.replaceAll(",", "")));
      say(cells("requests", 0).length);
      document.querySelector("#requests .more").click();
      say(cells("requests", 0).length, isSorted(hits("requests")));
      click("requests", 1);
      click("requests", 1);
      say(isSorted(hits("requests").reverse()));
      click("status", 0);
      say(cells("status", 0).join());
      click("status", 7);
      const seconds = cells("status", 7).map((text) =>
        parseFloat(text) * (text.endsWith("ms") ? 0.001 : 1));
      say(isSorted(seconds), document.querySelectorAll("#status th")[7].ariaSort);
      const input = document.getElementById("filter");
      input.value = "WP- login";
      input.dispatchEvent(new Event("input"));
      requestAnimationFrame(() => requestAnimationFrame(() => {
        say(document.getElementById("found").textContent, document.getElementById("days").hidden);
        done();
      }));
      """
    )
    #expect(
      result == """
        10|60 true|true|200,206,301,302,304,403,404,405,499,500,502|true descending|\
        10 rows in 1 table true
        """
    )
  }
}

/// A browser that prints the document and ends.
private enum Browser {
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
    _ = try await ProcessRunner.run(request) { lines in
      await output.add(lines.filter { $0.source == .output }.map(\.text))
    }
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
    let page = LogReportRenderer(.html).render(.example)
      .replacing("http-equiv", with: "data-none")
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

  private actor Lines {
    private(set) var lines: [String] = []

    func add(_ more: [String]) { lines += more }
  }
}
