import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage

/// The API's routes for runs.
extension Routes {
  var runRoutes: [Route] {
    [
      Route(
        .get,
        "/api/v1/runs",
        .role(.viewer),
        Operation(
          id: "listRuns",
          summary: "Runs, newest first.",
          parameters: [
            .init(
              name: "job",
              summary: "Only runs of this job.",
              schema: ["type": "string"]
            ),
            .init(
              name: "state",
              summary: "Only runs in this state; may come several times.",
              schema: ["type": "array", "items": Operation.reference("RunState")]
            ),
            .init(
              name: "before",
              summary: "Only runs with smaller numbers.",
              schema: ["type": "integer", "format": "int64", "minimum": 1]
            ),
            .init(
              name: "limit",
              summary: "How many, at most.",
              schema: ["type": "integer", "minimum": 1, "maximum": 1000, "default": 50]
            ),
          ],
          answers: [Operation.json("RunList", "The runs.")]
        )
      ) { visit in
        try visit.allow("job", "state", "before", "limit")
        let runs = try await site.store.runs(try filter(visit))
        return .json(await encoder().runs(runs))
      },
      Route(
        .get,
        "/api/v1/runs/{run}",
        .role(.viewer),
        Operation(
          id: "getRun",
          summary: "One run with its attempts, steps and artifacts.",
          answers: [Operation.json("RunDetail", "The run.")]
        )
      ) { visit in
        let run = try await run(visit)
        return .json(
          await encoder().detail(
            run,
            attempts: try await site.store.attempts(run: run.id),
            steps: try await site.store.steps(run: run.id),
            artifacts: try await site.store.artifacts(run: run.id),
            progress: await site.hub.progress(run: run.id)
          )
        )
      },
      Route(
        .post,
        "/api/v1/runs/{run}/stop",
        .role(.operator),
        Operation(
          id: "stopRun",
          summary: "Stops the run, or takes it out of the queue.",
          answers: [Operation.json("Run", "The run; it may still be ending.", status: 202)],
          problems: [409]
        )
      ) { visit in
        let stopped = try await site.hub.stop(run: try visit.number("run"), by: visit.cause)
        return await accepted(stopped)
      },
      Route(
        .get,
        "/api/v1/runs/{run}/artifacts/{artifact}",
        .role(.viewer),
        Operation(
          id: "getArtifact",
          summary: "A file that the run made.",
          answers: [Operation.content("application/octet-stream", "The file.")]
        )
      ) { visit in
        try await artifact(visit).response()
      },
    ]
  }

  /// The file that a request is about, to be downloaded.
  func artifact(_ visit: Visit) async throws -> ArtifactDownload {
    let run = try await run(visit)
    let id = try visit.number("artifact")
    let artifacts = try await site.store.artifacts(run: run.id)
    guard let artifact = artifacts.first(where: { $0.id == id }) else {
      throw Problem.notFound("The run \(run.id) has no artifact \(id).")
    }
    return ArtifactDownload(artifact: artifact, directory: site.data.directory(ofRun: run.id))
  }

  /// Reads which runs are wanted from a query.
  func filter(_ visit: Visit) throws(Problem) -> RunFilter {
    var states: Set<RunState> = []
    for name in visit.query.all("state") where !name.isEmpty {
      guard let state = RunState(rawValue: name) else {
        let known = RunState.allCases.map(\.rawValue).joined(separator: ", ")
        throw .badRequest("There is no state \"\(name)\". Use \(known).")
      }
      states.insert(state)
    }
    let before = try visit.number("before", in: 1...Int64.max, default: Int64.max)
    let job = visit.query["job"].flatMap { $0.isEmpty ? nil : $0 }
    return RunFilter(
      job: job,
      states: states,
      before: before == .max ? nil : before,
      limit: Int(try visit.number("limit", in: 1...1000, default: 50))
    )
  }
}
