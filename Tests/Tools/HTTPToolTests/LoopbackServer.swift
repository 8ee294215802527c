import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A server on this machine for one test, stopped at its end.
struct LoopbackServer: Sendable {
  /// What a request brought.
  struct Seen: Sendable {
    var method: String
    var path: String
    var headers: [String: String]
    var body: String
  }

  /// What came, in its order.
  final class Log: Sendable {
    private let state = Mutex<[Seen]>([])
    var all: [Seen] { state.withLock { $0 } }
    func add(_ seen: Seen) { state.withLock { $0.append(seen) } }
  }

  let port: Int
  let log: Log

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Runs a server that answers each request by what `answer` makes of it and of how many came
  /// before it.
  static func run(
    _ answer: @escaping @Sendable (Seen, Int) async throws -> Response,
    _ body: (LoopbackServer) async throws -> Void
  ) async throws {
    let log = Log()
    let responder = CallbackResponder<BasicRequestContext> { request, _ in
      let body = try await request.body.collect(upTo: 1 << 20)
      var headers: [String: String] = [:]
      for field in request.headers { headers[field.name.canonicalName] = field.value }
      let seen = Seen(
        method: request.method.rawValue,
        path: request.uri.string,
        headers: headers,
        body: String(buffer: body)
      )
      let count = log.all.count
      log.add(seen)
      return try await answer(seen, count)
    }
    let ports = AsyncStream<Int>.makeStream()
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let application = Application(
      responder: responder,
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        ports.continuation.yield(channel.localAddress?.port ?? 0)
      },
      logger: quiet
    )
    let group = ServiceGroup(
      configuration: .init(services: [application], logger: quiet)
    )
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      var iterator = ports.stream.makeAsyncIterator()
      guard let port = await iterator.next() else { throw CancellationError() }
      do {
        try await body(LoopbackServer(port: port, log: log))
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}

extension Response {
  static func text(
    _ text: String,
    status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
  ) -> Response {
    Response(
      status: status,
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: text))
    )
  }

  static func moved(to place: String, status: Int = 302) -> Response {
    .text("", status: .init(code: status), headers: [.location: place])
  }
}
