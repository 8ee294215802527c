import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("batteries run, without a hub") struct RunCommandTests {
  private static let configuration = """
    jobs:
      hello: { run: "echo out; echo err >&2" }
      fails: { run: "echo broken; exit 3" }
      slow: { timeout: 100ms, run: "exec sleep 60" }
      steps:
        steps:
          - run: "echo 1 > shared"
          - run: "cat shared"
      space: { disk: . }
    """

  private func console() throws -> CapturedConsole {
    let console = try CapturedConsole()
    try console.configure(Self.configuration)
    return console
  }

  @Test("prints what the job prints, to the output that it prints to")
  func outputs() async throws {
    let console = try console()
    let result = await console.run("run", "hello")
    #expect(result.status == 0)
    #expect(result.output == "out\n")
    #expect(result.error.hasPrefix("err\nRun 1 of hello succeeded after "))
    #expect(await console.run("run", "hello", "--quiet").error == "err\n")
  }

  @Test("ends with the status of the command")
  func status() async throws {
    let result = await (try console()).run("run", "fails")
    #expect(result.status == 3)
    #expect(result.output == "broken\n")
    #expect(result.error.contains("exited with status 3"))
  }

  @Test("ends with 124 when the time is up")
  func timeout() async throws {
    #expect(await (try console()).run("run", "slow").status == 124)
  }

  @Test("runs steps in one directory")
  func steps() async throws {
    let result = await (try console()).run("run", "steps")
    #expect(result.status == 0)
    #expect(result.output == "1\n")
  }

  @Test("prints the table of a report")
  func table() async throws {
    let result = await (try console()).run("run", "space")
    #expect(result.status == 0)
    #expect(result.output.contains("share"))
  }

  @Test("a dry run does nothing and leaves no trace")
  func dryRun() async throws {
    let console = try console()
    let result = await console.run("run", "hello", "--dry-run")
    #expect(result.status == 0)
    #expect(result.output.contains("echo out"))
    let data = console.directory.path.appending(".batteries").string
    #expect(!FileManager.default.fileExists(atPath: data))
    #expect(await console.run("runs", "--format", "json").output == "{\"runs\":[]}\n")
  }

  @Test("keeps a history that runs and show read")
  func history() async throws {
    struct List: Decodable {
      struct Run: Decodable {
        var id: Int
        var job: String
        var state: String
        var trigger: String
        var startedAt: String
        var finishedAt: String
        var attempt: Int
        var exitStatus: Int
        var scheduledFor: String?
        var reason: String?
      }
      var runs: [Run]
    }
    let console = try console()
    _ = await console.run("run", "hello")
    _ = await console.run("run", "fails")
    let text = await console.run("runs", "--format", "json").output
    let runs = try JSONDecoder().decode(List.self, from: Data(text.utf8)).runs
    #expect(runs.map(\.job) == ["fails", "hello"])
    #expect(runs.map(\.state) == ["failed", "succeeded"])
    #expect(runs.map(\.exitStatus) == [3, 0])
    #expect(runs.allSatisfy { $0.trigger == "manual" && $0.scheduledFor == nil })
    #expect(runs.allSatisfy { $0.startedAt.contains(/T.*[+-]\d\d:\d\d$/) })
    let failed = await console.run("runs", "--state", "failed", "--format", "csv").output
    #expect(failed.split(separator: "\r\n").count == 2)
    let shown = await console.run("show", "hello")
    #expect(shown.status == 0)
    #expect(shown.output.contains("run      1 of hello"))
    #expect(shown.output.hasSuffix("\nout\n"))
    #expect(await console.run("show", "hello", "--log").output == "out\n")
    #expect(await console.run("show", "2", "--follow").status == 3)
    #expect(await console.run("stop", "2").status == 1)
  }

  @Test("pauses and resumes a job without a hub")
  func pause() async throws {
    let console = try console()
    #expect(await console.run("pause", "hello").status == 0)
    #expect(await console.run("jobs").output.contains(/hello +by hand +paused/))
    #expect(await console.run("resume", "hello").status == 0)
    #expect(!(await console.run("jobs").output.contains("paused")))
  }

  @Test("makes, lists and removes tokens")
  func tokens() async throws {
    let console = try console()
    let made = await console.run("token", "add", "ci", "--role", "operator", "--expires", "90d")
    #expect(made.output.hasPrefix("bat_"))
    #expect(await console.run("token", "add", "ci").status == 1)
    #expect(await console.run("token", "list").output.contains(/ci +operator/))
    #expect(await console.run("token", "remove", "ci").status == 0)
    #expect(!(await console.run("token", "list").output.contains("ci")))
  }

  @Test("history stays readable while the configuration is broken")
  func brokenConfiguration() async throws {
    let console = try console()
    _ = await console.run("run", "hello")
    try console.configure("jobs: [")
    #expect(await console.run("runs").output.contains("hello"))
    #expect(await console.run("run", "hello").status == 78)
  }
}
