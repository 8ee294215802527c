import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// A search as the database is asked, and a closer look at what it answers.
///
/// The database finds names by three letters in a row; that all words are in the name is seen by
/// looking at it.
struct FileSearch {
  private enum Argument {
    case integer(Int64)
    case text(String)
  }

  private let connection: CatalogConnection
  private let conditions: [NameCondition]
  private let folder: [UInt8]?
  private let extensions: Set<[UInt8]>
  private let sql: String
  private let arguments: [Argument]

  init(_ catalog: Catalog, _ query: FileQuery, now: Date, home: FilePath) throws {
    connection = catalog.connection
    conditions = try query.words.map { try NameCondition($0) }
    folder = query.folder.map { ConfiguredPath.resolve($0, home: home).bytes }
    extensions = Set(
      query.extensions.map {
        Array(SearchText.fold($0.hasPrefix(".") ? String($0.dropFirst()) : $0).utf8)
      }
    )
    var arguments: [Argument] = []
    var clauses = ["e.parent <> 0"]
    var source = "entries e"
    var trigrams = conditions.flatMap(\.trigrams)
    if conditions.isEmpty, extensions.count == 1, let suffix = extensions.first {
      trigrams = SearchText.trigrams([0x2E] + suffix)
    }
    if !trigrams.isEmpty {
      source = "names n CROSS JOIN entries e ON e.id = n.rowid"
      clauses.append("names MATCH ?")
      let unique = Array(Set(trigrams)).sorted()
      arguments.append(.text(unique.map(Self.quoted).joined(separator: " AND ")))
    }
    if let text = query.contains {
      clauses.append("e.id IN (SELECT rowid FROM texts WHERE texts MATCH ?)")
      arguments.append(.text(try Self.textQuery(text)))
    }
    for tag in query.tags {
      clauses.append(Self.tagged(isWanted: true))
      arguments.append(.text(tag))
    }
    for tag in query.withoutTags {
      clauses.append(Self.tagged(isWanted: false))
      arguments.append(.text(tag))
    }
    if !query.kinds.isEmpty {
      let list = query.kinds.map { "\($0.number)" }.joined(separator: ",")
      clauses.append("e.category IN (\(list))")
    }
    if let size = query.size {
      // A directory has no size of its own.
      clauses.append("e.size BETWEEN ? AND ? AND e.category <> \(FileCategory.directory.number)")
      arguments += [.integer(size.least), .integer(size.greatest)]
    }
    if let bounds = query.modified?.bounds(now: now) {
      clauses.append("e.modified >= ? AND e.modified < ?")
      arguments += [.integer(bounds.lowerBound), .integer(bounds.upperBound)]
    }
    sql = """
      SELECT e.id, e.parent, e.name, e.category, e.size, e.modified FROM \(source)
      WHERE \(clauses.joined(separator: " AND "))
      """
    self.arguments = arguments
  }

  private static func tagged(isWanted: Bool) -> String {
    "e.id \(isWanted ? "IN" : "NOT IN") "
      + "(SELECT entry FROM tagged JOIN tags ON tags.id = tagged.tag WHERE tags.name = ?)"
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  private static func textQuery(_ text: String) throws -> String {
    let words = FileQuery.split(text).map { word in
      word.hasSuffix("*") ? quoted(String(word.dropLast())) + "*" : quoted(word)
    }
    guard !words.isEmpty else {
      throw JobError(
        .configuration,
        "--contains is empty. Write words that are in the text.",
        exitStatus: 64
      )
    }
    return words.joined(separator: " AND ")
  }

  /// Hands out what is found, in the order of the catalog, until the closure returns `false`.
  func run(_ visit: (FoundFile) throws -> Bool) throws {
    let statement = try CatalogStatement(connection, sql)
    for argument in arguments {
      switch argument {
      case .integer(let number): statement.bind(number)
      case .text(let text): statement.bind(text)
      }
    }
    var paths = EntryPaths(connection)
    let words = conditions.compactMap { if case .isInName(let word) = $0 { word } else { nil } }
    while try statement.step() {
      // Words of one or two letters come by all names, which are not copied to see that it is none.
      let isNone = statement.withBytes(2) { name in
        words.contains { SearchText.surelyLacks(name, $0) }
      }
      if isNone { continue }
      let name = statement.bytes(2)
      let parent = statement.integer(1)
      if !extensions.isEmpty, !hasExtension(name) { continue }
      if !conditions.isEmpty {
        let folded = SearchText.fold(name)
        let isWanted = try conditions.allSatisfy { condition in
          try condition.holds(folded) { try paths.path(name, in: parent) }
        }
        if !isWanted { continue }
      }
      let path = try paths.path(name, in: parent)
      if let folder, !Self.isBelow(path, folder) { continue }
      let file = FoundFile(
        pathBytes: path,
        kind: FileCategory(number: statement.integer(3)),
        size: statement.integer(4),
        modified: statement.integer(5),
        tags: [],
        id: statement.integer(0),
        parent: parent
      )
      guard try visit(file) else { return }
    }
  }

  private func hasExtension(_ name: [UInt8]) -> Bool {
    guard let dot = name.lastIndex(of: 0x2E), dot > 0 else { return false }
    return extensions.contains(SearchText.fold(name[(dot + 1)...]))
  }

  private static func isBelow(_ path: [UInt8], _ folder: [UInt8]) -> Bool {
    guard path.count > folder.count, path.starts(with: folder) else { return false }
    return folder.last == 0x2F || path[folder.count] == 0x2F
  }
}
