import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// Server-sent events, as the HTML standard (§9.2) has them.
///
/// A stream ends with its connection, or with the server. A client that does not read holds up its
/// own stream and nothing else: what it is behind by is bounded.
enum EventStream {
  /// What wakes a stream.
  enum Signal: Sendable {
    case event(HubEvent)
    case heartbeat
  }

  /// How many signals wait for a slow client; older ones are dropped.
  private static let buffered = 1024

  /// Writes the events of a stream; `false` ends it.
  typealias Body =
    @Sendable (Signal, _ write: (Message) -> Void) async throws -> Bool

  /// One event.
  struct Message: Sendable {
    var id: String?
    var name: String
    var data: JSON
  }

  /// Answers with a stream.
  ///
  /// - Parameters:
  ///   - visit: The request.
  ///   - site: The server.
  ///   - events: The hub's events, subscribed to before anything was read from the store.
  ///   - start: What is written at once.
  ///   - body: Called with every signal.
  /// - Returns: The answer, whose body goes on.
  /// - Throws: ``Problem`` when too many streams are open.
  static func response(
    _ visit: Visit,
    site: Site,
    events: AsyncStream<HubEvent>,
    start: @escaping @Sendable (_ write: (Message) -> Void) async throws -> Bool,
    body: @escaping Body
  ) throws -> Response {
    guard site.hasRoomForStream else {
      throw Problem(
        .serviceUnavailable,
        "too-many-streams",
        "Too many event streams are open. Close one, or try again later."
      )
    }
    let request = visit.request
    let content = ResponseBody { writer in
      site.countStream(1)
      defer { site.countStream(-1) }
      let (signals, feed) = AsyncStream.makeStream(
        of: Signal.self,
        bufferingPolicy: .bufferingNewest(buffered)
      )
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask {
          for await event in events { feed.yield(.event(event)) }
          feed.finish()
        }
        group.addTask { await beat(feed, every: site.settings.heartbeat, by: site.hub.clock) }
        group.addTask {
          try? await gracefulShutdown()
          feed.finish()
        }
        group.addTask { await finish(feed, whenClosed: request.body) }
        defer { group.cancelAll() }
        var bytes = Array("retry: 2000\n\n".utf8)
        var isOpen = try await start { append($0, to: &bytes) }
        try await writer.write(ByteBuffer(bytes: bytes))
        var iterator = signals.makeAsyncIterator()
        while isOpen, let signal = await iterator.next() {
          bytes.removeAll(keepingCapacity: true)
          if case .heartbeat = signal { bytes.append(contentsOf: ": alive\n\n".utf8) }
          isOpen = try await body(signal) { append($0, to: &bytes) }
          if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
        }
      }
      try await writer.finish(nil)
    }
    var response = Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8"],
      body: content
    )
    // Asks proxies such as nginx to pass events on at once.
    if let name = HTTPField.Name("X-Accel-Buffering") { response.headers[name] = "no" }
    return response
  }

  private typealias Feed = AsyncStream<Signal>.Continuation

  private static func beat(_ feed: Feed, every time: TimeSpan, by clock: any TimeSource) async {
    while (try? await clock.sleep(for: time.duration)) != nil { feed.yield(.heartbeat) }
  }

  /// Ends the signals when the client hangs up.
  private static func finish(_ feed: Feed, whenClosed body: RequestBody) async {
    let (never, ending) = AsyncStream.makeStream(of: Void.self)
    try? await body.consumeWithInboundCloseHandler { _ in
      for await _ in never {}
    } onInboundClosed: {
      feed.finish()
      ending.finish()
    }
  }

  private static func append(_ message: Message, to bytes: inout [UInt8]) {
    if let id = message.id { bytes.append(contentsOf: "id: \(id)\n".utf8) }
    bytes.append(contentsOf: "event: \(message.name)\ndata: ".utf8)
    message.data.write(to: &bytes)
    bytes.append(contentsOf: "\n\n".utf8)
  }
}
