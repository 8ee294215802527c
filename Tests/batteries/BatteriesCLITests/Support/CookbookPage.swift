import Foundation
import SystemPackage
import TestKit
import Testing

/// A page of `Documentation/Cookbook` whose command lines are run.
struct CookbookPage {
  /// The text.
  let text: String

  init(_ name: String) throws {
    let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let file = root.appendingPathComponent("Documentation/Cookbook/\(name).md")
    text = try String(contentsOf: file, encoding: .utf8)
  }

  /// Writes the files that the page shows, runs its command lines, and compares what they print, the
  /// errors last.
  ///
  /// Runs of organize, whose names are new each time, are all called alike.
  ///
  /// - Returns: How many command lines there are.
  func run(in console: CapturedConsole) async throws -> Int {
    var count = 0
    for block in text.components(separatedBy: "```console\n").dropFirst() {
      let block = block.components(separatedBy: "```").first ?? ""
      for example in ("\n" + block).components(separatedBy: "\n$ ").dropFirst() {
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
        let hasFailed = shown.contains("batteries: ")
        #expect((result.status == 0) == !hasFailed, "\(result.error)")
        let folder = console.directory.path.string + "/"
        let printed = result.output + (hasFailed ? result.error : "")
        let text = printed.replacing(folder, with: "").replacing("\r\n", with: "\n")
          .replacing(/\d{8}-\d{6}-\d{3}[a-z]{2}/, with: "20261123-090000-000ab")
        #expect(text == shown, "\(command)")
        count += 1
      }
    }
    return count
  }

  /// The words of a command line, of which some are in double quotes.
  private static func words(_ line: String) -> [String] {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { number, part in
      number.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
  }
}
