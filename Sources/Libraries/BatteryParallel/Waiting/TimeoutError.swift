/// What is thrown when something took longer than it may.
public struct TimeoutError: Error, Hashable, CustomStringConvertible {
  /// How long it was allowed to take.
  public var limit: Duration

  /// Describes a time that is over.
  public init(limit: Duration) { self.limit = limit }

  /// A line that says what happened and what to do.
  public var description: String {
    "The work was not done within \(limit). Allow it more time, or give it less to do."
  }
}
