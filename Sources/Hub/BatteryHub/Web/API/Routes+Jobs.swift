import Foundation
import Hummingbird

/// The API's routes for jobs.
extension Routes {
  var jobRoutes: [Route] {
    [
      Route(
        .get,
        "/api/v1/jobs",
        .role(.viewer),
        Operation(
          id: "listJobs",
          summary: "All jobs in the order of the configuration.",
          answers: [Operation.json("JobList", "The jobs.")]
        )
      ) { visit in
        try visit.allow()
        let ticks = try await site.histories.histories()
        let encoder = await encoder()
        let jobs = await site.hub.jobs().map { status in
          encoder.job(status, ticks: ticks[status.definition.name] ?? [])
        }
        return .json(["jobs": .array(jobs)])
      },
      Route(
        .get,
        "/api/v1/jobs/{job}",
        .role(.viewer),
        Operation(
          id: "getJob",
          summary: "One job.",
          answers: [Operation.json("Job", "The job.")]
        )
      ) { visit in
        let status = try await site.hub.job(visit.job)
        return .json(await encoder().job(status, ticks: try await ticks(of: visit.job)))
      },
      Route(
        .get,
        "/api/v1/jobs/{job}/next",
        .role(.viewer),
        Operation(
          id: "getUpcoming",
          summary: "The next times at which the job's schedule fires.",
          parameters: [
            .init(
              name: "count",
              summary: "How many times, at most.",
              schema: ["type": "integer", "minimum": 1, "maximum": 1000, "default": 5]
            )
          ],
          answers: [Operation.json("Upcoming", "The times; fewer when the schedule ends.")]
        )
      ) { visit in
        try visit.allow("count")
        let count = try visit.number("count", in: 1...1000, default: 5)
        let times = try await site.hub.upcoming(visit.job, count: Int(count))
        let encoder = await encoder()
        let zone = encoder.zone(of: visit.job)
        return .json([
          "job": .string(visit.job), "upcoming": .array(times.map { encoder.time($0, zone) }),
        ])
      },
      Route(
        .post,
        "/api/v1/jobs/{job}/runs",
        .role(.operator),
        Operation(
          id: "triggerRun",
          summary: "Puts a run of the job into the queue.",
          detail: "The run takes no slot of the schedule.",
          answers: [
            .init(
              status: 202,
              summary: "The run, which may have been skipped; its reason says why.",
              type: "application/json",
              schema: Operation.reference("Run"),
              headers: [("Location", "The address of the run.")]
            )
          ],
          problems: [409, 503]
        )
      ) { visit in
        let run = try await site.hub.trigger(visit.job, by: .manual, cause: visit.cause)
        return await accepted(run)
      },
      Route(
        .post,
        "/api/v1/jobs/{job}/pause",
        .role(.operator),
        Operation(
          id: "pauseJob",
          summary: "Pauses the job: its slots are recorded as skipped.",
          answers: [Operation.json("Job", "The job.")]
        )
      ) { visit in try await setPaused(true, visit) },
      Route(
        .post,
        "/api/v1/jobs/{job}/resume",
        .role(.operator),
        Operation(
          id: "resumeJob",
          summary: "Lets the job's schedule go on.",
          answers: [Operation.json("Job", "The job.")]
        )
      ) { visit in try await setPaused(false, visit) },
      Route(
        .get,
        "/api/v1/jobs/{job}/explanation",
        .role(.viewer),
        Operation(
          id: "explainJob",
          summary: "Why the job did, or did not, run.",
          answers: [Operation.json("Explanation", "The answer and what speaks for it.")]
        )
      ) { visit in
        let explanation = try await site.hub.explain(visit.job)
        return .json(await encoder().explanation(explanation, job: visit.job))
      },
    ]
  }

  /// The answer to a request for a run.
  func accepted(_ run: RunRecord) async -> Response {
    var response = Response.json(await encoder().run(run), status: .accepted)
    response.headers[.location] = ("/api/v1/runs/\(run.id)" as LocalPath).description
    return response
  }

  private func setPaused(_ isPaused: Bool, _ visit: Visit) async throws -> Response {
    let status = try await site.hub.setPaused(isPaused, job: visit.job, by: visit.cause)
    return .json(await encoder().job(status, ticks: try await ticks(of: visit.job)))
  }
}
