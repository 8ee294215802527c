import Foundation
import Hummingbird
import Synchronization

/// The API's route for live events.
extension Routes {
  var eventRoutes: [Route] {
    [
      Route(
        .get,
        "/api/v1/events",
        .role(.viewer),
        Operation(
          id: "watchEvents",
          summary: "What happens in the hub, as server-sent events.",
          detail: """
            The events are `run`, `log`, `progress`, `job`, `configuration`, and `reset` when some \
            were lost, so that the client must look at everything anew. An id is the start of the \
            hub and the number of the event.
            """,
          parameters: [
            .init(
              name: "Last-Event-ID",
              place: .header,
              summary: "The id of the event seen last.",
              schema: ["type": "string"]
            )
          ],
          answers: [Operation.content("text/event-stream", "The events.")],
          problems: [503]
        )
      ) { visit in
        try visit.allow()
        let numbers = EventNumbers(epoch: site.epoch, lastEventID: visit.lastEventID)
        let (events, hasGap) = site.hub.events.events(after: numbers.resumed)
        let current = site.hub.events.lastID
        numbers.start(at: hasGap || numbers.resumed == nil ? nil : numbers.resumed)
        return try EventStream.response(visit, site: site, events: events) { write in
          if hasGap || numbers.isFromEarlierStart {
            write(.init(id: numbers.id(current), name: "reset", data: [:]))
          }
          return true
        } body: { signal, write in
          guard case .event(let event) = signal else { return true }
          if numbers.advance(to: event.id) {
            write(.init(id: numbers.id(event.id), name: "reset", data: [:]))
          }
          let message = message(event, await encoder())
          write(.init(id: numbers.id(event.id), name: message.name, data: message.data))
          return true
        }
      }
    ]
  }

  private func message(_ event: HubEvent, _ encoder: APIEncoder) -> (name: String, data: JSON) {
    switch event.kind {
    case .run(let run): ("run", encoder.run(run))
    case .log(let run, let lastLine): ("log", ["run": .int(run), "lastLine": .int(lastLine)])
    case .progress(let run, let progress):
      ("progress", ["run": .int(run), "progress": encoder.progress(progress)])
    case .job(let name): ("job", ["job": .string(name)])
    case .configuration: ("configuration", [:])
    }
  }
}

/// The numbers of one watcher's events.
final class EventNumbers: Sendable {
  private let epoch: Int64
  private let last = Mutex<UInt64?>(nil)

  /// The number of the event that the watcher saw last, in this start of the hub.
  let resumed: UInt64?
  /// Whether the watcher comes from before the hub's start.
  let isFromEarlierStart: Bool

  init(epoch: Int64, lastEventID: String?) {
    self.epoch = epoch
    let parts = (lastEventID ?? "").split(separator: "-")
    if parts.count == 2, Int64(parts[0]) == epoch, let number = UInt64(parts[1]) {
      resumed = number
      isFromEarlierStart = false
    } else {
      resumed = nil
      isFromEarlierStart = !(lastEventID ?? "").isEmpty
    }
  }

  /// The id of an event.
  func id(_ number: UInt64) -> String { "\(epoch)-\(number)" }

  /// Says which event is the last one that the watcher knows.
  func start(at number: UInt64?) { last.withLock { $0 = number } }

  /// Goes on to an event; returns whether events before it were lost.
  func advance(to number: UInt64) -> Bool {
    last.withLock { last in
      defer { last = number }
      return last.map { number != $0 + 1 } ?? false
    }
  }
}

extension Visit {
  /// The id that a returning watcher saw last.
  var lastEventID: String? { header("last-event-id") }
}
