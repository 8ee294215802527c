import Foundation

/// `Documentation/Cookbook/Files.md`, and the tests that hold its pieces of Swift.
struct FilesPage {
  let text: String
  /// The folder of the package.
  let root: URL

  init(source: String = #filePath) throws {
    root = (0..<5).reduce(URL(filePath: source)) { url, _ in url.deletingLastPathComponent() }
    text = try String(
      contentsOf: root.appending(path: "Documentation/Cookbook/Files.md"),
      encoding: .utf8
    )
  }

  /// The pieces of the page.
  var pieces: [String] {
    text.components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "```").first ?? "" }
  }

  /// The pieces of the files beside this one, without their indentation.
  func piecesOfTests(source: String = #filePath) throws -> [String] {
    let folder = URL(filePath: source).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    return try files.flatMap { name in
      let code = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return ["", "    "].flatMap { indent in
        code.components(separatedBy: "\n\(indent)// page: begin\n").dropFirst().map { piece in
          let lines = piece.components(separatedBy: "\n\(indent)// page: end").first ?? ""
          return lines.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : String($0) }
            .joined(separator: "\n") + "\n"
        }
      }
    }
  }

  /// What stands in backticks in the two columns of the table of names.
  var table: [(python: [String], swift: [String])] {
    let rows = text.components(separatedBy: "\n|---|---|\n").dropFirst().first ?? ""
    return rows.components(separatedBy: "\n\n")[0].split(separator: "\n").map { row in
      let cells = row.dropFirst(2).components(separatedBy: " | ")
      return (Self.code(cells[0]), Self.code(cells.last ?? ""))
    }
  }

  private static func code(_ text: String) -> [String] {
    text.components(separatedBy: "`").enumerated()
      .compactMap { $0.offset.isMultiple(of: 2) ? nil : $0.element }
  }
}
