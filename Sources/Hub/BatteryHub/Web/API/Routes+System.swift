import BatteryJobs
import Foundation
import Hummingbird

/// The routes that concern the hub itself.
extension Routes {
  var systemRoutes: [Route] {
    [
      Route(
        .post,
        "/api/v1/reload",
        .role(.admin),
        Operation(
          id: "reload",
          summary: "Reads the configuration again.",
          detail: "When the file has problems, the configuration before it stays in force.",
          answers: [Operation.json("Reload", "Whether it was read, and what is wrong with it.")]
        )
      ) { _ in
        let problems = await site.hub.reload()
        return .json([
          "reloaded": .bool(problems == nil),
          "problems": .array((problems?.problems ?? []).map { .string($0.description) }),
        ])
      },
      Route(
        .get,
        "/healthz",
        .open,
        Operation(
          id: "getHealth",
          summary: "Whether the hub works.",
          answers: [Operation.json("Health", "It does.")],
          problems: [503]
        )
      ) { _ in
        if await site.hub.isStopping {
          throw Problem(.serviceUnavailable, "stopping", "The hub is shutting down.")
        }
        do {
          _ = try await site.store.run(0)
        } catch {
          throw Problem(.serviceUnavailable, "store", "The store cannot be read.")
        }
        return .json(["status": "ok", "version": .string(site.settings.version)])
      },
      Route(
        .get,
        "/metrics",
        .role(.viewer),
        Operation(
          id: "getMetrics",
          summary: "Figures of the hub in the text format of Prometheus.",
          answers: [Operation.content(Metrics.contentType, "The figures.")]
        )
      ) { visit in
        let metrics = Metrics(
          counts: try await site.store.counts(),
          jobs: await site.hub.jobs(),
          ticks: try await site.histories.histories(),
          lastEvent: site.hub.events.lastID,
          now: visit.now,
          version: site.settings.version
        )
        return .bytes(metrics.bytes, type: Metrics.contentType)
      },
    ]
  }
}
