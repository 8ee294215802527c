import AsyncHTTPClient
import BatteryHub
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to a running hub through its API.
struct HubClient {
  private let control: ControlFile
  private static let answerLimit = 1 << 20
  private static let patience = TimeAmount.seconds(15)

  init(_ control: ControlFile) {
    self.control = control
  }

  private struct Problem: Decodable {
    var detail: String?
  }

  /// Starts a run of a job.
  func trigger(_ job: String) async throws -> RunJSON {
    try await post("/api/v1/jobs/\(Self.segment(job))/runs")
  }

  /// Stops a run.
  func stop(_ run: Int64) async throws -> RunJSON {
    try await post("/api/v1/runs/\(run)/stop")
  }

  /// Pauses a job, or lets it go on.
  func setPaused(_ isPaused: Bool, job: String) async throws {
    let _: Ignored = try await post(
      "/api/v1/jobs/\(Self.segment(job))/\(isPaused ? "pause" : "resume")"
    )
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  private static func segment(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }

  private func post<Answer: Decodable>(_ path: String) async throws -> Answer {
    var request = HTTPClientRequest(url: control.url + path)
    request.method = .POST
    request.headers.add(name: "authorization", value: "Bearer \(control.token)")
    request.headers.add(name: "content-type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: "{}"))
    let response: HTTPClientResponse
    let body: Data
    do {
      response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
      body = Data((try await response.body.collect(upTo: Self.answerLimit)).readableBytesView)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw CommandFailure(
        ExitStatus.unavailable,
        "The hub at \(control.url) (process \(control.pid)) does not answer: \(error). "
          + "Look at its output, or start it again."
      )
    }
    guard (200..<300).contains(response.status.code) else {
      let detail = (try? JSONDecoder().decode(Problem.self, from: body))?.detail
      throw CommandFailure(
        Self.exitStatus(response.status.code),
        detail ?? "The hub at \(control.url) answered \(response.status.code)."
      )
    }
    return try JSONDecoder().decode(Answer.self, from: body)
  }

  private static func exitStatus(_ status: UInt) -> Int32 {
    switch status {
    case 400: ExitStatus.usage
    case 401, 403: ExitStatus.denied
    case 404: ExitStatus.missing
    case 409: ExitStatus.negative
    default: ExitStatus.unavailable
    }
  }
}
