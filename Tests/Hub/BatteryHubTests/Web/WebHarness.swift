import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SystemPackage
import TestKit

@testable import BatteryHub

/// A hub with its web server, asked without a socket.
final class WebHarness: Sendable {
  /// Who asks.
  enum Caller: Sendable {
    case nobody
    case token(Role)
    case session(Role)
  }

  /// An answer, with its body in one piece.
  struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON.
    var json: [String: Any] {
      get throws {
        try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
      }
    }
  }

  static let port = 8800

  let bench: HubHarness
  let access: AccessControl
  let server: HubServer
  private let tokens: [Role: String]
  private let sessions: [Role: String]

  var hub: Hub { bench.hub }
  var store: SQLiteStore { bench.store }
  var data: FilePath { bench.directory.path.appending(".batteries") }

  init(
    _ yaml: String = "  hello: { probe: { key: hello } }",
    files: (any FileBrowser)? = nil
  ) async throws {
    bench = try await HubHarness(yaml)
    access = AccessControl(store: bench.store, clock: bench.clock)
    var tokens: [Role: String] = [:]
    var sessions: [Role: String] = [:]
    for role in Role.allCases {
      tokens[role] = try await access.makeToken(name: "test-\(role)", role: role)
      let link = try await access.makeLink(base: "http://localhost", name: "\(role)", role: role)
      let token = String(link.split(separator: "=").last ?? "")
      sessions[role] = try await access.openSession(link: token)
    }
    self.tokens = tokens
    self.sessions = sessions
    var logger = Logger(label: "web")
    logger.logLevel = .critical
    server = HubServer(
      hub: bench.hub,
      access: access,
      data: try DataDirectory(bench.directory.path.appending(".batteries")),
      settings: HubServerSettings(port: Self.port, version: "1.2.3"),
      logger: logger,
      files: files
    )
  }

  func stop() async { await bench.stop() }

  func token(_ role: Role) -> String { tokens[role] ?? "" }

  /// Asks the server.
  func ask(
    _ method: HTTPRequest.Method = .get,
    _ path: String,
    as caller: Caller = .token(.admin),
    host: String? = "127.0.0.1:8800",
    headers: [String: String] = [:],
    body: [UInt8] = []
  ) async throws -> Answer {
    var fields = HTTPFields()
    switch caller {
    case .nobody: break
    case .token(let role): fields[.authorization] = "Bearer \(token(role))"
    case .session(let role):
      fields[.cookie] = "batteries-\(Self.port)=\(sessions[role] ?? "")"
    }
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let request = Request(
      head: HTTPRequest(
        method: method,
        scheme: "http",
        authority: host,
        path: path,
        headerFields: fields
      ),
      body: RequestBody(buffer: ByteBuffer(bytes: body))
    )
    let response = await server.application.responder.respond(to: request)
    let collector = BodyCollector()
    try await response.body.write(collector)
    return Answer(
      status: response.status.code,
      headers: response.headers,
      body: await collector.box.bytes
    )
  }

  /// Asks for JSON.
  func json(
    _ method: HTTPRequest.Method = .get,
    _ path: String,
    as caller: Caller = .token(.admin)
  ) async throws -> [String: Any] {
    try await ask(method, path, as: caller).json
  }
}

/// Collects what a body writes.
private struct BodyCollector: ResponseBodyWriter {
  actor Box {
    var bytes: [UInt8] = []

    func append(_ buffer: ByteBuffer) { bytes.append(contentsOf: buffer.readableBytesView) }
  }

  let box = Box()

  func write(_ buffer: ByteBuffer) async throws { await box.append(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
