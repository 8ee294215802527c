import HTTPTypes
import Hummingbird

/// A request that cannot be answered, as RFC 9457 describes it.
struct Problem: Error, Hashable, Sendable {
  /// The status of the answer.
  var status: HTTPResponse.Status
  /// The sort of problem; an open set of names.
  var code: String
  /// What is wrong and what to do, in one line.
  var detail: String
  /// Further headers of the answer.
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ code: String, _ detail: String) {
    self.status = status
    self.code = code
    self.detail = detail
  }

  /// Describes a refusal of the hub.
  init(_ error: HubError) {
    self.init(
      HTTPResponse.Status(integerLiteral: error.code.httpStatus),
      error.code.name,
      error.message
    )
  }

  /// The answer to a program.
  var response: Response {
    let body = JSON.object([
      ("type", .string("about:blank")), ("title", .string(status.reasonPhrase)),
      ("status", .int(Int64(status.code))), ("code", .string(code)), ("detail", .string(detail)),
    ])
    var response = Response.bytes(
      body.bytes,
      type: "application/problem+json",
      status: status
    )
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  static func notFound(_ detail: String) -> Problem { Problem(.notFound, "not-found", detail) }

  static func badRequest(_ detail: String) -> Problem {
    Problem(.badRequest, "bad-request", detail)
  }
}

extension Response {
  /// An answer of bytes.
  static func bytes(
    _ bytes: [UInt8],
    type: String,
    status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status,
      headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  /// An answer of JSON.
  static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
    .bytes(json.bytes, type: "application/json", status: status)
  }

  /// An answer of HTML.
  static func html(_ html: HTMLWriter, status: HTTPResponse.Status = .ok) -> Response {
    .bytes(html.bytes, type: "text/html; charset=utf-8", status: status)
  }

  /// Sends a browser on after a form.
  static func seeOther(_ path: LocalPath) -> Response {
    Response(status: .seeOther, headers: [.location: path.description])
  }
}
