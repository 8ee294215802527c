import BatteryJobs
import Foundation
import Testing

@testable import LogsTool

/// The page in a real browser, which prints what has become of it.
@Suite(
  "Log page in a browser",
  .serialized,
  .timeLimit(.minutes(5)),
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
