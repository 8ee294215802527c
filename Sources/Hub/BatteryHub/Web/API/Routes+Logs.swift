import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The API's routes for logs.
extension Routes {
  private static let pageLimit = 500

  var logRoutes: [Route] {
    [
      Route(
        .get,
        "/api/v1/runs/{run}/log",
        .role(.viewer),
        Operation(
          id: "getLog",
          summary: "Lines of the run's log, in order.",
          detail: "Bytes that are not UTF-8 come as U+FFFD; log.txt has them as they were.",
          parameters: [
            .init(
              name: "after",
              summary: "Only lines with larger numbers.",
              schema: ["type": "integer", "format": "int64", "minimum": 0, "default": 0]
            ),
            .init(
              name: "limit",
              summary: "How many, at most.",
              schema: ["type": "integer", "minimum": 1, "maximum": 10_000, "default": 1000]
            ),
            .init(
              name: "contains",
              summary: "Only lines with this text; case does not matter.",
              schema: ["type": "string"]
            ),
          ],
          answers: [Operation.json("LogPage", "The lines.")]
        )
      ) { visit in
        try visit.allow("after", "limit", "contains")
        let run = try await run(visit)
        let limit = try visit.number("limit", in: 1...10_000, default: 1000)
        let lines = try await site.store.lines(
          run: run.id,
          after: try visit.number("after", in: 0...Int64.max, default: 0),
          limit: Int(limit),
          containing: visit.query["contains"].flatMap { $0.isEmpty ? nil : $0 }
        )
        let encoder = await encoder()
        return .json([
          "run": .int(run.id), "lines": .array(lines.map { encoder.line($0, job: run.job) }),
          "next": .optional(lines.count == Int(limit) ? lines.last?.number : nil),
        ])
      },
      Route(
        .get,
        "/api/v1/runs/{run}/log.txt",
        .role(.viewer),
        Operation(
          id: "downloadLog",
          summary: "The run's log as the bytes that were printed.",
          answers: [Operation.content("text/plain", "The lines, each ended by a line feed.")]
        )
      ) { visit in
        let run = try await run(visit)
        let store = site.store
        var response = Response(
          status: .ok,
          headers: [.contentType: "text/plain; charset=utf-8"],
          body: ResponseBody { writer in
            var last: Int64 = 0
            while true {
              let lines = try await store.lines(
                run: run.id,
                after: last,
                limit: Self.pageLimit,
                containing: nil
              )
              guard let end = lines.last else { break }
              var buffer = ByteBuffer()
              for line in lines {
                buffer.writeBytes(line.line.bytes)
                buffer.writeInteger(UInt8(ascii: "\n"))
              }
              try await writer.write(buffer)
              last = end.number
            }
            try await writer.finish(nil)
          }
        )
        response.headers[.contentDisposition] = ArtifactDownload.disposition(
          "\(run.job)-\(run.id).log"
        )
        response.headers[.contentSecurityPolicy] = SecurityHeaders.sandbox
        return response
      },
      Route(
        .get,
        "/api/v1/runs/{run}/events",
        .role(.viewer),
        Operation(
          id: "followLog",
          summary: "The run's log as server-sent events.",
          detail: """
            Each line is an event `line`, whose id is the line's number: a client that reconnects \
            misses nothing. An event `end` with the run comes when no line can follow.
            """,
          parameters: [
            .init(
              name: "after",
              summary: "Only lines with larger numbers.",
              schema: ["type": "integer", "format": "int64", "minimum": 0, "default": 0]
            ),
            .init(
              name: "format",
              summary: "With spans, lines come as runs of text with the style of their colours.",
              schema: ["type": "string", "enum": ["text", "spans"], "default": "text"]
            ),
            .init(
              name: "Last-Event-ID",
              place: .header,
              summary: "The number of the line seen last.",
              schema: ["type": "string"]
            ),
          ],
          answers: [Operation.content("text/event-stream", "The events.")],
          problems: [503]
        )
      ) { visit in
        try visit.allow("after", "format")
        let run = try await run(visit)
        var after = try visit.number("after", in: 0...Int64.max, default: 0)
        if let last = visit.lastEventID, let number = Int64(last), number >= 0 { after = number }
        let log = LogFollower(
          site: site,
          run: run.id,
          encoder: await encoder(),
          last: after,
          asSpans: visit.query["format"] == "spans"
        )
        return try EventStream.response(
          visit,
          site: site,
          events: site.hub.events.events(after: nil).events
        ) { write in
          try await log.write(write)
        } body: { signal, write in
          guard case .event(let event) = signal, log.isConcerned(by: event) else { return true }
          return try await log.write(write)
        }
      },
    ]
  }
}
