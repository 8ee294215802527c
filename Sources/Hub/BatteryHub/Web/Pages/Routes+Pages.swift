import BatteryJobs
import Foundation
import Hummingbird

/// The pages of the dashboard.
extension Routes {
  var pageRoutes: [Route] {
    [
      Route(.get, "/", .role(.viewer)) { visit in .html(try await dashboard(visit).html) },
      Route(.get, "/jobs/{job}", .role(.viewer)) { visit in
        let status = try await site.hub.job(visit.job)
        let page = JobPage(
          visitor: visit.visitor,
          parts: await parts(visit),
          status: status,
          explanation: try await site.hub.explain(visit.job),
          runs: try await site.store.runs(
            RunFilter(job: visit.job, limit: Self.historyDepth)
          )
        )
        return .html(page.html)
      },
      Route(.get, "/runs", .role(.viewer)) { visit in
        var filter = try filter(visit)
        filter.limit = Self.pageLimit
        let page = RunsPage(
          visitor: visit.visitor,
          parts: await parts(visit),
          runs: try await site.store.runs(filter),
          jobs: await site.hub.jobs().map(\.definition.name),
          filter: filter
        )
        return .html(page.html)
      },
      Route(.get, "/runs/{run}", .role(.viewer)) { visit in .html(try await runPage(visit).html) },
      Route(.get, "/runs/{run}/artifacts/{artifact}", .role(.viewer)) { visit in
        var file = try await artifact(visit)
        file.presentation = ArtifactPresentation(opening: file.artifact.name)
        return try file.response()
      },
    ]
  }

  private static let pageLimit = 50
  private static let runningLimit = 50

  private func parts(_ visit: Visit) async -> PageParts {
    PageParts(now: visit.now, encoder: await encoder())
  }

  private func dashboard(_ visit: Visit) async throws -> DashboardPage {
    let store = site.store
    let ticks = try await site.histories.histories()
    let rows = await site.hub.jobs().map { status in
      DashboardPage.Row(status, ticks[status.definition.name] ?? [])
    }
    var running: [(run: RunRecord, progress: RunProgress?)] = []
    let going = try await store.runs(RunFilter(states: [.running], limit: Self.runningLimit))
    for run in going { running.append((run, await site.hub.progress(run: run.id))) }
    let filter = visit.query["q"] ?? ""
    return DashboardPage(
      visitor: visit.visitor,
      parts: await parts(visit),
      rows: rows.filter { DashboardPage.fits($0, filter: filter) },
      running: running,
      failures: try await failures(rows),
      counts: try await store.counts(),
      problems: await site.hub.problems,
      filter: filter
    )
  }

  /// The latest failure of each job whose latest run failed, newest first.
  private func failures(_ rows: [DashboardPage.Row]) async throws -> [RunRecord] {
    let failing = rows.filter { $0.statistics.failuresInARow > 0 }
    let latest = failing.compactMap { row in
      row.ticks.first { $0.state == .failed || $0.state == .interrupted }?.run
    }
    var runs: [RunRecord] = []
    for id in latest.sorted(by: >).prefix(9) {
      if let run = try await site.store.run(id) { runs.append(run) }
    }
    return runs
  }

  private func runPage(_ visit: Visit) async throws -> RunPage {
    let run = try await run(visit)
    let store = site.store
    let search = visit.query["search"] ?? ""
    var after: Int64?
    if visit.query["after"] != nil {
      after = try visit.number("after", in: 0...Int64.max, default: 0)
    }
    let lines =
      if search.isEmpty && after == nil {
        try await store.lastLines(run: run.id, limit: LogView.limit)
      } else {
        try await store.lines(
          run: run.id,
          after: after ?? 0,
          limit: LogView.limit,
          containing: search.isEmpty ? nil : search
        )
      }
    let parts = await parts(visit)
    return RunPage(
      visitor: visit.visitor,
      parts: parts,
      run: run,
      attempts: try await store.attempts(run: run.id),
      steps: try await store.steps(run: run.id),
      artifacts: try await store.artifacts(run: run.id),
      progress: await site.hub.progress(run: run.id),
      usualSeconds: JobStatistics(try await ticks(of: run.job)).usualSeconds,
      log: LogView(
        run: run,
        zone: parts.encoder.zone(of: run.job),
        lines: lines,
        search: search,
        after: after
      )
    )
  }
}
