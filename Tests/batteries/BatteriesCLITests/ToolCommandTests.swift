import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Tools as commands") struct ToolCommandTests {
  @Test("disk prints a table to standard output and the summary to standard error")
  func disk() async throws {
    let console = try CapturedConsole()
    try console.directory.write(String(repeating: "x", count: 50_000), to: "big/file")
    try console.directory.write("x", to: "small")
    let result = await console.run("disk")
    #expect(result.status == 0)
    #expect(result.output.contains("path"))
    #expect(result.output.contains("big"))
    #expect(result.error.contains("files"))
    #expect(await console.run("disk", "--quiet").error == "")
  }

  @Test("prints the same report in every format", arguments: ["json", "csv", "markdown", "html"])
  func formats(format: String) async throws {
    let console = try CapturedConsole()
    try console.directory.write("x", to: "small")
    let result = await console.run("disk", ".", "--format", format)
    #expect(result.status == 0)
    #expect(result.output.contains("small"))
    if format == "json" {
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      }
    }
  }

  @Test("a dry run lists what would be deleted and deletes nothing")
  func dryRun() async throws {
    let console = try CapturedConsole()
    for name in ["a.log", "b.log", "c.log"] { try console.directory.write("x", to: "logs/\(name)") }
    let command = ["prune", "logs", "--match", "*.log", "--keep", "1"]
    let planned = await console.run(command + ["--dry-run"])
    #expect(planned.status == 0)
    #expect(planned.output.contains("delete"))
    #expect(try files(console).count == 3)
    let done = await console.run(command)
    #expect(done.status == 0)
    #expect(done.output.contains("deleted 2 files"))
    #expect(try files(console).count == 1)
  }

  private func files(_ console: CapturedConsole) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: console.directory.path.appending("logs").string
    )
  }

  @Test("a directory that is not there ends with status 66")
  func missing() async throws {
    let result = await (try CapturedConsole()).run("disk", "nowhere")
    #expect(result.status == 66)
    #expect(result.error.hasPrefix("batteries: "))
  }
}
