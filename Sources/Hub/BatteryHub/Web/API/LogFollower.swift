import BatteryJobs
import Foundation
import Synchronization

/// Where one watcher of a run's log is.
///
/// Lines come from the store, never from the events, which only say that there are more: so that a
/// slow or returning watcher gets every line once and in order.
final class LogFollower: Sendable {
  private static let pageLimit = 500

  private let site: Site
  private let run: Int64
  private let encoder: APIEncoder
  private let asSpans: Bool
  private let last: Mutex<Int64>

  init(site: Site, run: Int64, encoder: APIEncoder, last: Int64, asSpans: Bool) {
    self.site = site
    self.run = run
    self.encoder = encoder
    self.asSpans = asSpans
    self.last = Mutex(last)
  }

  /// Whether an event says that there may be more lines, or none any more.
  func isConcerned(by event: HubEvent) -> Bool {
    switch event.kind {
    case .log(let id, let lastLine): id == run && last.withLock { $0 < lastLine }
    case .run(let record): record.id == run && record.state.isFinal
    default: false
    }
  }

  /// Writes the lines that are new; returns `false` when no more can come.
  func write(_ write: (EventStream.Message) -> Void) async throws -> Bool {
    // Read before the lines, so that no line is missed of a run that ends in between.
    let record = try await site.store.run(run)
    while true {
      let lines = try await site.store.lines(
        run: run,
        after: last.withLock { $0 },
        limit: Self.pageLimit,
        containing: nil
      )
      for line in lines {
        write(
          .init(
            id: String(line.number),
            name: "line",
            data: asSpans
              ? spans(line, job: record?.job ?? "") : encoder.line(line, job: record?.job ?? "")
          )
        )
      }
      if let end = lines.last { last.withLock { $0 = end.number } }
      if lines.count < Self.pageLimit { break }
    }
    guard let record, !record.state.isFinal else {
      write(.init(name: "end", data: record.map(encoder.run) ?? .null))
      return false
    }
    return true
  }

  private func spans(_ line: StoredLine, job: String) -> JSON {
    let text = ANSIText(line.line.bytes)
    return [
      "n": .int(line.number), "a": .int(Int64(line.attempt)),
      "s": .string(APIEncoder.name(line.line.source)),
      "t": .string(TimeText.clock(line.line.time, in: encoder.zone(of: job))),
      "spans": .array(text.spans.map { [.string($0.classes), .string($0.text)] }),
      "omitted": .int(Int64(text.omitted)),
    ]
  }
}
