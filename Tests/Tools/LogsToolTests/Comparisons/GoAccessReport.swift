import Foundation
import SystemPackage
import TestKit

@testable import LogsTool

/// A report of GoAccess, as far as it counts the same as ours.
struct GoAccessReport {
  /// What it counts for a value.
  struct Row: Hashable {
    var hits: Int
    var visitors: Int
    var bytes: Int
  }

  static let program = Program("goaccess")

  var lines: Int
  var failed: Int
  var bytes: Int
  var visitors: Int
  /// The rows of each panel by their values.
  var panels: [LogReport.Name: [String: Row]]

  /// Has GoAccess report of a log, by our list of static files.
  init(_ log: FilePath, in directory: TemporaryDirectory) async throws {
    let files = StaticFiles.usual.map { "static-file \($0)\n" }.joined()
    let configuration = try directory.write(
      """
      log-format COMBINED
      all-static-files true
      http-method no
      http-protocol no
      no-progress true
      max-items 1000000
      \(files)
      """,
      to: "goaccess.conf"
    )
    let output = directory.path.appending("goaccess.json")
    let arguments = [
      log.string, "--no-global-config", "-p", configuration.string, "-o", output.string,
    ]
    guard let program = Self.program else { throw CancellationError() }
    let result = try await program.run(arguments, in: directory.path)
    guard result.status == 0 else {
      throw ServerFailure(error: CancellationError(), said: result.error)
    }
    // Version 1.7 writes bytes that are no UTF-8 as they are.
    let bytes = try Data(contentsOf: URL(filePath: output.string))
    let text = String(decoding: bytes, as: UTF8.self)
    try self.init(JSONDecoder().decode(Document.self, from: Data(text.utf8)))
  }

  private struct Count: Decodable {
    var count: Int
  }

  private struct Item: Decodable {
    var hits: Count
    var visitors: Count
    var bytes: Count
    var data: String
    var items: [Item]?

    var row: Row { Row(hits: hits.count, visitors: visitors.count, bytes: bytes.count) }
  }

  private struct Panel: Decodable {
    var data: [Item]
  }

  private struct General: Decodable {
    var total_requests: Int
    var failed_requests: Int
    var unique_visitors: Int
    var bandwidth: Int
  }

  private struct Document: Decodable {
    var general: General
    var visitors: Panel
    var requests: Panel?
    var static_requests: Panel?
    var not_found: Panel?
    var hosts: Panel
    var visit_time: Panel
    var referrers: Panel?
    var status_codes: Panel
  }

  private init(_ document: Document) {
    lines = document.general.total_requests
    failed = document.general.failed_requests
    visitors = document.general.unique_visitors
    bytes = document.general.bandwidth
    func rows(_ panel: Panel?) -> [String: Row] {
      Dictionary((panel?.data ?? []).map { ($0.data, $0.row) }) { first, _ in first }
    }
    let days = document.visitors.data.map { item in
      let day = Array(item.data)
      return ("\(String(day[..<4]))-\(String(day[4..<6]))-\(String(day[6...]))", item.row)
    }
    let statuses = document.status_codes.data.flatMap { $0.items ?? [] }
      .map { (String($0.data.prefix(3)), $0.row) }
    panels = [
      .days: Dictionary(days) { first, _ in first },
      .requests: rows(document.requests),
      .staticFiles: rows(document.static_requests),
      .notFound: rows(document.not_found),
      .hosts: rows(document.hosts),
      .hours: rows(document.visit_time),
      // It lists those without a referrer, too.
      .referrers: rows(document.referrers).filter { $0.key != "-" },
      .status: Dictionary(statuses) { first, _ in first },
    ]
  }
}
