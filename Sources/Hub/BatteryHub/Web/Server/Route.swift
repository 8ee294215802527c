import HTTPTypes
import Hummingbird

/// One method of one path: who may use it, how it is described, and what answers it.
///
/// Routes are the only way into the server, and none can be made without saying who may use it.
struct Route: Sendable {
  /// Who may use a route.
  enum Access: Hashable, Sendable {
    /// Everybody.
    case open
    /// Whoever signs the request; the route checks it.
    case signed
    /// Who has at least this role.
    case role(Role)
  }

  /// Answers a request.
  typealias Handler = @Sendable (Visit) async throws -> Response

  /// The method; a route for GET answers HEAD too.
  let method: HTTPRequest.Method
  /// The path; `{name}` stands for one segment.
  let path: String
  /// Who may use it.
  let access: Access
  /// The description in the API's document; `nil` for pages.
  let operation: Operation?
  /// Answers a request.
  let handle: Handler

  /// Describes a route.
  init(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ access: Access,
    _ operation: Operation? = nil,
    handle: @escaping Handler
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.operation = operation
    self.handle = handle
  }

  /// Whether the route changes nothing.
  var isSafe: Bool { method == .get || method == .head }
}

/// Finds the route of a request.
struct RouteTable: Sendable {
  /// What was found.
  enum Match: Sendable {
    case found(Route, parameters: [String: String])
    case wrongMethod(allowed: [String])
    case missing
  }

  private enum Segment: Hashable, Sendable {
    case literal(String)
    case parameter(String)
  }

  private struct Entry: Sendable {
    let segments: [Segment]
    let route: Route
  }

  /// All routes.
  let routes: [Route]
  private let entries: [Int: [Entry]]

  /// Makes a table; where two routes fit a path, the earlier one is found.
  init(_ routes: [Route]) {
    self.routes = routes
    let all = routes.map { route in
      Entry(
        segments: Self.split(route.path).map { segment in
          segment.hasPrefix("{")
            ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        },
        route: route
      )
    }
    entries = Dictionary(grouping: all) { $0.segments.count }
  }

  /// Finds the route of a method and a path that is still percent-encoded.
  func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
    let segments = Self.split(path)
    let wanted = method == .head ? .get : method
    var allowed: [String] = []
    for entry in entries[segments.count] ?? [] {
      guard let parameters = Self.parameters(entry.segments, segments) else { continue }
      if entry.route.method == wanted { return .found(entry.route, parameters: parameters) }
      allowed.append(entry.route.method.rawValue)
      if entry.route.method == .get { allowed.append("HEAD") }
    }
    return allowed.isEmpty ? .missing : .wrongMethod(allowed: allowed)
  }

  private static func split(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { $0 }
  }

  private static func parameters(_ pattern: [Segment], _ segments: [Substring]) -> [String: String]?
  {
    var parameters: [String: String] = [:]
    for (expected, actual) in zip(pattern, segments) {
      switch expected {
      case .literal(let text): guard text == actual else { return nil }
      case .parameter(let name):
        guard !actual.isEmpty else { return nil }
        parameters[name] = FormFields.decoded(actual, isPath: true)
      }
    }
    return parameters
  }
}
