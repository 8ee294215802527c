import Foundation

/// The pieces of Swift of a page of the Cookbook, and those of the tests that run them.
struct CookbookPieces {
  let ofPage: [String]
  let ofTests: [String]

  init(page: String, source: String = #filePath) throws {
    let file = URL(filePath: source)
    let root = (0..<5).reduce(file) { url, _ in url.deletingLastPathComponent() }
    let text = try String(
      contentsOf: root.appending(path: "Documentation/Cookbook/\(page).md"),
      encoding: .utf8
    )
    let tests = try String(
      contentsOf: file.deletingLastPathComponent()
        .appending(path: "\(page)CookbookTests.swift"),
      encoding: .utf8
    )
    ofPage = Self.pieces(of: text, from: "```swift\n", to: "```")
    ofTests = Self.pieces(of: tests, from: "    // page: begin\n", to: "    // page: end")
      .map { piece in
        piece.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
      }
  }

  private static func pieces(of text: String, from begin: String, to end: String) -> [String] {
    text.components(separatedBy: begin).dropFirst()
      .map { $0.components(separatedBy: end).first ?? "" }
  }
}
