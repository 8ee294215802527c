import BatteryFiles
import BatteryJobs
import SystemPackage

/// Reads the texts of files that are new or changed into the catalog, some files at a time.
///
/// Ended early it goes on next time where it was.
struct TextIndexer {
  private struct File {
    var id: Int64
    var path: FilePath
    var facts: EntryFacts
  }

  private static let batch = 128

  private let connection: CatalogConnection
  private let cancellation: BlockingWork.Cancellation

  init(_ connection: CatalogConnection, _ cancellation: BlockingWork.Cancellation) {
    self.connection = connection
    self.cancellation = cancellation
  }

  func run(in folder: Catalog.Folder) throws -> IndexCounts {
    var counts = IndexCounts()
    let files = try pending(in: folder)
    for start in stride(from: 0, to: files.count, by: Self.batch) {
      try cancellation.check()
      let batch = Array(files[start..<min(start + Self.batch, files.count)])
      let facts = Dictionary(batch.map { ($0.path, $0.facts) }) { first, _ in first }
      let texts = FileHashing.hashAll(batch.map(\.path)) { path throws(FileError) -> [UInt8]? in
        guard let known = facts[path] else { return nil }
        return try TextExtractor.text(of: path, known)
      }
      let writer = try EntryWriter(connection)
      try connection.transaction {
        for (file, result) in zip(batch, texts) {
          let text: [UInt8]?
          switch result {
          case .success(let found): text = found
          case .failure(let error):
            counts.fail(error)
            continue
          }
          counts.texts += 1
          try writer.forgetText(of: file.id)
          try keep(text, of: file)
        }
      }
    }
    return counts
  }

  /// The files whose texts are not those that the catalog has.
  private func pending(in folder: Catalog.Folder) throws -> [File] {
    let readable = FileCategory.allCases.filter { TextExtractor.categories.contains($0) }
    let list = readable.map { "\($0.number)" }.joined(separator: ",")
    let statement = try CatalogStatement(
      connection,
      """
      SELECT e.id, e.parent, e.name, e.category, e.size, e.modified, e.inode, e.device
      FROM entries e LEFT JOIN extracted x ON x.entry = e.id
      WHERE e.category IN (\(list)) AND e.size > 0
      AND (x.entry IS NULL OR x.size <> e.size OR x.modified <> e.modified)
      """
    )
    var paths = EntryPaths(connection)
    var files: [File] = []
    while try statement.step() {
      let name = statement.bytes(2)
      guard TextExtractor.canRead(name) else { continue }
      let path = FilePath(bytes: try paths.path(name, in: statement.integer(1)))
      guard path.starts(with: folder.path) else { continue }
      files.append(
        File(id: statement.integer(0), path: path, facts: EntryWriter.facts(statement, 3))
      )
    }
    return files
  }

  private func keep(_ text: [UInt8]?, of file: File) throws {
    let noting = try connection.statement(
      "INSERT INTO extracted(entry, size, modified, hasText) VALUES(?, ?, ?, ?)"
    )
    noting.bind(file.id)
    noting.bind(file.facts.size)
    noting.bind(file.facts.modified)
    noting.bind(text == nil ? 0 : 1)
    try noting.run()
    guard let text else { return }
    let adding = try connection.statement("INSERT INTO texts(rowid, body) VALUES(?, ?)")
    adding.bind(file.id)
    adding.bind(text: text)
    try adding.run()
  }
}
