import Foundation
import Hummingbird

/// What the buttons of the pages do; each sends the browser on to a page.
extension Routes {
  var actionRoutes: [Route] {
    [
      Route(.post, "/jobs/{job}/run", .role(.operator)) { visit in
        let run = try await site.hub.trigger(visit.job, by: .manual, cause: visit.cause)
        return .seeOther("/runs/\(run.id)")
      },
      Route(.post, "/jobs/{job}/pause", .role(.operator)) { visit in
        _ = try await site.hub.setPaused(true, job: visit.job, by: visit.cause)
        return back(visit)
      },
      Route(.post, "/jobs/{job}/resume", .role(.operator)) { visit in
        _ = try await site.hub.setPaused(false, job: visit.job, by: visit.cause)
        return back(visit)
      },
      Route(.post, "/runs/{run}/stop", .role(.operator)) { visit in
        let run = try await site.hub.stop(run: try visit.number("run"), by: visit.cause)
        return visit.query["from"] == "list" ? .seeOther("/") : .seeOther("/runs/\(run.id)")
      },
      Route(.post, "/reload", .role(.admin)) { _ in
        _ = await site.hub.reload()
        return .seeOther("/")
      },
    ]
  }

  private func back(_ visit: Visit) -> Response {
    visit.query["from"] == "list" ? .seeOther("/") : .seeOther("/jobs/\(visit.job)")
  }
}
