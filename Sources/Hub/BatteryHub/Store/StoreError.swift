/// A store that cannot be used: what happened, and what to do.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The sort of failure; an open set.
  public struct Code: Hashable, Sendable {
    /// The name.
    public let name: String

    /// Defines a sort of failure.
    public init(_ name: String) {
      self.name = name
    }

    /// The store cannot be opened, read or written.
    public static let unavailable = Code("unavailable")
    /// The disk is full.
    public static let full = Code("full")
    /// The store was written by a newer version.
    public static let newer = Code("newer")
    /// The file is not a store, or is damaged.
    public static let damaged = Code("damaged")
  }

  /// The sort of failure.
  public var code: Code

  /// What happened and what to do, in one line.
  public var message: String

  /// Describes a failure.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
