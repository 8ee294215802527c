import AsyncHTTPClient
import BatteryFiles
import BatteryJobs
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import SystemPackage

/// One attempt: a request, the redirects that it leads to, and the answer.
struct HTTPExchange: Sendable {
  /// What was answered.
  struct Answer: Sendable {
    var status: Int
    var reason: String
    var bytes: Int64
    var retryAfter: String?
    /// The beginning of the body, to be shown when the status is not as expected.
    var beginning: [UInt8]
  }

  let url: String
  let method: String
  let headers: [(name: String, value: String)]
  /// The names of headers that go to the first server alone, in lower case.
  let privateHeaders: Set<String>
  let body: [UInt8]?
  let expect: [StatusRange]
  let timeout: TimeSpan
  let maxBody: ByteCount
  let output: FilePath?

  private static let mostRedirects = 5
  private static let shownBytes = 2048

  /// The connections of all runs; the certificates of servers are verified.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(10)
    // The client would try again in silence until that time is over; the job does it in the log.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: configuration
    )
  }()

  /// Sends the request and takes the answer.
  ///
  /// - Throws: ``JobError`` when there is no answer, or one that cannot be taken.
  func perform() async throws -> Answer {
    let deadline = NIODeadline.now() + .milliseconds(timeout.milliseconds)
    do {
      return try await follow(deadline)
    } catch let error as JobError {
      throw error
    } catch let error as FileError {
      throw JobError(.inputOutput, error.description)
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw explain(error)
    }
  }

  private func follow(_ deadline: NIODeadline) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = HTTPMethod(rawValue: method)
    for header in headers { request.headers.add(name: header.name, value: header.value) }
    request.body = body.map { .bytes($0) }
    for _ in 0...Self.mostRedirects {
      let response = try await Self.client.execute(request, deadline: deadline)
      // A status that is asked for is an answer, also when it is one that redirects.
      let isExpected = isExpected(Int(response.status.code))
      guard !isExpected, let target = try redirect(of: response, from: request.url) else {
        return try await take(response, isExpected: isExpected)
      }
      change(&request, status: response.status, target: target)
    }
    throw JobError(
      .invalidInput,
      "\(ShownURL.text(url)) leads from one redirect to the next. Name the last address."
    )
  }

  func isExpected(_ status: Int) -> Bool { expect.contains { $0.range.contains(status) } }

  private func redirect(of response: HTTPClientResponse, from address: String) throws -> URL? {
    guard [301, 302, 303, 307, 308].contains(response.status.code),
      let location = response.headers.first(name: "location"), let base = URL(string: address),
      let target = URL(string: location, relativeTo: base)?.absoluteURL
    else { return nil }
    let scheme = target.scheme?.lowercased()
    guard scheme == "https" || scheme == "http" && base.scheme?.lowercased() == "http" else {
      throw JobError(
        .invalidInput,
        "\(ShownURL.text(address)) redirects to \(ShownURL.text(location)), which is not "
          + "encrypted. Name the address that is meant."
      )
    }
    return target
  }

  private func change(
    _ request: inout HTTPClientRequest,
    status: HTTPResponseStatus,
    target: URL
  ) {
    let isPost = request.method == .POST
    let becomesGet =
      status.code == 303 && request.method != .HEAD
      || isPost && (status.code == 301 || status.code == 302)
    if becomesGet {
      request.method = .GET
      request.body = nil
      for name in ["content-type", "content-length"] { request.headers.remove(name: name) }
    }
    if URL(string: request.url).map(Self.origin) != Self.origin(target) {
      // Another server must not learn what was meant for the first.
      for name in privateHeaders.union(["authorization", "cookie", "proxy-authorization"]) {
        request.headers.remove(name: name)
      }
    }
    request.url = target.absoluteString
  }

  private static func origin(_ url: URL) -> String {
    let scheme = url.scheme?.lowercased() ?? ""
    let port = url.port ?? (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(url.host?.lowercased() ?? ""):\(port)"
  }

  /// Reads the body: into the file when the status is as expected, else only its beginning.
  private func take(_ response: HTTPClientResponse, isExpected: Bool) async throws -> Answer {
    var answer = Answer(
      status: Int(response.status.code),
      reason: response.status.reasonPhrase,
      bytes: 0,
      retryAfter: response.headers.first(name: "retry-after"),
      beginning: []
    )
    let writer = isExpected ? try output.map { file throws in try Self.writer(file) } : nil
    for try await chunk in response.body {
      let bytes = chunk.readableBytesView
      answer.bytes += Int64(bytes.count)
      answer.beginning += bytes.prefix(Self.shownBytes - answer.beginning.count)
      if !isExpected, answer.bytes >= Self.shownBytes { break }
      guard answer.bytes <= maxBody.bytes else {
        throw JobError(
          .invalidInput,
          "\(ShownURL.text(url)) answers with more than \(maxBody). Raise maxBody."
        )
      }
      try writer?.write(bytes)
    }
    try writer?.commit()
    return answer
  }

  private static func writer(_ file: FilePath) throws -> AtomicFileWriter {
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string,
      withIntermediateDirectories: true
    )
    return try AtomicFileWriter(file)
  }

  private func explain(_ error: any Error) -> JobError {
    let place = ShownURL.text(url)
    let late: [HTTPClientError] = [
      .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
      .getConnectionFromPoolTimeout,
    ]
    if let error = error as? HTTPClientError, late.contains(error) {
      return JobError(
        .timedOut,
        "\(place) did not answer within \(timeout). Raise timeout, or look at the server."
      )
    }
    return JobError(
      .unavailable,
      "\(place) could not be reached: \(Self.reason(of: error)). Check the address and the network."
    )
  }

  /// The reason in words; NIO joins what it tried at each address of a host.
  private static func reason(of error: any Error) -> String {
    if let error = error as? NIOConnectionError {
      if let failure = error.connectionErrors.first { return reason(of: failure.error) }
      return "the name \"\(error.host)\" is not known"
    }
    if let error = error as? IOError {
      return Errno(rawValue: error.errnoCode).description.lowercased()
    }
    if let error = error as? HTTPClientError, error == .remoteConnectionClosed {
      return "the server closed the connection"
    }
    let text = "\(error)"
    return text.contains("CERTIFICATE_VERIFY_FAILED")
      ? "the certificate of the server could not be verified" : String(text.prefix(200))
  }
}
