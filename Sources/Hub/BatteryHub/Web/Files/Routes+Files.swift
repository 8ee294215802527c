import Foundation
import Hummingbird
import SystemPackage

/// The pages of the files in the catalog.
extension Routes {
  var fileRoutes: [Route] {
    [
      Route(.get, "/files", .role(.viewer)) { visit in
        var page = FilesPage(visitor: visit.visitor, parts: await fileParts(visit))
        do {
          page.overview = try await site.files?.overview()
        } catch let error as FileBrowserError {
          page.problem = error.message
        }
        return .html(page.html)
      },
      Route(.get, "/files/search", .role(.viewer)) { visit in .html(try await found(visit).html) },
      Route(.get, "/files/{file}", .role(.viewer)) { visit in
        .html(try await filePage(visit).html)
      },
      Route(.get, "/files/{file}/image", .role(.viewer)) { visit in try await image(visit) },
    ]
  }

  private static let fileLimit = 200

  private func fileParts(_ visit: Visit) async -> PageParts {
    PageParts(now: visit.now, encoder: await encoder())
  }

  /// Asks the catalog, and tells what is wrong with it.
  private func browse<Value>(
    _ body: (any FileBrowser) async throws -> Value?
  ) async throws -> Value {
    guard let files = site.files else { throw Problem.notFound("This hub shows no files.") }
    do {
      if let value = try await body(files) { return value }
    } catch let error as FileBrowserError {
      throw Problem(.serviceUnavailable, "no-catalog", error.message)
    }
    throw Problem.notFound("The catalog has no such file. It may have been moved or removed.")
  }

  private func found(_ visit: Visit) async throws -> FoundFilesPage {
    try visit.allow("q", "text", "kind", "tag", "saved")
    let fields = FileSearchFields(
      words: visit.query["q"] ?? "",
      text: visit.query["text"] ?? "",
      kind: visit.query["kind"] ?? "",
      tag: visit.query["tag"] ?? "",
      saved: visit.query["saved"] ?? ""
    )
    var page = FoundFilesPage(
      visitor: visit.visitor,
      parts: await fileParts(visit),
      fields: fields,
      files: [],
      limit: Self.fileLimit
    )
    guard let files = site.files, !fields.isEmpty else { return page }
    do {
      page.files = try await files.search(fields, limit: Self.fileLimit)
    } catch let error as FileBrowserError {
      page.problem = error.message
    }
    return page
  }

  private func filePage(_ visit: Visit) async throws -> FilePage {
    let id = try visit.number("file")
    let file = try await browse { try await $0.entry(id) }
    var page = FilePage(
      visitor: visit.visitor,
      parts: await fileParts(visit),
      file: file,
      parents: try await browse { try await $0.parents(of: id) }
    )
    if file.isDirectory {
      let first = Int(try visit.number("from", in: 0...1_000_000_000, default: 0))
      page.first = first
      page.limit = Self.fileLimit
      page.files = try await browse { try await $0.list(id, from: first, limit: Self.fileLimit) }
    } else if let open = try? await site.files?.open(id) {
      defer { try? open.close() }
      page.preview = try? FilePreview(open)
    }
    return page
  }

  private func image(_ visit: Visit) async throws -> Response {
    let id = try visit.number("file")
    let file = try await browse { try await $0.open(id) }
    defer { try? file.close() }
    guard case .image(let type, let size) = try FilePreview(file) else {
      throw Problem.notFound("This file is no picture that can be shown.")
    }
    return try FilePreview.response(file, type: type, size: size)
  }
}
