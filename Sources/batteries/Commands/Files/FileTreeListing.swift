import BatteryFiles
import BatteryJobs
import SystemPackage

/// What is below a directory, as far as it is shown.
struct FileTreeListing: Sendable {
  /// An entry as tables have it.
  struct Row: Encodable, Sendable {
    var path: PathText
    var kind: String
    var size: Int64?
  }

  private struct Node: Sendable {
    var name: FilePath.Component
    var kind: FileEntry.Kind
    var size: Int64?
  }

  private struct Enough: Error {}

  private var directories: [FilePath: [Node]] = [:]
  private(set) var failures: [FileError] = []
  private var count = 0
  private var isCut = false

  /// Walks until there is enough.
  init(
    _ walk: DirectoryWalk,
    limit: Int,
    withSizes: Bool,
    _ cancellation: BlockingWork.Cancellation
  ) throws {
    do {
      try walk.forEach { event in
        try cancellation.check()
        switch event {
        case .failure(let error): failures.append(error)
        case .listing(let listing):
          let room = limit - count
          directories[listing.path] = listing.prefix(room).map { entry in
            Node(
              name: entry.name,
              kind: entry.kind,
              size: withSizes && entry.kind == .file ? entry.status?.size : nil
            )
          }
          count += min(room, listing.count)
          if listing.count > room {
            isCut = true
            throw Enough()
          }
        }
      }
    } catch is Enough {}
  }

  /// How much there is.
  var summary: String {
    let folders = directories.values.reduce(0) { $0 + $1.count { $0.kind == .directory } }
    let text = "\(folders) directories, \(count - folders) files"
    return isCut ? text + "; there is more. Raise --limit" : text
  }

  /// The entries in the order of a tree.
  var rows: [Row] {
    var rows: [Row] = []
    visit { path, node, _, _ in
      rows.append(
        Row(
          path: PathText(path: path.appending(node.name)),
          kind: Self.word(node.kind),
          size: node.size
        )
      )
    }
    return rows
  }

  /// Calls a closure with each line of the picture.
  func forEachLine(_ body: (String) throws -> Void) throws {
    try visit { _, node, prefix, isLast in
      var line = prefix + (isLast ? "└── " : "├── ") + DisplayText.harmless(node.name.string)
      if node.kind == .directory { line += "/" }
      if node.kind == .symbolicLink { line += "@" }
      if let size = node.size { line += "  (\(ByteCount(bytes: size)))" }
      try body(line)
    }
  }

  /// Goes through the tree without recursion, however deep it is.
  private func visit(
    _ body: (FilePath, Node, _ prefix: String, _ isLast: Bool) throws -> Void
  ) rethrows {
    var stack: [(path: FilePath, place: Int, prefix: String)] = [("", 0, "")]
    while let (path, place, prefix) = stack.popLast() {
      guard let nodes = directories[path], place < nodes.count else { continue }
      let node = nodes[place]
      let isLast = place == nodes.count - 1
      try body(path, node, prefix, isLast)
      stack.append((path, place + 1, prefix))
      if node.kind == .directory {
        stack.append((path.appending(node.name), 0, prefix + (isLast ? "    " : "│   ")))
      }
    }
  }

  private static func word(_ kind: FileEntry.Kind) -> String {
    switch kind {
    case .file: "file"
    case .directory: "directory"
    case .symbolicLink: "link"
    case .other: "special"
    }
  }
}
