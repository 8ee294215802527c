import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs the command lines of `Documentation/Cookbook/Tables.md`.
@Suite("Cookbook, table commands", .timeLimit(.minutes(5))) struct TablesPageTests {
  @Test("print what the page shows")
  func commands() async throws {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let page = try String(
      contentsOf: root.appendingPathComponent("Documentation/Cookbook/Tables.md"),
      encoding: .utf8
    )
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"], width: 120)
    var count = 0
    for block in page.components(separatedBy: "```console\n").dropFirst() {
      let text = block.components(separatedBy: "```").first ?? ""
      for example in ("\n" + text).components(separatedBy: "\n$ ").dropFirst() {
        let lines = example.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let command = Self.words(String(lines.first ?? ""))
        var shown = lines.count > 1 ? String(lines[1]) : ""
        if !shown.isEmpty, !shown.hasSuffix("\n") { shown += "\n" }
        if command.first == "cat" {
          try console.directory.write(shown, to: command[1])
          continue
        }
        #expect(command.first == "batteries")
        let result = await console.run(Array(command.dropFirst()))
        #expect(result.status == 0, "\(result.error)")
        let folder = console.directory.path.string + "/"
        #expect(result.output.replacing(folder, with: "") == shown, "\(command)")
        count += 1
      }
    }
    #expect(count > 12)
  }

  /// The words of a command line, of which some are in double quotes.
  private static func words(_ line: String) -> [String] {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { number, part in
      number.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
  }
}
