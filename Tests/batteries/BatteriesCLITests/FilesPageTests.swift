import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs the command lines and the rules of `Documentation/Cookbook/Files.md`.
@Suite("Cookbook, files in commands", .timeLimit(.minutes(5))) struct FilesPageTests {
  @Test("print what the page shows")
  func commands() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"])
    #expect(try await CookbookPage("Files").run(in: console) == 5)
  }

  @Test("rules do what the page says, and are taken back")
  func rules() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"])
    let piece = try CookbookPage("Files").text.components(separatedBy: "```yaml\n")
    #expect(piece.count == 2)
    try console.directory.write(
      piece[1].components(separatedBy: "```").first ?? "",
      to: "rules.yaml"
    )
    let files = ["in/bill.pdf", "in/dot.gif", "in/old.txt", "in/new.txt"]
    try console.directory.write("%PDF-1.4\nInvoice 7\n", to: "in/bill.pdf")
    try console.directory.write("GIF89a\u{1}\0\u{1}\0", to: "in/dot.gif")
    for name in files[2...] { try console.directory.write(name, to: name) }
    for name in files[1...2] {
      let path = console.directory.path.pushing(FilePath(name)).string
      let date = Date(timeIntervalSince1970: 1_560_000_000)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    let words = ["organize", "in", "--rules", "rules.yaml", "--state", "journals", "--quiet"]
    let done = await console.run(words)
    #expect(done.status == 0, "\(done.error)")
    let sorted = [
      "in/Invoices/bill.pdf", "in/Old/2019/old.txt", "in/Pictures/2019/06/dot.gif", "in/new.txt",
    ]
    #expect(sorted.allSatisfy { console.directory.path.pushing(FilePath($0)).isThere })
    let undone = await console.run("organize", "undo", "--state", "journals")
    #expect(undone.status == 0, "\(undone.error)")
    #expect(files.allSatisfy { console.directory.path.pushing(FilePath($0)).isThere })
  }
}

extension FilePath {
  fileprivate var isThere: Bool { FileManager.default.fileExists(atPath: string) }
}
