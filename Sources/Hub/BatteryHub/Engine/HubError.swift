/// A request that the hub refuses: what, and what to do.
public struct HubError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sort of refusal; an open set.
  public struct Code: Hashable, Sendable {
    /// The name, as the API shows it.
    public let name: String
    /// The status of the HTTP answer.
    public let httpStatus: Int

    /// Defines a sort of refusal.
    public init(_ name: String, httpStatus: Int) {
      self.name = name
      self.httpStatus = httpStatus
    }

    /// There is no such thing.
    public static let notFound = Code("not-found", httpStatus: 404)
    /// It does not fit the state of things.
    public static let conflict = Code("conflict", httpStatus: 409)
    /// The hub is shutting down.
    public static let unavailable = Code("unavailable", httpStatus: 503)
  }

  /// The sort of refusal.
  public var code: Code
  /// What was refused and what to do, in one line.
  public var message: String

  /// Describes a refusal.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
