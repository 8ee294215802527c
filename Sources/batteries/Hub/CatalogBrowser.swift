import BatteryFiles
import BatteryHub
import BatteryJobs
import FilesTool
import Foundation
import SystemPackage

/// Shows the dashboard the catalog of the first `files` job in the configuration.
struct CatalogBrowser: FileBrowser {
  let hub: Hub
  let environment: [String: String]

  func overview() async throws -> FileOverview? {
    try await read { catalog in
      let folders = try catalog.folders()
      return FileOverview(
        folders: try folders.compactMap { folder in
          try catalog.file(at: folder.path).map { browsed($0, isFolder: true) }
        },
        tags: try catalog.tags().map { ($0.tag, $0.files) },
        searches: try catalog.searches().map(\.name),
        indexed: folders.compactMap(\.indexed).min()
      )
    }
  }

  func entry(_ id: Int64) async throws -> BrowsedFile? {
    try await read { catalog in
      guard var file = try catalog.file(id) else { return nil }
      file.tags = try catalog.tags(of: file.path) ?? []
      return browsed(file, isFolder: file.isFolder)
    }
  }

  func parents(of id: Int64) async throws -> [BrowsedFile] {
    try await read { catalog in
      try catalog.parents(of: id).map { browsed($0, isFolder: $0.isFolder) }
    } ?? []
  }

  func list(_ id: Int64, from first: Int, limit: Int) async throws -> [BrowsedFile] {
    try await read { catalog in
      try catalog.list(id, from: first, limit: limit).map { browsed($0) }
    } ?? []
  }

  func search(_ search: FileSearchFields, limit: Int) async throws -> [BrowsedFile] {
    try await read { catalog in
      var query = try search.saved.isEmpty ? FileQuery() : catalog.search(named: search.saved)
      query.words += FileQuery(words: [search.words]).words
      if !search.text.isEmpty { query.contains = search.text }
      if let kind = FileCategory(rawValue: search.kind) { query.kinds = [kind] }
      if !search.tag.isEmpty { query.tags.append(search.tag) }
      return try catalog.find(query, limit: limit, withTags: true).map { browsed($0) }
    } ?? []
  }

  func open(_ id: Int64) async throws -> FileDescriptor? {
    try await read { try $0.open(id) }
  }

  // MARK: - The catalog

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (Catalog) throws -> Value?
  ) async throws -> Value? {
    guard let file = await path() else { return nil }
    do {
      return try await BlockingWork.run { _ in try body(try Catalog(file)) }
    } catch let error as JobError {
      throw FileBrowserError(error.message)
    }
  }

  /// The catalog that the configuration in force names.
  private func path() async -> FilePath? {
    let configuration = await hub.configuration
    let steps = configuration.jobs.flatMap(\.steps)
    guard let step = steps.first(where: { $0.job.kind == FilesJob.kind }),
      let data = try? JSONEncoder().encode(step.job),
      let job = try? JSONDecoder().decode(FilesJob.self, from: data)
    else { return nil }
    return job.catalog.map { ConfiguredPath.resolve($0, home: configuration.home) }
      ?? Catalog.defaultPath(environment)
  }

  private func browsed(_ file: FoundFile, isFolder: Bool = false) -> BrowsedFile {
    BrowsedFile(
      id: file.id,
      name: isFolder ? file.path.string : file.path.lastComponent?.string ?? file.path.string,
      place: file.path.removingLastComponent().string,
      kind: file.kind.rawValue,
      size: file.size,
      modified: Date(timeIntervalSince1970: Double(file.modified) / 1e9),
      tags: file.tags
    )
  }
}
