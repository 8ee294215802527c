public import BatteryJobs
import Foundation

/// Calls an API, or fetches a file.
///
/// ```yaml
/// http: https://example.org/health
/// http: { url: https://api.example.org/v1/sync, method: POST, bearer: { secret: api } }
/// ```
public struct HTTPJob: Job {
  /// The address, `http` or `https`.
  public var url: String

  /// The method.
  public var method: String

  /// The headers of the request.
  public var headers: [String: HeaderValue]

  /// The body of the request.
  public var body: String?

  /// The secret that is sent as `Authorization: Bearer …`.
  public var bearer: SecretName?

  /// The statuses that mean success.
  public var expect: [StatusRange]

  /// How long one attempt may take, its body included.
  public var timeout: TimeSpan

  /// How often the request is sent; three times when it does no harm to send it twice, else once.
  public var retries: HTTPRetries?

  /// How large the body of the answer may be.
  public var maxBody: ByteCount

  /// The file in the run's directory that takes the body of the answer.
  public var output: String?

  /// Describes a request.
  public init(
    url: String,
    method: String = "GET",
    headers: [String: HeaderValue] = [:],
    body: String? = nil,
    bearer: SecretName? = nil,
    expect: [StatusRange] = Self.success,
    timeout: TimeSpan = .seconds(30),
    retries: HTTPRetries? = nil,
    maxBody: ByteCount = .mebibytes(1),
    output: String? = nil
  ) {
    self.url = url
    self.method = method
    self.headers = headers
    self.body = body
    self.bearer = bearer
    self.expect = expect
    self.timeout = timeout
    self.retries = retries
    self.maxBody = maxBody
    self.output = output
  }

  /// The key `http`.
  public static var kind: JobKind { "http" }

  /// The statuses that mean success unless the configuration says otherwise.
  public static let success = [StatusRange(200...299)].compactMap(\.self)

  /// The method and the address, without what may be secret.
  public var title: String { "\(method) \(ShownURL.text(url))" }

  /// How often the request is sent.
  var attempts: HTTPRetries {
    let isHarmless = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method)
    return retries ?? HTTPRetries(attempts: isHarmless ? 3 : 1)
  }

  /// Checks the address, the method, the headers and the limits.
  public func validate() throws(ConfigurationError) {
    try checkURL()
    guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw ConfigurationError(
        path: "method",
        problem: "must be a method in capital letters",
        remedy: "Write GET, POST, PUT, PATCH or DELETE."
      )
    }
    if body != nil, method == "GET" || method == "HEAD" {
      throw ConfigurationError(
        path: "body",
        problem: "cannot be sent with \(method)",
        remedy: "Write method: POST or PUT."
      )
    }
    try checkHeaders()
    guard !expect.isEmpty else {
      throw ConfigurationError(
        path: "expect",
        problem: "has no status",
        remedy: "Leave it out to accept 2xx."
      )
    }
    guard timeout > .zero else {
      throw ConfigurationError(path: "timeout", problem: "is zero", remedy: "Write 30s or more.")
    }
    if let retries, !(1...20).contains(retries.attempts) {
      throw ConfigurationError(
        path: "retries.attempts",
        problem: "must be from 1 to 20",
        remedy: "Write 1 to send the request once."
      )
    }
    if let output { try Self.checkOutput(output) }
  }

  private func checkURL() throws(ConfigurationError) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
    else {
      throw ConfigurationError(
        path: "url",
        problem: "is no address of http or https",
        remedy: "Write it whole, such as https://example.org/path."
      )
    }
    guard parts.user == nil, parts.password == nil else {
      throw ConfigurationError(
        path: "url",
        problem: "holds a user name or password",
        remedy: "Use bearer, or an Authorization header, with the name of a secret."
      )
    }
  }

  private func checkHeaders() throws(ConfigurationError) {
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isToken) else {
        throw ConfigurationError(
          path: "headers.\(name)",
          problem: "is no name for a header",
          remedy: "Use letters, digits and dashes."
        )
      }
      if case .text(let text) = value, !Self.isHeaderText(text) {
        throw ConfigurationError(
          path: "headers.\(name)",
          problem: "has a line break or another control character",
          remedy: "Write the value in one line."
        )
      }
      if bearer != nil, name.lowercased() == "authorization" {
        throw ConfigurationError(
          path: "headers.\(name)",
          problem: "and bearer exclude each other",
          remedy: "Keep one of them."
        )
      }
    }
  }

  static func isHeaderText(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func checkOutput(_ output: String) throws(ConfigurationError) {
    let parts = output.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }), !output.utf8.contains(0) else {
      throw ConfigurationError(
        path: "output",
        problem: "must be the name of a file in the run's directory",
        remedy: "Write a name such as answer.json."
      )
    }
  }
}
