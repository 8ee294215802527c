import BatteryJobs
import Foundation
import SystemPackage
import Testing

@testable import BatteryHub

/// The dashboard in a real browser.
@Suite(
  "Browser",
  .serialized,
  .timeLimit(.minutes(3)),
  .enabled(if: WebDriver.executable != nil, "Skipped: chromium and chromedriver are not installed.")
)
struct BrowserTests {
  @Test("signs in by the link, runs a job, follows its log and stops it") func mainPath()
    async throws
  {
    ProbeJob.set("chatter") { context in
      for index in 1...100_000 {
        await context.report(.progress(done: index, of: 100_000, label: "lines"))
        await context.report(
          .log([
            LogLine(
              source: .output,
              time: context.clock.now,
              text: "\u{1B}[32mprinted\u{1B}[0m \(index)"
            )
          ])
        )
        try await context.clock.sleep(for: .milliseconds(60))
      }
    }
    let yaml = "  chatter: { probe: { key: chatter } }\n  quiet: { probe: { key: none } }"
    try await LiveHub.run(yaml) { live in
      let link = try await live.access.makeLink(base: live.base)
      try await WebDriver.run { browser in
        try await browser.open(live.base)
        #expect(try await browser.evaluate("document.title") == "Sign in · Batteries")
        try await browser.open(link)
        try await browser.wait(for: "document.title === 'Jobs · Batteries'")
        #expect(try await browser.evaluate("location.pathname + location.search") == "/")
        #expect(try await browser.evaluate("document.cookie") == "")
        try await browser.wait(for: "!document.getElementById('live').hidden")

        try await browser.type("/quie")
        try await browser.wait(for: "document.getElementById('job-chatter').hidden")
        #expect(
          try await browser.evaluate("document.getElementById('job-quiet').hidden") == "false"
        )
        try await browser.type("\u{E00C}")
        try await browser.wait(for: "!document.getElementById('job-chatter').hidden")

        try await browser.click("#job-quiet button[aria-label='Pause quiet']")
        try await browser.wait(for: "document.querySelector('#job-quiet .chip') !== null")
        #expect(try await live.hub.job("quiet").isPaused)

        try await browser.click("#job-chatter button[aria-label='Run chatter now']")
        try await browser.wait(for: "location.pathname.startsWith('/runs/')")
        try await browser.wait(for: "document.getElementById('log').childElementCount >= 20")
        #expect(
          try await browser.evaluate(
            "document.querySelector('#L20 .f2').textContent + document.querySelector('#L20 > span').textContent"
          ) == "printedprinted 20"
        )
        #expect(
          try await browser.evaluate(
            "Array.from(document.querySelectorAll('#log .line > a')).every((a, i) => Number(a.textContent) === i + 1)"
          ) == "true"
        )
        try await browser.wait(for: "document.querySelector('progress').value > 5")

        try await browser.click("#title button.danger")
        try await browser.wait(
          for: "document.querySelector('#title .badge').textContent === 'cancelled'"
        )
        try await browser.wait(
          for: "document.querySelector('#title button').textContent === 'Run again'"
        )
        try await browser.open(live.base)
        try await browser.wait(for: "document.querySelector('#running section') === null")
        // The first page was asked for before signing in.
        let complaints = try await browser.complaints().filter { !$0.contains("401") }
        #expect(complaints == [])
      }
    }
  }

  @Test("shows a run that starts elsewhere, without being asked") func live() async throws {
    let gate = Gate()
    ProbeJob.set("browser-gate") { _ in await gate.wait() }
    try await LiveHub.run("  gated: { probe: { key: browser-gate } }") { live in
      let link = try await live.access.makeLink(base: live.base)
      try await WebDriver.run { browser in
        try await browser.open(link)
        try await browser.wait(
          for: "document.querySelector('#live:not([hidden]):not(.lost)') !== null"
        )
        _ = try await live.hub.trigger("gated", by: .manual, cause: nil)
        try await browser.wait(for: "document.querySelector('#running .name') !== null")
        gate.open()
        try await browser.wait(for: "document.querySelector('#running .name') === null")
        try await browser.wait(for: "document.querySelector('#job-gated .badge.ok') !== null")
      }
    }
  }

  @Test("runs no script that a job prints, whatever it prints and wherever it is shown")
  func hostileOutput() async throws {
    let payloads = Self.payloads
    ProbeJob.set("hostile") { context in
      let lines = payloads.map { LogLine(source: .output, time: context.clock.now, text: $0) }
      let broken = LogLine(
        source: .error,
        time: context.clock.now,
        bytes: [0xFF] + Array(payloads[0].utf8) + [0x00, 0x1B]
      )
      await context.report(.log(lines + [broken]))
      await context.report(.progress(done: 1, of: 2, label: payloads[0]))
      try? await context.clock.sleep(for: .seconds(2))
      await context.report(.log(lines))
      throw JobError(.failed, payloads.joined(separator: " "))
    }
    try await LiveHub.run(
      "  hostile: { description: '<img src=x onerror=owned=1>', probe: { key: hostile } }"
    ) { live in
      let link = try await live.access.makeLink(base: live.base)
      try await WebDriver.run { browser in
        let isClean = """
          typeof window.owned === 'undefined' && document.querySelectorAll('script').length === 1 \
          && document.querySelectorAll('img, iframe, object, embed, base, svg svg, [onerror], \
          [onload], [onclick], [style], a[href^="javascript"], a[href^="data"]').length === 0
          """
        try await browser.open(link)
        try await browser.wait(for: "document.title === 'Jobs · Batteries'")
        let run = try await live.hub.trigger("hostile", by: .manual, cause: payloads[0])
        // The first half of the lines comes with the page, the second by events.
        try await browser.open("\(live.base)/runs/\(run.id)")
        try await browser.wait(
          for: "document.getElementById('log').childElementCount >= \(2 * payloads.count + 1)"
        )
        #expect(try await browser.evaluate(isClean) == "true")
        try await browser.wait(
          for: "document.querySelector('#title .badge').textContent === 'failed'"
        )
        try await live.store.addArtifact(
          run: run.id,
          name: payloads[1],
          path: "/nowhere",
          size: 1
        )
        for path in [
          "/runs/\(run.id)", "/", "/jobs/hostile", "/runs",
          "/?q=%3Cscript%3Eowned%3D1%3C/script%3E",
          "/runs/\(run.id)?search=%22%3E%3Cscript%3Eowned%3D1%3C/script%3E",
          "/%3Cscript%3Eowned%3D1%3C/script%3E",
        ] {
          try await browser.open(live.base + path)
          try await browser.wait(for: "document.readyState === 'complete'")
          #expect(try await browser.evaluate(isClean) == "true", "\(path)")
        }
        let complaints = try await browser.complaints()
        #expect(complaints.filter { $0.contains("Content Security Policy") } == [])
      }
    }
  }

  @Test("shows a page that a job made, whose scripts reach nothing of the hub and of the visitor")
  func openedPage() async throws {
    ProbeJob.set("page") { _ in }
    try await LiveHub.run("  page: { probe: { key: page } }") { live in
      let link = try await live.access.makeLink(base: live.base)
      try await WebDriver.run { browser in
        try await browser.open(link)
        try await browser.wait(for: "document.title === 'Jobs · Batteries'")
        let run = try await live.hub.trigger("page", by: .manual, cause: nil)
        let file = live.data.directory(ofRun: run.id).appending("page.html")
        try FileManager.default.createDirectory(
          atPath: file.removingLastComponent().string,
          withIntermediateDirectories: true
        )
        let page = Self.spy.replacing("BASE", with: live.base)
        try Data(page.utf8).write(to: URL(fileURLWithPath: file.string))
        try await live.store.addArtifact(
          run: run.id,
          name: "page.html",
          path: file.string,
          size: Int64(page.utf8.count)
        )
        try await browser.open("\(live.base)/runs/\(run.id)")
        // In this window, in which the driver looks.
        try await browser.evaluate(
          "document.querySelectorAll('.files a')[1].removeAttribute('target')"
        )
        try await browser.click(".files a[rel=noopener]")
        try await browser.wait(for: "document.title.startsWith('done')")
        #expect(
          try await browser.evaluate("document.title")
            == "done: origin null, styled, fetch refused, frame refused, cookie refused, "
            + "storage refused, image refused, window refused"
        )
        #expect(try await browser.evaluate("location.pathname") == "/runs/\(run.id)/artifacts/1")
        // The visitor still may.
        try await browser.open("\(live.base)/api/v1/runs")
        #expect(try await browser.evaluate("document.body.innerText.includes('page')") == "true")
      }
    }
  }

  /// A page that tries to use the session of whoever looks at it.
  private static let spy = """
    <!DOCTYPE html><meta charset="utf-8"><title>begun</title>
    <style>p { color: rgb(1, 2, 3) }</style><p>text</p>
    <script>
    const tries = {
      fetch: async () => (await fetch("BASE/api/v1/runs", { credentials: "include" })).text(),
      frame: () => new Promise((resolve, reject) => {
        const frame = document.createElement("iframe");
        frame.onload = () => {
          try { resolve(frame.contentDocument.body.innerText); } catch (error) { reject(error); }
        };
        frame.src = "BASE/api/v1/runs";
        document.body.append(frame);
      }),
      cookie: async () => document.cookie,
      storage: async () => localStorage.length,
      image: () => new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = reject;
        image.src = "BASE/assets/icon.svg";
      }),
      window: async () => { if (!window.open("BASE/api/v1/runs")) throw new Error("none"); },
    };
    (async () => {
      const said = ["origin " + window.origin];
      const colour = getComputedStyle(document.querySelector("p")).color;
      said.push(colour === "rgb(1, 2, 3)" ? "styled" : "plain");
      for (const [name, attempt] of Object.entries(tries)) {
        said.push(name + await attempt().then(() => " worked", () => " refused"));
      }
      document.title = "done: " + said.join(", ");
    })();
    </script>
    """

  private static let payloads = [
    "<script>owned=1</script>", "\"><img src=x onerror=owned=1>", "<svg onload=owned=1>",
    "</span></div><script>owned=1</script>", "<iframe srcdoc='<script>parent.owned=1</script>'>",
    "'><body onload=owned=1>", "<a href=javascript:owned=1>x</a>", "javascript:owned=1",
    "\u{1B}]8;;javascript:owned=1\u{07}click\u{1B}]8;;\u{07}", "\u{1B}[31m<script>owned=1</script>",
    "\u{1B}[<script>owned=1</script>m", "\u{1B}]0;<script>owned=1</script>\u{07}",
    "data: x\n\nevent: run\ndata: {}", "\r\n\r\nevent: end\r\ndata: null",
    "\u{2028}owned=1\u{2029}",
    "<!--", "]]>", "</title><script>owned=1</script>", "</textarea><script>owned=1</script>",
    "{{constructor.constructor('owned=1')()}}", "<math><mi//xlink:href=\"data:x,<script>owned=1\">",
    "<style>*{display:none}</style>", "<base href=//evil.example>",
    "\u{202E}<script>owned=1</script>",
    "<details open ontoggle=owned=1>", "<input autofocus onfocus=owned=1>",
    "<meta http-equiv=refresh content='0;url=javascript:owned=1'>", "<link rel=stylesheet href=x>",
    "\u{0}<\u{0}script>owned=1</script>", "+ADw-script+AD4-owned=1+ADw-/script+AD4-",
  ]
}
