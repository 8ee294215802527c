import Foundation
import HTTPTypes
import Hummingbird

/// All routes of the server.
struct Routes: Sendable {
  let site: Site

  /// The table that the server answers by.
  var table: RouteTable {
    let described = jobRoutes + runRoutes + logRoutes + eventRoutes + hookRoutes + systemRoutes
    return RouteTable(
      described + pageRoutes + fileRoutes + actionRoutes + signInRoutes + assetRoutes
        + [documentRoute(described)]
    )
  }

  /// The address of the API's description.
  private func documentRoute(_ described: [Route]) -> Route {
    let document = OpenAPIDocument(routes: described, version: site.settings.version).json.bytes
    return Route(.get, "/api/v1/openapi.json", .open) { _ in
      .bytes(document, type: "application/json")
    }
  }

  /// How many runs of each job the lists look at.
  static let historyDepth = 30

  /// The encoder for the configuration in force.
  func encoder() async -> APIEncoder { APIEncoder(await site.hub.configuration) }

  /// Returns a run.
  ///
  /// - Throws: ``Problem`` when there is none.
  func run(_ visit: Visit) async throws -> RunRecord {
    let id = try visit.number("run")
    guard let run = try await site.store.run(id) else {
      throw Problem.notFound("There is no run \(id). It may have been removed from history.")
    }
    return run
  }

  /// Returns the latest runs of one job.
  func ticks(of job: String) async throws -> [JobHistory.Tick] {
    let runs = try await site.store.runs(RunFilter(job: job, limit: Self.historyDepth))
    return runs.map(JobHistory.Tick.init)
  }
}

extension JobHistory.Tick {
  /// The short form of a run.
  init(_ run: RunRecord) {
    self.init(
      run: run.id,
      state: run.state,
      startedAt: run.startedAt.map { Int64($0.timeIntervalSince1970 * 1000) } ?? 0,
      finishedAt: run.finishedAt.map { Int64($0.timeIntervalSince1970 * 1000) } ?? 0,
      hasWarnings: run.warnings > 0
    )
  }
}
