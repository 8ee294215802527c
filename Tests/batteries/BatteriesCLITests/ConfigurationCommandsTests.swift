import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Commands about the configuration") struct ConfigurationCommandsTests {
  @Test("init writes a file that check accepts, and check says when its jobs run")
  func starter() async throws {
    let console = try CapturedConsole()
    let written = await console.run("init")
    #expect(written.status == 0)
    #expect(written.error.contains("batteries.yaml"))
    let checked = await console.run("check")
    #expect(checked.status == 0)
    #expect(checked.output.contains("nothing wrong."))
    let text = try String(
      contentsOfFile: console.directory.path.appending("batteries.yaml").string,
      encoding: .utf8
    )
    #expect(text.contains("#"))
  }

  @Test("init replaces a file only when it is told to")
  func force() async throws {
    let console = try CapturedConsole()
    try console.configure("mine")
    #expect(await console.run("init").status == 73)
    #expect(await console.run("init", "--force").status == 0)
    #expect(await console.run("check").status == 0)
  }

  @Test("the environment names another configuration")
  func variable() async throws {
    let console = try CapturedConsole(environment: ["BATTERIES_CONFIG": "other.yaml"])
    try console.directory.write("jobs:\n  other: { run: \"true\" }\n", to: "other.yaml")
    #expect(await console.run("jobs").output.contains("other"))
  }

  @Test("schema prints JSON that names every kind of job")
  func schema() async throws {
    let result = await (try CapturedConsole()).run("schema")
    let schema = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    #expect(schema is [String: Any])
    for kind in Registry.jobs.kinds { #expect(result.output.contains("\"\(kind)\"")) }
  }

  @Test("jobs shows the next fire time in the job's own zone")
  func jobs() async throws {
    let clock = ManualTimeSource(now: Date(timeIntervalSince1970: 1_767_225_600))
    let console = try CapturedConsole(clock: clock)
    try console.configure(
      """
      jobs:
        nightly:
          on: { schedule: "daily at 02:00", timezone: Asia/Tokyo }
          run: "true"
        by-hand: { run: "true" }
      """
    )
    let text = await console.run("jobs").output
    #expect(text.contains("nightly  daily at 02:00  2026-01-02 02:00 (in 17 h)"))
    #expect(text.contains("by-hand  by hand"))
    let json = await console.run("jobs", "--format", "json").output
    #expect(json.contains("\"next\" : \"2026-01-02T02:00:00+09:00\""))
  }

  @Test("the README's example is a configuration that can be used")
  func readme() async throws {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let yaml = readme.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]
    let console = try CapturedConsole()
    try console.configure(yaml)
    let result = await console.run("check")
    #expect(result.status == 0)
    #expect(result.error == "")
  }
}
